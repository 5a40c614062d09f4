import { type UseQueryResult, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { type InboxFilters, keys } from "../../app/query-keys";
import type { InboxItem, InboxPage, InboxQuery } from "../../contract/types";
import { type Paged, usePaged } from "../../lib/paged";
import { usePlatform } from "../../platform/PlatformContext";
import { asFailure, type CommandFailure } from "../../platform/platform";
import { arrivalsAbove, PAGE_SIZE } from "./inbox-pages";

/** Enough to see what came in since; more than that is told by the totals. */
const HEAD_SIZE = 50;

interface InboxList extends Omit<Paged<InboxItem>, "failure"> {
  /** Rows to scroll over; unknown until the first answer. */
  total: number | null;
  /** Rows that have come in above and wait to be shown. */
  waiting: number;
  showWaiting: () => void;
  /** What comes next on top is what was taken back: it is shown although somebody is at work. */
  expectBack: () => void;
  failure: CommandFailure | null;
}

interface Screen {
  /** The same for as long as the list lives. */
  filters: InboxFilters;
  first: number;
  last: number;
  /** The row in the keys' hands, wherever it is. */
  cursor: number;
  /** Whether rows may be put in on top without moving anything under the reader's hand. */
  mayInsert: () => boolean;
  /** So many rows have been put in on top. */
  onInserted: (rows: number) => void;
}

/**
 * The inbox as it is on screen. Rows that come in are held back while they would move what somebody
 * is looking at: until they are shown, every page is read that much further down.
 */
export function useInboxList(screen: Screen): InboxList {
  const { filters, first, last, cursor } = screen;
  const platform = usePlatform();
  const held = useRef(0);
  const head = useQuery({
    queryKey: keys.inboxHead(filters),
    queryFn: () => platform.call("inbox", asQuery(filters, 0, HEAD_SIZE)),
  });
  const pages = usePaged<InboxItem>({
    keyPrefix: keys.inboxPages(filters),
    pageSize: PAGE_SIZE,
    first,
    last,
    also: cursor,
    fetchPage: async (page) => {
      const query = asQuery(filters, page * PAGE_SIZE + held.current, PAGE_SIZE);
      return (await platform.call("inbox", query)).items;
    },
  });
  const { waiting, showWaiting, expectBack } = useHeldBack(screen, head, held);

  return {
    rowAt: pages.rowAt,
    total: head.data ? Math.max(0, head.data.total - waiting) : null,
    waiting,
    showWaiting,
    expectBack,
    failure: head.error && !head.data ? asFailure(head.error) : pages.failure,
    retry: () => {
      void head.refetch();
      pages.retry();
    },
  };
}

/** Decides with each answer about the newest rows whether they are shown or wait. */
function useHeldBack(
  screen: Screen,
  head: UseQueryResult<InboxPage>,
  held: { current: number },
): Pick<InboxList, "waiting" | "showWaiting" | "expectBack"> {
  const { filters } = screen;
  const queryClient = useQueryClient();
  const [waiting, setWaiting] = useState(0);
  const latest = useRef(screen);
  latest.current = screen;
  const answeredAt = useRef(0);
  const isExpected = useRef(false);
  const expectBack = useCallback(() => {
    isExpected.current = true;
  }, []);

  const show = useCallback(
    (rowsHeldBack: number) => {
      held.current = rowsHeldBack;
      setWaiting(rowsHeldBack);
      return queryClient.invalidateQueries({ queryKey: keys.inboxPages(filters) });
    },
    [queryClient, filters, held],
  );

  useEffect(() => {
    const { data, dataUpdatedAt } = head;
    if (!data || dataUpdatedAt === answeredAt.current) return;
    const isFirst = answeredAt.current === 0;
    answeredAt.current = dataUpdatedAt;
    if (isFirst) return;
    const top = queryClient.getQueryData<InboxItem[]>([...keys.inboxPages(filters), 0])?.[0];
    const arrived = arrivalsAbove(top, data.items, data.total, data.total - held.current);
    if (isExpected.current) {
      isExpected.current = false;
      void show(0);
    } else if (arrived > 0 && latest.current.mayInsert()) {
      void show(0).then(() => latest.current.onInserted(arrived));
    } else {
      void show(arrived);
    }
  }, [head, filters, held, queryClient, show]);

  // What was read while rows were held back is further down than its page says.
  useEffect(() => {
    const queryKey = keys.inboxPages(filters);
    return () => {
      if (held.current > 0) queryClient.removeQueries({ queryKey });
    };
  }, [filters, held, queryClient]);

  return { waiting, showWaiting: () => void show(0), expectBack };
}

function asQuery(filters: InboxFilters, offset: number, limit: number): InboxQuery {
  return {
    flow_id: filters.flowId,
    kind: filters.kind,
    unread_only: filters.unreadOnly,
    include_done: filters.includeDone,
    snoozed: filters.snoozed,
    starred_only: filters.starredOnly,
    offset,
    limit,
  };
}
