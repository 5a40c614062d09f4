import { useRef } from "react";
import { type Action, useActions } from "../../app/actions";
import type { ListCursor } from "../../app/list-cursor";
import { listMoves } from "../../app/list-moves";
import type { InboxItem } from "../../contract/types";
import { wordsOf } from "../../words/words";
import type { InboxDoing } from "./inbox-doing";

/** The inbox in the keys' hands. */
export interface Hands {
  cursor: ListCursor<InboxItem>;
  /** The cursor's row, which there is. */
  current: number;
  total: number;
  rowAt: (index: number) => InboxItem | undefined;
  moveTo: (index: number, extend?: boolean) => void;
  open: (item: InboxItem) => void;
  /** What a key acts on: all that are selected, else the row under the cursor. */
  inHand: () => readonly InboxItem[];
  doing: InboxDoing;
  snoozing: {
    /** For which items it is asked until when. */
    items: readonly InboxItem[] | null;
    open: (items: readonly InboxItem[]) => void;
    until: InboxDoing["snooze"];
    close: () => void;
  };
}

/** The hands as the latest render has them, for what outlives a render. */
type Latest = { readonly current: Hands };

/** What a row's own buttons and a click on it do. */
export interface RowActions {
  open: (index: number) => void;
  done: (index: number) => void;
  star: (index: number) => void;
  snooze: (index: number) => void;
}

const t = wordsOf("inbox");

/** The inbox's keys, for the row under the cursor or for all that are selected. */
export function useInboxActions(hands: Hands, isRead: boolean): RowActions {
  const latest = useRef(hands);
  latest.current = hands;
  // Before there are rows, keys that are meant for them wait.
  const actions = [...listMoves(t("inbox"), latest), ...marks(latest), ...selecting(latest)];
  useActions(isRead ? actions : []);
  const rowActions = useRef<RowActions>(null);
  rowActions.current ??= ofRow(latest);
  return rowActions.current;
}

function action(id: string, label: string, key: string, run: () => void): Action {
  return { id, label, group: t("inbox"), keys: [key], run };
}

function marks(latest: Latest): Action[] {
  const withHand = (act: (hands: Hands, items: readonly InboxItem[]) => void) => () =>
    act(latest.current, latest.current.inHand());
  return [
    action("open", t("open"), "enter", () => underCursor(latest.current, latest.current.open)),
    action(
      "done",
      t("markDone"),
      "e",
      withHand(({ doing }, items) => doing.done(items)),
    ),
    action(
      "unread",
      t("readOrUnread"),
      "u",
      withHand(({ doing }, items) => doing.toggle(items, "unread")),
    ),
    action(
      "star",
      t("star"),
      "s",
      withHand(({ doing }, items) => doing.toggle(items, "starred")),
    ),
    action(
      "snooze",
      t("snooze.action"),
      "h",
      withHand(({ snoozing }, items) => snoozing.open(items)),
    ),
  ];
}

function selecting(latest: Latest): Action[] {
  const quiet = (id: string, label: string, key: string, run: () => void): Action => ({
    ...action(id, label, key, run),
    onlyKeys: true,
  });
  return [
    quiet("select", t("select"), "x", () =>
      underCursor(latest.current, latest.current.cursor.toggle),
    ),
    quiet("clear-selection", t("clearSelection"), "escape", () => latest.current.cursor.clear()),
  ];
}

function underCursor({ current, rowAt }: Hands, act: (item: InboxItem) => void): void {
  const item = rowAt(current);
  if (item) act(item);
}

function ofRow(latest: Latest): RowActions {
  const withItem = (index: number, act: (item: InboxItem) => void) => {
    const item = latest.current.rowAt(index);
    if (item) act(item);
  };
  return {
    open: (index) => {
      latest.current.cursor.moveTo(index);
      withItem(index, (item) => latest.current.open(item));
    },
    done: (index) => withItem(index, (item) => latest.current.doing.done([item])),
    star: (index) => withItem(index, (item) => latest.current.doing.toggle([item], "starred")),
    snooze: (index) => withItem(index, (item) => latest.current.snoozing.open([item])),
  };
}
