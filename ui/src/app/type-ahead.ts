import { useLayoutEffect, useRef } from "react";
import { somethingOpens } from "../lib/opening";

/**
 * Keys that come before what they are meant for: held until it is drawn, as long as a place of the
 * window is still opening.
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

/** Gives the held keys in their order to whoever takes them now; the rest goes on waiting. */
export function giveHeld(take: (stroke: string) => boolean): void {
  const now = performance.now();
  held = held.filter(({ until }) => now < until);
  while (held[0] && take(held[0].stroke)) held.shift();
  if (!somethingOpens()) held = [];
}

/** Who goes elsewhere means nothing of the place before. */
export function dropHeld(): void {
  held = [];
}

type TakesKey = (key: string) => void;

let field: TakesKey | null = null;

/**
 * Takes what is typed while the field of a dialog is on its way and does not have the focus yet: signs
 * and `Enter`.
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
