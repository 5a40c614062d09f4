import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { keys } from "../../app/query-keys";
import type { FoundCandidate, FoundPlace, Piece } from "../../contract/types";
import { usePlatform } from "../../platform/PlatformContext";

/** So many candidates at first, and as many as can be asked for. */
export const FIRST_LIMIT = 20;
export const MOST = 100;

/** What a text finds. While the newest answer is on its way the one before stays. */
export function useSearch(typed: string, limit: number) {
  const platform = usePlatform();
  const text = typed.trim();
  return useQuery({
    queryKey: keys.search(text, limit),
    queryFn: () => platform.call("search", { text, limit }),
    enabled: text !== "",
    placeholderData: keepPreviousData,
    // Every letter is a question of its own: most answers are never looked at again.
    gcTime: 30_000,
  });
}

/** One row of the results: a candidate, or a place where something of theirs was found. */
export interface Row {
  candidate: FoundCandidate;
  place: FoundPlace | null;
}

/** The results as the keys go through them: each candidate, then their places. */
export function rowsOf(found: readonly FoundCandidate[]): Row[] {
  return found.flatMap((candidate) => [
    { candidate, place: null },
    ...candidate.places.map((place) => ({ candidate, place })),
  ]);
}

export function plain(pieces: readonly Piece[]): string {
  return pieces.map(({ text }) => text).join("");
}
