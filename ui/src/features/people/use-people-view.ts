import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useRef, useState } from "react";
import { useListCursor } from "../../app/list-cursor";
import { keys } from "../../app/query-keys";
import { hashOf, navigate, type Route } from "../../app/router";
import { useAnnounce } from "../../components/Announcer";
import { useUndo } from "../../components/Undo";
import type { PeopleFilter, Person } from "../../contract/types";
import { count } from "../../lib/format";
import { useIsIdle } from "../../lib/idle";
import { FIRST_PART, useListWindow } from "../../lib/list-window";
import { usePlatform } from "../../platform/PlatformContext";
import { useWords } from "../../words/words";
import { rememberTrail } from "../candidate/trail";
import type { Marked } from "../marks/mark-change";
import { PEOPLE_PAGE } from "../marks/show-marks";
import { useMarks, type WhoHas } from "../marks/use-marks";
import type { PeopleHands } from "./people-actions";
import { useExportPeople } from "./people-data";
import { usePeopleList } from "./people-list";
import { personInWords } from "./person-words";

export const ROW_HEIGHT = 36;
export const HEAD_HEIGHT = 30;
/** After so long without input, rows may move by themselves. */
const IDLE_MS = 5000;
/** A longer list than this is not gone through one by one from the candidate's page. */
const TRAIL_MOST = 20_000;

const idOf = ({ candidateId }: Marked) => candidateId;

export function asMarked({ candidate_id, name, marks }: Person): Marked {
  return { candidateId: candidate_id, name, marks };
}

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

interface Where {
  cursor: PeopleHands["cursor"];
  current: number;
  total: number;
  markedAt: (index: number) => Marked | undefined;
}

/** What can be done to the row under the cursor or to all that are selected. */
function useDoing(filter: PeopleFilter, { cursor, current, total, markedAt }: Where) {
  const { t } = useWords("people");
  const platform = usePlatform();
  const queryClient = useQueryClient();
  const offer = useUndo();
  const marks = useMarks();
  const exporting = useExportPeople();
  const [tagged, setTagged] = useState<readonly Marked[] | null>(null);

  const whoHas: WhoHas = async (change) => {
    const narrowed =
      change.kind === "tag"
        ? { tag: change.tag }
        : change.kind === "star"
          ? { starred: true }
          : { reviewed: true };
    return new Set(await platform.call("people_ids", { ...filter, ...narrowed }));
  };
  /** Those selected, as they are now where they are in the cache. */
  const selected = () => {
    const known = new Map<number, Marked>();
    const queryKey = keys.peoplePagesOf(filter);
    for (const [, rows] of queryClient.getQueriesData<Person[]>({ queryKey })) {
      for (const row of rows ?? []) known.set(row.candidate_id, asMarked(row));
    }
    return [...cursor.selected.values()].map(
      (row) => known.get(row.candidateId) ?? { ...row, marks: undefined },
    );
  };
  const inHand = () => {
    if (cursor.selected.size > 0) return selected();
    const row = markedAt(current);
    return row ? [row] : [];
  };

  return {
    inHand,
    mark: (people: readonly Marked[], what: "star" | "review") => {
      if (people.length > 0) void marks.toggle(people, what, whoHas);
    },
    tag: (people: readonly Marked[]) => {
      if (people.length > 0) setTagged(people);
    },
    selectAll: () => {
      platform.call("people_ids", filter).then(
        (ids) =>
          cursor.select(
            new Map(ids.map((id) => [id, { candidateId: id, name: "", marks: undefined }])),
          ),
        () => offer(t("notSelected")),
      );
    },
    compare: () => {
      const ids = [...cursor.selected.keys()];
      if (ids.length < 2 || ids.length > 4) offer(t("compareSome"));
      else navigate({ screen: "compare", ids, flowId: filter.flow_id });
    },
    exportSelected: () => {
      const ids = [...cursor.selected.keys()];
      exporting.mutate({ candidate_ids: ids.length === total ? [] : ids, filter });
    },
    tagging: { people: tagged, whoHas, close: () => setTagged(null) },
  };
}

/** Opens a candidate, with the whole list to go on in from there. */
function useOpen(
  filter: PeopleFilter,
  label: string,
  total: number,
  rowAt: (index: number) => Person | undefined,
) {
  const platform = usePlatform();
  return useCallback(
    (index: number) => {
      const person = rowAt(index);
      if (!person) return;
      const entry = (candidateId: number) => ({ candidateId, interviewId: null });
      const route: Route = { screen: "candidate", ...entry(person.candidate_id) };
      const near: number[] = [];
      for (let at = Math.max(0, index - PEOPLE_PAGE); at <= index + PEOPLE_PAGE; at += 1) {
        const row = rowAt(at);
        if (row) near.push(row.candidate_id);
      }
      rememberTrail(label, near.map(entry));
      navigate(route);
      if (near.length >= total || total > TRAIL_MOST) return;
      const stays = () => window.location.hash === hashOf(route);
      platform.call("people_ids", filter).then(
        (ids) => {
          if (stays()) rememberTrail(label, ids.map(entry));
        },
        // Those nearby are enough to go on.
        () => undefined,
      );
    },
    [platform, filter, label, total, rowAt],
  );
}

function isAtTop(scroller: HTMLElement | null): boolean {
  return !scroller || (scroller.scrollTop < 2 && !scroller.matches(":hover"));
}

function inside(index: number, total: number): number {
  return Math.max(0, Math.min(index, total - 1));
}
