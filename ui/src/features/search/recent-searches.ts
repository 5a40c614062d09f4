const KEPT = 8;

/**
 * What was looked for since the start, the newest first. In memory alone: a search names people, and
 * what the window keeps on the disk is not encrypted.
 */
let recent: readonly string[] = [];

export function recentSearches(): readonly string[] {
  return recent;
}

/** Keeps a search that has led somewhere. */
export function keepSearch(typed: string): void {
  const text = typed.trim();
  if (text === "") return;
  recent = [text, ...recent.filter((kept) => kept !== text)].slice(0, KEPT);
}

export function forgetSearches(): void {
  recent = [];
}
