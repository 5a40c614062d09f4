import { type RefObject, useEffect, useRef } from "react";

interface FocusedCard {
  scroller: RefObject<HTMLElement | null>;
  /** The card with the tab stop, where it is in this column. */
  index: number | null;
  /** Whether its page has been read: before, there is nothing to focus. */
  isThere: boolean;
  /** Counts the moves by key. */
  moves: number;
  scrollToIndex: (index: number) => void;
}

/** Takes the focus along with each move by key, also to a card that is yet to be drawn. */
export function useCardFocus(card: FocusedCard): void {
  const { scroller, index, isThere, moves } = card;
  const followed = useRef(moves);
  const scrollToIndex = useRef(card.scrollToIndex);
  scrollToIndex.current = card.scrollToIndex;

  useEffect(() => {
    if (index === null) followed.current = moves;
    if (index === null || followed.current === moves) return;
    scrollToIndex.current(index);
    const element = scroller.current?.querySelector<HTMLElement>(`[data-index="${index}"]`);
    if (!element || !isThere) return;
    followed.current = moves;
    element.focus({ preventScroll: true });
    element.closest("section")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [index, isThere, moves, scroller]);
}
