import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useListCursor } from "../../app/list-cursor";
import { type InboxFilters, keys } from "../../app/query-keys";
import { navigate } from "../../app/router";
import { useAnnounce } from "../../components/Announcer";
import type { InboxItem } from "../../contract/types";
import { count } from "../../lib/format";
import { useIsIdle } from "../../lib/idle";
import { FIRST_PART, useListWindow } from "../../lib/list-window";
import { useWords } from "../../words/words";
import { rememberTrail } from "../candidate/trail";
import type { Hands } from "./inbox-actions";
import { useInboxDoing } from "./inbox-doing";
import { useInboxList } from "./inbox-list";
import { useInboxMark } from "./inbox-marks";
import { PAGE_SIZE } from "./inbox-pages";
import { rowInWords } from "./inbox-words";

const ROW_HEIGHT = 40;
/** After so long without input, rows may come in on top by themselves. */
const IDLE_MS = 5000;
/** So far in each direction, the candidate's page can go on from here. */
const TRAIL_REACH = 200;

/** The list on screen: its rows, its cursor, its scrolling, and what moves them. */
export function useInboxView(filters: InboxFilters) {
  const { t } = useWords("inbox");
  const queryClient = useQueryClient();
  const scroller = useRef<HTMLDivElement>(null);
  const [part, setPart] = useState(FIRST_PART);
  const announce = useAnnounce();
  const mark = useInboxMark();
  const cursor = useListCursor<InboxItem>({
    place: "inbox-place",
    listName: JSON.stringify(filters),
    idOf: ({ id }) => id,
  });
  const isIdle = useIsIdle(IDLE_MS);
  const list = useInboxList({
    filters,
    ...part,
    cursor: cursor.index,
    // Nobody is looking further down, and nothing is in their hands or under the pointer.
    mayInsert: () => cursor.index === 0 && isIdle() && isAtTop(scroller.current),
    onInserted: (rows) => announce(t("onTop", { count: rows, n: count(rows) })),
  });
  const total = list.total ?? 0;
  const current = inside(cursor.index, total);
  const { rowAt } = list;
  const virtualizer = useListWindow({
    scroller,
    count: total,
    rowHeight: ROW_HEIGHT,
    overscan: 8,
    lead: 6,
    cursor: current,
    pageSize: PAGE_SIZE,
    part,
    onPart: setPart,
  });

  function moveTo(index: number, extend = false) {
    const next = inside(index, total);
    if (extend) cursor.extendTo(next, rowAt);
    else cursor.moveTo(next);
    virtualizer.scrollToIndex(next, { align: "auto" });
    const item = rowAt(next);
    // The focused grid reads its active row itself; elsewhere the move would be silent.
    if (item && document.activeElement !== scroller.current) announce(rowInWords(item));
  }

  function open(item: InboxItem) {
    rememberTrail(t("inbox"), trailAround(current, total, rowAt));
    if (item.unread) mark.mutate({ ids: [item.id], mark: { unread: false } });
    const { candidate_id: candidateId, interview_id: interviewId } = item;
    navigate({ screen: "candidate", candidateId, interviewId });
  }

  function showWaiting() {
    list.showWaiting();
    cursor.moveTo(0);
    virtualizer.scrollToOffset(0);
    scroller.current?.focus();
  }

  const [snoozed, setSnoozed] = useState<readonly InboxItem[] | null>(null);
  const doing = useInboxDoing({
    cursor,
    current,
    rowAt,
    filters,
    mark,
    expectBack: list.expectBack,
  });
  const hands: Hands = {
    cursor,
    current,
    total,
    rowAt,
    moveTo,
    open,
    doing,
    inHand: () => {
      if (cursor.selected.size > 0) return asTheyAre(queryClient, filters, cursor.selected);
      const item = rowAt(current);
      return item ? [item] : [];
    },
    snoozing: {
      items: snoozed,
      open: (items) => setSnoozed(items.length > 0 ? items : null),
      until: doing.snooze,
      close: () => setSnoozed(null),
    },
  };
  return { scroller, list, virtualizer, hands, showWaiting };
}

export type InboxView = ReturnType<typeof useInboxView>;

/** Those selected with what has been marked since. */
function asTheyAre(
  queryClient: QueryClient,
  filters: InboxFilters,
  selected: ReadonlyMap<number, InboxItem>,
): readonly InboxItem[] {
  const pages = queryClient.getQueriesData<InboxItem[]>({ queryKey: keys.inboxPages(filters) });
  const known = new Map(pages.flatMap(([, rows]) => rows ?? []).map((item) => [item.id, item]));
  return [...selected.values()].map((item) => known.get(item.id) ?? item);
}

function isAtTop(scroller: HTMLElement | null): boolean {
  return !scroller || (scroller.scrollTop < 2 && !scroller.matches(":hover"));
}

function inside(index: number, total: number): number {
  return Math.max(0, Math.min(index, total - 1));
}

/** The rows around the one that is opened, for going on to the next from there. */
function trailAround(
  index: number,
  total: number,
  rowAt: (index: number) => InboxItem | undefined,
) {
  const items: InboxItem[] = [];
  const end = Math.min(total, index + TRAIL_REACH);
  for (let at = Math.max(0, index - TRAIL_REACH); at < end; at += 1) {
    const item = rowAt(at);
    if (item) items.push(item);
  }
  return items.map(({ candidate_id, interview_id }) => ({
    candidateId: candidate_id,
    interviewId: interview_id,
  }));
}
