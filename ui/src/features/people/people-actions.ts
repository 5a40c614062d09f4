import { useRef } from "react";
import { type Action, useActions } from "../../app/actions";
import type { ListCursor } from "../../app/list-cursor";
import { listMoves } from "../../app/list-moves";
import { wordsOf } from "../../words/words";
import type { Marked } from "../marks/mark-change";

/** The table in the keys' hands. */
export interface PeopleHands {
  cursor: ListCursor<Marked>;
  current: number;
  total: number;
  rowAt: (index: number) => Marked | undefined;
  moveTo: (index: number, extend?: boolean) => void;
  open: (index: number) => void;
  /** Acts on these: all that are selected, or the row under the cursor. */
  mark: (people: readonly Marked[], what: "star" | "review") => void;
  tag: (people: readonly Marked[]) => void;
  inHand: () => readonly Marked[];
  selectAll: () => void;
  compare: () => void;
  exportSelected: () => void;
}

/** The hands as the latest render has them, for what outlives a render. */
type Latest = { readonly current: PeopleHands };

/** What a row's own buttons and a click on it do. */
export interface RowActions {
  open: (index: number) => void;
  pick: (index: number, extend: boolean) => void;
  star: (index: number) => void;
  review: (index: number) => void;
  tag: (index: number) => void;
}

const people = wordsOf("people");
const marks = wordsOf("marks");

/** The table's keys, for the row under the cursor or for all that are selected. */
export function usePeopleActions(hands: PeopleHands, isRead: boolean): RowActions {
  const latest = useRef(hands);
  latest.current = hands;
  const moves = listMoves(people("candidates"), latest);
  // Before there are rows, keys that are meant for them wait.
  useActions(isRead ? [...moves, ...marking(latest), ...selecting(latest)] : []);
  const rowActions = useRef<RowActions>(null);
  rowActions.current ??= ofRow(latest);
  return rowActions.current;
}

function action(id: string, label: string, key: string, run: () => void): Action {
  return { id: `people-${id}`, label, group: people("candidates"), keys: [key], run };
}

function marking(latest: Latest): Action[] {
  const toggle = (what: "star" | "review") => {
    const { inHand, mark } = latest.current;
    mark(inHand(), what);
  };
  return [
    action("open", people("open"), "enter", () => latest.current.open(latest.current.current)),
    action("star", marks("star"), "s", () => toggle("star")),
    action("review", marks("review"), "r", () => toggle("review")),
    action("tag", marks("tagKey"), "t", () => latest.current.tag(latest.current.inHand())),
  ];
}

function selecting(latest: Latest): Action[] {
  const quiet = (id: string, label: string, key: string, run: () => void) => ({
    ...action(id, label, key, run),
    onlyKeys: true,
  });
  return [
    quiet("select", people("select"), "x", () => {
      const { cursor, current, rowAt } = latest.current;
      const row = rowAt(current);
      if (row) cursor.toggle(row);
    }),
    quiet("clear-selection", people("clearSelection"), "escape", () =>
      latest.current.cursor.clear(),
    ),
    action("select-all", people("selectAllKey"), "shift+a", () => latest.current.selectAll()),
    action("compare", people("compareKey"), "v", () => latest.current.compare()),
  ];
}

function ofRow(latest: Latest): RowActions {
  const withRow = (index: number, act: (row: Marked) => void) => {
    const row = latest.current.rowAt(index);
    if (row) act(row);
  };
  return {
    open: (index) => {
      latest.current.cursor.moveTo(index);
      latest.current.open(index);
    },
    pick: (index, extend) => {
      const { cursor, moveTo } = latest.current;
      if (extend) moveTo(index, true);
      else withRow(index, cursor.toggle);
    },
    star: (index) => withRow(index, (row) => latest.current.mark([row], "star")),
    review: (index) => withRow(index, (row) => latest.current.mark([row], "review")),
    tag: (index) => withRow(index, (row) => latest.current.tag([row])),
  };
}
