import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type InboxFilters, keys } from "../../app/query-keys";
import type { InboxItem, InboxMark, InboxPage } from "../../contract/types";
import { usePlatform } from "../../platform/PlatformContext";
import { leavesList, marked, NOTHING, type Pages, withoutRows } from "./inbox-pages";

export type Mark = Partial<Omit<InboxMark, "ids">>;

/** Sets marks on items: on screen at once, then in the program. */
export function useInboxMark() {
  const platform = usePlatform();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ ids, mark }: { ids: number[]; mark: Mark }) =>
      platform.call("inbox_mark", { ids, ...NOTHING, ...mark }),
    onMutate: ({ ids, mark }) => {
      // An answer on its way still has the old marks and would put them back.
      void queryClient.cancelQueries({ queryKey: keys.inboxLists });
      void queryClient.cancelQueries({ queryKey: keys.inboxHeads });
      showMark(queryClient, new Set(ids), mark);
    },
    onError: () => queryClient.invalidateQueries({ queryKey: ["inbox"] }),
  });
}

type Client = ReturnType<typeof useQueryClient>;

/** Whether an item is among those that the sidebar counts. */
function counts(item: InboxItem | undefined): number {
  return item?.unread && !item.done && item.snoozed_until === null ? 1 : 0;
}

function without(head: InboxPage | undefined, ids: ReadonlySet<number>): InboxPage | undefined {
  if (!head) return head;
  const items = head.items.filter(({ id }) => !ids.has(id));
  return { ...head, items, total: Math.max(0, head.total - ids.size) };
}

function showMark(queryClient: Client, ids: ReadonlySet<number>, mark: Mark): void {
  const full = { ...NOTHING, ...mark };
  const lists = new Map<string, { filters: InboxFilters; pages: Map<number, InboxItem[]> }>();
  for (const [key, rows] of queryClient.getQueriesData<InboxItem[]>({
    queryKey: keys.inboxLists,
  })) {
    const [, , filters, page] = key as [string, string, InboxFilters, number];
    const name = JSON.stringify(filters);
    const list = lists.get(name) ?? { filters, pages: new Map() };
    if (rows) list.pages.set(page, rows);
    lists.set(name, list);
  }
  let unreadBefore = 0;
  let unreadAfter = 0;
  const counted = new Set<number>();
  for (const { filters, pages } of lists.values()) {
    for (const [page, rows] of pages) {
      const next = rows.map((item) => (ids.has(item.id) ? marked(item, full) : item));
      rows.forEach((item, index) => {
        if (!ids.has(item.id) || counted.has(item.id)) return;
        counted.add(item.id);
        const after = next[index];
        unreadBefore += counts(item);
        unreadAfter += counts(after);
      });
      pages.set(page, next);
    }
    const leaves = leavesList(filters, full);
    const shown: Pages = leaves ? withoutRows(pages, ids) : pages;
    for (const [page, rows] of shown) {
      queryClient.setQueryData([...keys.inboxPages(filters), page], rows);
    }
    if (leaves) {
      const headKey = keys.inboxHead(filters);
      // Not an answer, so it must not look like one: the list would be read again too early.
      const updatedAt = queryClient.getQueryState(headKey)?.dataUpdatedAt ?? 0;
      queryClient.setQueryData<InboxPage>(headKey, (head) => without(head, ids), { updatedAt });
    }
  }
  queryClient.setQueryData<InboxPage>(keys.inboxUnread, (page) =>
    page ? { ...page, unread: Math.max(0, page.unread + unreadAfter - unreadBefore) } : page,
  );
}
