import type { InboxItem, InboxMark } from "../../contract/types";

/** Rows are read in pages of this size. */
export const PAGE_SIZE = 100;

/** Loaded pages of a list by their number. */
export type Pages = ReadonlyMap<number, readonly InboxItem[]>;

/**
 * The pages as they are without some rows: what comes behind moves up, also across pages. Where the
 * page behind is not loaded, the last places stay empty until they are read.
 */
export function withoutRows(pages: Pages, gone: ReadonlySet<number>): Map<number, InboxItem[]> {
  const result = new Map<number, InboxItem[]>();
  for (const page of [...pages.keys()].sort((a, b) => a - b)) {
    const kept = (pages.get(page) ?? []).filter(({ id }) => !gone.has(id));
    const before = result.get(page - 1);
    // Only a page that was full can take rows from the one behind it.
    while (before && before.length < PAGE_SIZE && kept.length > 0) {
      const moved = kept.shift();
      if (moved) before.push(moved);
    }
    result.set(page, kept);
  }
  return result;
}

/** An item with a mark set on it. */
export function marked(item: InboxItem, mark: Omit<InboxMark, "ids">): InboxItem {
  return {
    ...item,
    unread: mark.unread ?? item.unread,
    starred: mark.starred ?? item.starred,
    done: mark.done ?? item.done,
  };
}

/**
 * How many rows have come in above the one that stands first on screen, as the newest part of the
 * list tells.
 */
export function arrivalsAbove(
  top: InboxItem | undefined,
  newest: readonly InboxItem[],
  total: number,
  shown: number,
): number {
  if (!top) return 0;
  const above = newest.findIndex(
    ({ id, first_seen_at }) =>
      id === top.id ||
      first_seen_at < top.first_seen_at ||
      (first_seen_at === top.first_seen_at && id < top.id),
  );
  // All that was read is newer: only the totals can tell how many there are.
  return above === -1 ? Math.max(newest.length, total - shown) : above;
}
