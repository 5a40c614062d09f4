import type { Segment } from "../../contract/types";

/** A word by its turn and its place in it. */
export interface WordPlace {
  segment: number;
  word: number;
}

/** Later than this in a turn, going back means to its beginning. Seconds. */
const INTO_TURN = 2;

interface Spoken extends WordPlace {
  start: number;
  end: number;
  /** The latest end of this and all that began before. */
  latest: number;
  /** Whose end that is. */
  last: WordPlace;
}

const indexes = new WeakMap<readonly Segment[], readonly Spoken[]>();

/** Where each turn begins, in seconds: one without single words where the one before it ends. */
export function startsOf(segments: readonly Segment[]): readonly number[] {
  let before = 0;
  return segments.map(({ words, start, end }) => {
    const begin = words.length > 0 ? start : Math.max(start, before);
    before = Math.max(begin, end);
    return begin;
  });
}

/**
 * The word at a moment: the one that is being spoken, of several the one that began last; where nobody
 * speaks, the one that ended last. Nothing before the first. Speakers interrupt each other, so a turn may
 * go on after the next has begun.
 */
export function wordAt(segments: readonly Segment[], time: number): WordPlace | null {
  const index = indexOf(segments);
  const begun = lastNotAfter(index.length, (nth) => index[nth]?.start ?? 0, time);
  for (let nth = begun; nth >= 0; nth -= 1) {
    const { segment, word, end, latest, last } = index[nth] as Spoken;
    if (latest <= time) return last;
    if (end > time) return { segment, word };
  }
  return null;
}

/** Where the turn before or after begins, as players go back: to this one's beginning first. */
export function turnBeside(segments: readonly Segment[], time: number, by: 1 | -1): number | null {
  const starts = [...new Set(startsOf(segments))].sort((a, b) => a - b);
  const at = lastNotAfter(starts.length, (nth) => starts[nth] ?? 0, time);
  const isInside = time - (starts[at] ?? 0) > INTO_TURN;
  return starts[by === -1 && isInside ? at : at + by] ?? null;
}

/** All words in the order in which they begin; a turn without single words is one of no length. */
function indexOf(segments: readonly Segment[]): readonly Spoken[] {
  const known = indexes.get(segments);
  if (known) return known;
  const starts = startsOf(segments);
  const words = segments.flatMap((turn, segment) => {
    const begin = starts[segment] ?? 0;
    if (turn.words.length === 0) return [{ segment, word: 0, start: begin, end: begin }];
    return turn.words.map((_, word) => {
      const start = turn.starts[word] ?? begin;
      return { segment, word, start, end: Math.max(start, turn.ends[word] ?? start) };
    });
  });
  // The order is kept of those that begin at once.
  words.sort((a, b) => a.start - b.start);
  let latest = Number.NEGATIVE_INFINITY;
  let last: WordPlace = { segment: 0, word: 0 };
  const index = words.map((one) => {
    if (one.end >= latest) {
      latest = one.end;
      last = { segment: one.segment, word: one.word };
    }
    return { ...one, latest, last };
  });
  indexes.set(segments, index);
  return index;
}

/** The last of ascending values that is not after a mark; -1 where all are. */
export function lastNotAfter(
  length: number,
  valueAt: (index: number) => number,
  mark: number,
): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (valueAt(middle) <= mark) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
