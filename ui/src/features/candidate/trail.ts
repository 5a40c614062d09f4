import { useSyncExternalStore } from "react";

/** One place in the list that somebody came from. */
export interface TrailEntry {
  candidateId: number;
  interviewId: string | null;
}

/** The list that somebody came from, as it was when they left it. */
export interface Trail {
  label: string;
  entries: readonly TrailEntry[];
}

let trail: Trail | null = null;
const listeners = new Set<() => void>();

/** Remembers the list that is being left, for going on to the next from the candidate's page. */
export function rememberTrail(label: string, entries: readonly TrailEntry[]): void {
  // Two things that happened to one person, one after the other, are one stop.
  const stops = entries.filter(
    (entry, index) => entries[index - 1]?.candidateId !== entry.candidateId,
  );
  trail = { label, entries: stops };
  for (const listener of listeners) listener();
}

export function forgetTrail(): void {
  trail = null;
  for (const listener of listeners) listener();
}

export function useTrail(): Trail | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => trail,
  );
}

/** Where somebody stands in the list, and who comes before and after. */
export function neighbours(from: Trail | null, candidateId: number, interviewId: string | null) {
  if (!from) return null;
  const { entries } = from;
  const exact = entries.findIndex(
    (entry) => entry.candidateId === candidateId && entry.interviewId === interviewId,
  );
  const index =
    exact === -1 ? entries.findIndex((entry) => entry.candidateId === candidateId) : exact;
  if (index === -1) return null;
  return {
    label: from.label,
    position: index + 1,
    total: entries.length,
    previous: entries[index - 1] ?? null,
    next: entries[index + 1] ?? null,
  };
}
