import type { Note, Segment } from "../../contract/types";
import { lastNotAfter, startsOf, type WordPlace } from "./spoken";

/** Turns are cut into pieces of about this many words, so that a long one scrolls like the rest. */
const BLOCK_WORDS = 60;
/** A piece may grow by so much to end with a sentence. */
const SENTENCE_REACH = 25;

/** A piece of a turn that is drawn at once. */
export interface Block {
  segment: number;
  /** The first word, and the one after the last. */
  from: number;
  to: number;
  role: string;
  /** Where it begins, in seconds. */
  start: number;
  /** The turn's first piece, which says who speaks. */
  opens: boolean;
  words: readonly string[];
  /** What was said where no single words are known. */
  text: string | null;
}

/** The pieces of a conversation in their order. */
export function blocksOf(segments: readonly Segment[]): Block[] {
  const starts = startsOf(segments);
  return segments.flatMap((segment, index) => piecesOf(segment, index, starts[index] ?? 0));
}

function piecesOf(segment: Segment, index: number, start: number): Block[] {
  const { words, starts, role, content } = segment;
  if (words.length === 0) {
    return [{ segment: index, from: 0, to: 0, role, start, opens: true, words, text: content }];
  }
  const blocks: Block[] = [];
  for (let from = 0; from < words.length; ) {
    const to = endOfPiece(words, from);
    blocks.push({
      segment: index,
      from,
      to,
      role,
      start: starts[from] ?? start,
      opens: from === 0,
      words: words.slice(from, to),
      text: null,
    });
    from = to;
  }
  return blocks;
}

function endOfPiece(words: readonly string[], from: number): number {
  const wanted = from + BLOCK_WORDS;
  if (wanted + SENTENCE_REACH >= words.length) return words.length;
  for (let end = wanted; end < wanted + SENTENCE_REACH; end += 1) {
    if (/[.!?…]["”’)]*$/u.test(words[end - 1] ?? "")) return end;
  }
  return wanted;
}

/** The notes of each piece: those pinned to a second from its beginning to the next one's. */
export function notesOf(
  blocks: readonly Block[],
  notes: readonly Note[],
): ReadonlyMap<number, readonly Note[]> {
  const found = new Map<number, Note[]>();
  // A turn may go on after the next has begun.
  const order = blocks.map(({ start }, index) => ({ start, index }));
  order.sort((a, b) => a.start - b.start);
  for (const note of notes) {
    const at = note.at_seconds ?? 0;
    const nth = lastNotAfter(order.length, (place) => order[place]?.start ?? 0, at);
    const index = order[Math.max(0, nth)]?.index ?? 0;
    found.set(index, [...(found.get(index) ?? []), note]);
  }
  return found;
}

/** Which piece holds a word; -1 where there is none. */
export function blockOf(blocks: readonly Block[], { segment, word }: WordPlace): number {
  const rank = (block: Block) => block.segment * 1e6 + block.from;
  return lastNotAfter(blocks.length, (index) => rank(blocks[index] as Block), segment * 1e6 + word);
}
