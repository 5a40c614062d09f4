import { useLayoutEffect, useRef } from "react";
import { flushSync } from "react-dom";
import { somethingOpens } from "../lib/opening";

/**
 * Letters and other signs that come before what they are meant for: held until it is drawn, as long as
 * a place of the window is still opening.
 */

/** How long a key is held. Whoever pressed it earlier has given up on it. */
const HELD_MS = 2000;

interface HeldKey {
  stroke: string;
  until: number;
}

let held: HeldKey[] = [];

/** Holds a key that means nothing yet; `false` when nothing is on its way that could take it. */
export function hold(stroke: string): boolean {
  if (!somethingOpens()) return false;
  held.push({ stroke, until: performance.now() + HELD_MS });
  return true;
}

/** Whether keys wait: what is pressed after them waits behind them. */
export function holdsKeys(): boolean {
  const now = performance.now();
  held = held.filter(({ until }) => now < until);
  return held.length > 0;
}

/**
 * Gives the held keys in their order to whoever takes them now; the rest goes on waiting. Each is done
 * and drawn before the next, for that one may mean what the first has brought into the hand. Where one
 * has opened a field or a dialog, those behind it were meant for that, and are no commands.
 */
export function giveHeld(take: (stroke: string) => boolean, isElsewhere: () => boolean): void {
  while (holdsKeys()) {
    const [next] = held;
    if (!next || isElsewhere()) break;
    if (!flushSync(() => take(next.stroke))) {
      if (somethingOpens()) return;
      break;
    }
    // Unless it has led elsewhere, and all were dropped.
    if (held[0] === next) held.shift();
  }
  dropHeld();
}

/** Who goes elsewhere means nothing of the place before. */
export function dropHeld(): void {
  held = [];
}

type TakesKey = (key: string) => void;

let field: TakesKey | null = null;

/**
 * Takes the keys that are pressed anywhere but in the dialog's own field: it may still be on its way,
 * or not have the focus yet.
 */
export function useComingField(take: TakesKey): void {
  const latest = useRef(take);
  latest.current = take;
  useLayoutEffect(() => {
    const mine: TakesKey = (key) => latest.current(key);
    field = mine;
    return () => {
      if (field === mine) field = null;
    };
  }, []);
}

/** The field that what is typed now is meant for, wherever the focus still is. */
export function comingField(): TakesKey | null {
  return field;
}
