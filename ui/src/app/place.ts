import { useEffect } from "react";

const NAME = "place";

/** Opens where the window was closed, unless an address leads elsewhere. */
export function openKeptPlace(): void {
  const kept = localStorage.getItem(NAME);
  const isBare = ["", "#", "#/"].includes(window.location.hash);
  if (isBare && kept?.startsWith("#/")) window.history.replaceState(null, "", kept);
}

/** Where another life of the program was leads nowhere in this one. */
export function forgetPlace(): void {
  localStorage.removeItem(NAME);
}

/** Keeps where the window is for the next start. */
export function useKeptPlace(isKept: boolean): void {
  useEffect(() => {
    if (!isKept) return;
    const keep = () => localStorage.setItem(NAME, withoutNames(window.location.hash));
    keep();
    window.addEventListener("hashchange", keep);
    return () => window.removeEventListener("hashchange", keep);
  }, [isKept]);
}

/** What is kept is not encrypted: what was searched for, or a filter with a name, stays out of it. */
function withoutNames(hash: string): string {
  return /^#\/(?:search|people)\b/u.test(hash) ? hash.replace(/\?.*$/u, "") : hash;
}
