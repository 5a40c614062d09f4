const NAME = "recent-searches";
const KEPT = 8;

/** What was looked for lately, the newest first. */
export function recentSearches(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(NAME) ?? "[]");
    return Array.isArray(kept) ? kept.filter((text) => typeof text === "string") : [];
  } catch {
    return [];
  }
}

/** Keeps a search that has led somewhere. */
export function keepSearch(typed: string): void {
  const text = typed.trim();
  if (text === "") return;
  const others = recentSearches().filter((kept) => kept !== text);
  localStorage.setItem(NAME, JSON.stringify([text, ...others].slice(0, KEPT)));
}

export function forgetSearches(): void {
  localStorage.removeItem(NAME);
}
