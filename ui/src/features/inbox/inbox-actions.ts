import { useCallback, useRef } from "react";
import { type Action, useActions } from "../../app/actions";
import type { ListCursor } from "../../app/list-cursor";
import { listMoves } from "../../app/list-moves";
import { useUndo } from "../../components/Undo";
import type { InboxItem } from "../../contract/types";
import { counted } from "../../lib/format";
import type { useInboxMark } from "./inbox-marks";

interface Hands {
  cursor: ListCursor<InboxItem>;
  /** The cursor's row, which there is. */
  current: number;
  total: number;
  rowAt: (index: number) => InboxItem | undefined;
  moveTo: (index: number, extend?: boolean) => void;
  open: (item: InboxItem) => void;
  mark: ReturnType<typeof useInboxMark>;
  leavesWhenDone: boolean;
}

/** The hands as the latest render has them, for what outlives a render. */
type Latest = { readonly current: Hands };

type MarkDone = (items: readonly InboxItem[]) => void;

/** What a row's own buttons and a click on it do. */
export interface RowActions {
  open: (index: number) => void;
  done: (index: number) => void;
  star: (index: number) => void;
}

const GROUP = "Inbox";

/** The inbox's keys, for the row under the cursor or for all that are selected. */
export function useInboxActions(hands: Hands): RowActions {
  const latest = useRef(hands);
  latest.current = hands;
  const markDone = useMarkDone(latest);
  useActions([...listMoves(GROUP, latest), ...marks(latest, markDone), ...selecting(latest)]);
  const rowActions = useRef<RowActions>(null);
  rowActions.current ??= ofRow(latest, markDone);
  return rowActions.current;
}

function useMarkDone(latest: Latest): MarkDone {
  const offer = useUndo();
  return useCallback(
    (items) => {
      const { mark, cursor, current, leavesWhenDone } = latest.current;
      const ids = items.map(({ id }) => id);
      if (ids.length === 0) return;
      const done = items.some((item) => !item.done);
      mark.mutate({ ids, mark: { done } });
      cursor.clear();
      // What stood below the rows that leave is next, not what was as far down.
      if (leavesWhenDone) cursor.moveTo(current - rowsAbove(latest.current, new Set(ids)));
      const one = items.length === 1 ? items[0]?.candidate_name : undefined;
      const who = one ?? counted(ids.length, "item", "items");
      offer(`${who} ${done ? "done" : "back in the inbox"}`, () =>
        latest.current.mark.mutate({ ids, mark: { done: !done } }),
      );
    },
    [latest, offer],
  );
}

/** How many of these rows stand above the cursor. */
function rowsAbove({ current, rowAt }: Hands, ids: ReadonlySet<number>): number {
  let above = 0;
  for (let at = current - 1; at >= 0 && above < ids.size; at -= 1) {
    const item = rowAt(at);
    if (!item) break;
    if (ids.has(item.id)) above += 1;
  }
  return above;
}

function marks(latest: Latest, markDone: MarkDone): Action[] {
  const toggle = (field: "unread" | "starred") => {
    const items = inHand(latest.current);
    if (items.length === 0) return;
    const ids = items.map(({ id }) => id);
    const value = items.some((item) => !item[field]);
    latest.current.mark.mutate({ ids, mark: { [field]: value } });
  };
  const action = (id: string, label: string, key: string, run: () => void): Action => ({
    id,
    label,
    group: GROUP,
    keys: [key],
    run,
  });
  return [
    action("open", "Open", "enter", () => underCursor(latest.current, latest.current.open)),
    action("done", "Done", "e", () => markDone(inHand(latest.current))),
    action("unread", "Read or unread", "u", () => toggle("unread")),
    action("star", "Star", "s", () => toggle("starred")),
  ];
}

function selecting(latest: Latest): Action[] {
  const action = (id: string, label: string, key: string, run: () => void): Action => ({
    id,
    label,
    group: GROUP,
    keys: [key],
    onlyKeys: true,
    run,
  });
  return [
    action("select", "Select", "x", () =>
      underCursor(latest.current, latest.current.cursor.toggle),
    ),
    action("clear-selection", "Clear selection", "escape", () => latest.current.cursor.clear()),
  ];
}

/** What a key acts on: all that are selected, else the row under the cursor. */
function inHand({ cursor, current, rowAt }: Hands): readonly InboxItem[] {
  if (cursor.selected.size > 0) return [...cursor.selected.values()];
  const item = rowAt(current);
  return item ? [item] : [];
}

function underCursor({ current, rowAt }: Hands, act: (item: InboxItem) => void): void {
  const item = rowAt(current);
  if (item) act(item);
}

function ofRow(latest: Latest, markDone: MarkDone): RowActions {
  const withItem = (index: number, act: (item: InboxItem) => void) => {
    const item = latest.current.rowAt(index);
    if (item) act(item);
  };
  return {
    open: (index) => {
      latest.current.cursor.moveTo(index);
      withItem(index, (item) => latest.current.open(item));
    },
    done: (index) => withItem(index, (item) => markDone([item])),
    star: (index) =>
      withItem(index, ({ id, starred }) =>
        latest.current.mark.mutate({ ids: [id], mark: { starred: !starred } }),
      ),
  };
}
