import { useState } from "react";
import { useMemory } from "../../app/remembered";
import type { InboxItem } from "../../contract/types";

type RowAt = (index: number) => InboxItem | undefined;

export interface InboxCursor {
  /** The row that the keys act on; may lie behind the end after rows have left. */
  index: number;
  /** As they were when they were selected: they may be scrolled out of reach since. */
  selected: ReadonlyMap<number, InboxItem>;
  moveTo: (index: number) => void;
  toggle: (item: InboxItem) => void;
  /** Moves and selects all from where the extending began. */
  extendTo: (index: number, rowAt: RowAt) => void;
  clear: () => void;
}

const PLACE = "inbox-place";

/** Which row the keys act on, and which rows are selected. */
export function useInboxCursor(listName: string): InboxCursor {
  const memory = useMemory();
  const [index, setIndex] = useState(() => {
    const place = memory.get(PLACE) as { listName: string; index: number } | undefined;
    return place?.listName === listName ? place.index : 0;
  });
  const [selected, setSelected] = useState<ReadonlyMap<number, InboxItem>>(new Map());
  const [anchor, setAnchor] = useState<number | null>(null);

  function put(next: number) {
    memory.set(PLACE, { listName, index: next });
    setIndex(next);
  }

  return {
    index,
    selected,
    moveTo(next) {
      setAnchor(null);
      put(next);
    },
    toggle(item) {
      const next = new Map(selected);
      if (!next.delete(item.id)) next.set(item.id, item);
      setSelected(next);
    },
    extendTo(next, rowAt) {
      const from = anchor ?? index;
      const grown = new Map(selected);
      for (let at = Math.min(from, next); at <= Math.max(from, next); at += 1) {
        const item = rowAt(at);
        if (item) grown.set(item.id, item);
      }
      put(next);
      setAnchor(from);
      setSelected(grown);
    },
    clear() {
      setAnchor(null);
      setSelected(new Map());
    },
  };
}
