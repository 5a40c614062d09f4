import { defaultRangeExtractor, useVirtualizer, type Virtualizer } from "@tanstack/react-virtual";
import type { RefObject } from "react";
import { partToRead } from "./paged";

/** The part of a list that is read. */
export interface Part {
  first: number;
  last: number;
}

export const FIRST_PART: Part = { first: 0, last: 0 };

interface ListWindow {
  scroller: RefObject<HTMLDivElement | null>;
  count: number;
  /** Every row's height in pixels. */
  rowHeight: number;
  /** The height of what stands above the rows and stays in sight. */
  headHeight?: number;
  overscan: number;
  /** Rows to leave above the cursor where the list is opened further down. */
  lead: number;
  /** The row in the keys' hands, where it is in this list. */
  cursor: number | null;
  pageSize: number;
  part: Part;
  onPart: (part: Part) => void;
}

/** The visible rows of a list of which only they exist, and with them the row under the cursor. */
export function useListWindow(list: ListWindow): Virtualizer<HTMLDivElement, Element> {
  const { scroller, count, rowHeight, overscan, lead, cursor, pageSize, part, onPart } = list;
  return useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan,
    paddingEnd: 8,
    // Rows begin below the head, but are counted from the scroller's top.
    scrollPaddingEnd: list.headHeight ?? 0,
    initialOffset: () => Math.max(0, ((cursor ?? 0) - lead) * rowHeight),
    // The row in the keys' hands stays in the document, or focus and screen readers lose it.
    rangeExtractor: (range) => {
      const rows = defaultRangeExtractor(range);
      if (cursor === null || cursor >= count || rows.includes(cursor)) return rows;
      return [...rows, cursor].sort((a, b) => a - b);
    },
    onChange: ({ range }) => {
      if (!range) return;
      const next = partToRead(range, pageSize);
      if (next.first !== part.first || next.last !== part.last) onPart(next);
    },
  });
}
