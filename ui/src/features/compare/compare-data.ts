import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { keys } from "../../app/query-keys";
import { navigate } from "../../app/router";
import type { Answer, Compared, ComparedQuestion } from "../../contract/types";
import { usePlatform } from "../../platform/PlatformContext";

export const FEWEST = 2;
export const MOST = 4;

/** Candidates side by side; while they change, those before stay. */
export function useComparison(ids: readonly number[], flowId: string | null) {
  const platform = usePlatform();
  return useQuery({
    queryKey: keys.comparison(ids, flowId),
    queryFn: () => platform.call("compare", { candidate_ids: [...ids], flow_id: flowId }),
    enabled: ids.length >= FEWEST,
    placeholderData: keepPreviousData,
    structuralSharing: false,
  });
}

/** Another comparison in the same place: going back leads to where one came from. */
export function compareInstead(ids: readonly number[], flowId: string | null): void {
  navigate({ screen: "compare", ids: [...ids], flowId }, { replace: true });
}

/** The candidates with one of them moved by a place. */
export function moved(ids: readonly number[], index: number, by: 1 | -1): number[] {
  const one = ids[index];
  const other = ids[index + by];
  if (one === undefined || other === undefined) return [...ids];
  return ids.map((id) => (id === one ? other : id === other ? one : id));
}

/** An answer that can be heard: whose, and from where to where. */
export interface Part {
  candidate: Compared;
  question: ComparedQuestion;
  answer: Answer;
}

export function isSamePart(one: Part | null, other: Part | null): boolean {
  return (
    one?.candidate.interview_id === other?.candidate.interview_id &&
    one?.answer.start === other?.answer.start
  );
}
