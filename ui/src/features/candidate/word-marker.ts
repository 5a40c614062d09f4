import type { Segment } from "../../contract/types";
import { type WordPlace, wordAt } from "./spoken";

/**
 * Marks the word that is being spoken, in the document itself: a frame of playing must not draw a
 * transcript of twenty thousand words again, so React knows nothing of the mark.
 */
export class WordMarker {
  readonly #root: HTMLElement;
  readonly #segments: readonly Segment[];
  #place: WordPlace | null = null;
  #marked: Element | null = null;

  constructor(root: HTMLElement, segments: readonly Segment[]) {
    this.#root = root;
    this.#segments = segments;
  }

  /** Moves the mark to a moment of the recording. Answers the word if it is another than before. */
  moveTo(seconds: number): WordPlace | null {
    const next = wordAt(this.#segments, seconds);
    const same = next?.segment === this.#place?.segment && next?.word === this.#place?.word;
    this.#place = next;
    if (same && this.#marked?.isConnected) return null;
    this.redraw();
    return same ? null : next;
  }

  get place(): WordPlace | null {
    return this.#place;
  }

  /** Sets the mark again after other parts of the transcript have come into the document. */
  redraw(): void {
    const word = this.#place ? this.#find(this.#place) : null;
    if (word === this.#marked) return;
    this.#marked?.removeAttribute("data-spoken");
    word?.setAttribute("data-spoken", "");
    this.#marked = word;
  }

  clear(): void {
    this.#marked?.removeAttribute("data-spoken");
    this.#marked = null;
    this.#place = null;
  }

  #find({ segment, word }: WordPlace): Element | null {
    for (const block of this.#root.querySelectorAll(`[data-segment="${segment}"]`)) {
      const from = Number(block.getAttribute("data-from"));
      const found = block.children[word - from];
      if (word >= from && found) return found;
    }
    return null;
  }
}
