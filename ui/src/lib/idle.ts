import { useCallback, useEffect, useRef } from "react";

const INPUTS = ["keydown", "pointerdown", "wheel"] as const;

/** Tells whether nobody has touched key, pointer or wheel for so long. Milliseconds. */
export function useIsIdle(after: number): () => boolean {
  const lastInput = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    const touched = () => {
      lastInput.current = performance.now();
    };
    for (const input of INPUTS) window.addEventListener(input, touched, { passive: true });
    return () => {
      for (const input of INPUTS) window.removeEventListener(input, touched);
    };
  }, []);
  return useCallback(() => performance.now() - lastInput.current > after, [after]);
}
