import { useRef } from "react";

/**
 * Gives the rows of a long list on screen the names of a few places in turn, as keys: a row that
 * leaves at one end hands its elements to the one that comes at the other, instead of being taken
 * down and built anew. A row apart from all others, such as the one under the cursor, has its own.
 */
export function useSlots(shown: readonly { index: number }[]): (index: number) => string {
  // Never fewer, or every row would change its place.
  const places = useRef(1);
  places.current = Math.max(places.current, shown.length);
  const indexes = new Set(shown.map(({ index }) => index));
  return (index) =>
    indexes.size === 1 || indexes.has(index - 1) || indexes.has(index + 1)
      ? `${index % places.current}`
      : `apart-${index}`;
}
