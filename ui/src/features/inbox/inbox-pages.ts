import type { InboxFilters } from "../../app/query-keys";
import type { InboxItem, InboxMark } from "../../contract/types";
import { withoutRows as withoutRowsOf } from "../../lib/pages";

/** Rows are read in pages of this size. */
export const PAGE_SIZE = 100;

/** A mark that leaves everything as it is. */
export const NOTHING: Omit<InboxMark, "ids"> = {
  unread: null,
  starred: null,
  done: null,
  snooze_until: null,
};

/** Loaded pages of a list by their number. */
export type Pages = ReadonlyMap<number, readonly InboxItem[]>;

/** The pages as they are without some rows. */
export function withoutRows(pages: Pages, gone: ReadonlySet<number>): Map<number, InboxItem[]> {
  return withoutRowsOf(pages, gone, PAGE_SIZE, ({ id }) => id);
}

/** An item with a mark set on it. */
export function marked(item: InboxItem, mark: Omit<InboxMark, "ids">): InboxItem {
  return {
    ...item,
    unread: mark.unread ?? item.unread,
    starred: mark.starred ?? item.starred,
    done: mark.done ?? item.done,
    snoozed_until:
      mark.snooze_until === null
        ? item.snoozed_until
        : mark.snooze_until === 0
          ? null
          : mark.snooze_until,
  };
}

/** Whether rows with this mark leave a list at once. */
export function leavesList(filters: InboxFilters, mark: Omit<InboxMark, "ids">): boolean {
  // What was read leaves the list of the unread with the next answer, and so do stars.
  if (mark.done === true && !filters.includeDone) return true;
  if (mark.snooze_until === null) return false;
  return filters.snoozed === (mark.snooze_until === 0);
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
