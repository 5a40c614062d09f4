import { useEffect, useSyncExternalStore } from "react";

/** From when until when nobody was here. Milliseconds. */
export interface Away {
  since: number;
  until: number;
}

const NAME = "last-active";
/** Shorter than this was a break. */
const LONG_ENOUGH = 4 * 3_600_000;
/** Activity is noted this often at most. */
const MINUTE = 60_000;

let away: Away | null = null;
const listeners = new Set<() => void>();

function put(next: Away | null): void {
  away = next;
  for (const listener of listeners) listener();
}

/** Notes that somebody is here. After a long time without anybody, says since when. */
export function noteActive(now: number): void {
  const last = Number(localStorage.getItem(NAME) ?? 0);
  if (now - last < MINUTE) return;
  localStorage.setItem(NAME, String(now));
  if (last > 0 && now - last >= LONG_ENOUGH) put({ since: last, until: now });
}

export function dismissAway(): void {
  put(null);
}

/** When somebody was away for long, until they have dismissed it. */
export function useAway(): Away | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => away,
  );
}

const SIGNS = ["keydown", "pointerdown", "wheel", "focus"] as const;

/** Follows whether somebody is here, as long as the window is open. */
export function useActivity(): void {
  useEffect(() => {
    const note = () => noteActive(Date.now());
    note();
    for (const sign of SIGNS) window.addEventListener(sign, note, { passive: true });
    return () => {
      for (const sign of SIGNS) window.removeEventListener(sign, note);
    };
  }, []);
}
