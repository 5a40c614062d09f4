import { useRef, useState } from "react";
import { useListCursor } from "../../app/list-cursor";
import { useAnnounce } from "../../components/Announcer";
import type { PeopleFilter } from "../../contract/types";
import { count } from "../../lib/format";
import { useIsIdle } from "../../lib/idle";
import { FIRST_PART, useListWindow } from "../../lib/list-window";
import { useWords } from "../../words/words";
import type { Marked } from "../marks/mark-change";
import { PEOPLE_PAGE } from "../marks/show-marks";
import type { PeopleHands } from "./people-actions";
import { asMarked, useDoing } from "./people-doing";
import { usePeopleList } from "./people-list";
import { useOpen } from "./people-open";
import { personInWords } from "./person-words";

const ROW_HEIGHT = 36;
const HEAD_HEIGHT = 30;
/** After so long without input, rows may move by themselves. */
const IDLE_MS = 5000;
const idOf = ({ candidateId }: Marked) => candidateId;

/** The table on screen: its rows, its cursor, its scrolling, and what is done to whom. */
export function usePeopleView(filter: PeopleFilter, label: string) {
  const { t } = useWords("people");
  const scroller = useRef<HTMLDivElement>(null);
  const [part, setPart] = useState(FIRST_PART);
  const announce = useAnnounce();
  const listName = JSON.stringify(filter);
  // Not kept beyond the window's life: what is written down is not encrypted, and filters hold names.
  const cursor = useListCursor<Marked>({ place: "people-row", listName, idOf });
  const isIdle = useIsIdle(IDLE_MS);
  const list = usePeopleList({
    filter,
    ...part,
    cursor: cursor.index,
    mayMove: () =>
      cursor.index === 0 && cursor.selected.size === 0 && isIdle() && isAtTop(scroller.current),
    onAdded: (rows) => announce(t("added", { count: rows, n: count(rows) })),
  });
  const total = list.total ?? 0;
  const current = inside(cursor.index, total);
  const { rowAt } = list;
  const markedAt = (index: number) => {
    const person = rowAt(index);
    return person ? asMarked(person) : undefined;
  };
  const virtualizer = useListWindow({
    scroller,
    count: total,
    rowHeight: ROW_HEIGHT,
    headHeight: HEAD_HEIGHT,
    overscan: 8,
    lead: 6,
    cursor: current,
    pageSize: PEOPLE_PAGE,
    part,
    onPart: setPart,
  });

  function moveTo(index: number, extend = false) {
    const next = inside(index, total);
    if (extend) cursor.extendTo(next, markedAt);
    else cursor.moveTo(next);
    virtualizer.scrollToIndex(next, { align: "auto" });
    const person = rowAt(next);
    // The focused grid reads its active row itself; elsewhere the move would be silent.
    if (person && document.activeElement !== scroller.current) announce(personInWords(person));
  }

  const open = useOpen(filter, label, total, rowAt);
  function showNews() {
    list.showNews();
    cursor.moveTo(0);
    virtualizer.scrollToOffset(0);
    scroller.current?.focus();
  }

  const doing = useDoing(filter, { cursor, current, total, markedAt });
  const hands: PeopleHands = { cursor, current, total, rowAt: markedAt, moveTo, open, ...doing };
  return { scroller, list, virtualizer, hands, showNews, tagging: doing.tagging };
}

function isAtTop(scroller: HTMLElement | null): boolean {
  return !scroller || (scroller.scrollTop < 2 && !scroller.matches(":hover"));
}

function inside(index: number, total: number): number {
  return Math.max(0, Math.min(index, total - 1));
}
