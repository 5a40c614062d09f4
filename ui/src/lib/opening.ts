import { useLayoutEffect } from "react";

let places = 0;

/** Counts a place of the window that stands empty until what belongs there has come. */
export function useOpening(isOpening = true): void {
  useLayoutEffect(() => {
    if (!isOpening) return;
    places += 1;
    return () => {
      places -= 1;
    };
  }, [isOpening]);
}

/** Whether any place still waits for what belongs there. */
export function somethingOpens(): boolean {
  return places > 0;
}
