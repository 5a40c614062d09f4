import { useRef } from "react";
import type { ListCursor } from "../../app/list-cursor";
import type { InboxFilters } from "../../app/query-keys";
import { useUndo } from "../../components/Undo";
import type { InboxItem } from "../../contract/types";
import { momentAhead } from "../../lib/format";
import { wordsOf } from "../../words/words";
import type { Mark, useInboxMark } from "./inbox-marks";
import { leavesList, NOTHING } from "./inbox-pages";
import { whoInWords } from "./inbox-words";

/** What can be done to items of the inbox; each can be taken back for ten seconds. */
export interface InboxDoing {
  done: (items: readonly InboxItem[]) => void;
  toggle: (items: readonly InboxItem[], field: "unread" | "starred") => void;
  /** 0 brings them back at once. Milliseconds. */
  snooze: (items: readonly InboxItem[], until: number) => void;
}

interface Where {
  cursor: ListCursor<InboxItem>;
  current: number;
  rowAt: (index: number) => InboxItem | undefined;
  filters: InboxFilters;
  mark: ReturnType<typeof useInboxMark>;
  /** Says that what comes next is what was taken back. */
  expectBack: () => void;
}

const t = wordsOf("inbox");

/** The same for as long as the list lives; always acts on the list as it is. */
export function useInboxDoing(where: Where): InboxDoing {
  const offer = useUndo();
  const latest = useRef({ where, offer });
  latest.current = { where, offer };
  const doing = useRef<InboxDoing>(null);
  doing.current ??= doingWith(latest);
  return doing.current;
}

interface Latest {
  readonly current: { where: Where; offer: ReturnType<typeof useUndo> };
}

function doingWith(latest: Latest): InboxDoing {
  /** Sets a mark; what stood below the rows that leave is next, not what was as far down. */
  const set = (items: readonly InboxItem[], mark: Mark) => {
    const { where } = latest.current;
    const ids = items.map(({ id }) => id);
    where.mark.mutate({ ids, mark });
    if (!leavesList(where.filters, { ...NOTHING, ...mark })) return;
    where.cursor.clear();
    where.cursor.moveTo(where.current - rowsAbove(where, new Set(ids)));
  };
  const takeBack = (items: readonly InboxItem[], asBefore: (item: InboxItem) => Mark) => {
    const { mark, expectBack } = latest.current.where;
    expectBack();
    for (const [before, ids] of byMark(items, asBefore)) mark.mutate({ ids, mark: before });
  };

  return {
    done(items) {
      const done = items.some((item) => !item.done);
      const changed = items.filter((item) => item.done !== done);
      if (changed.length === 0) return;
      set(changed, { done });
      latest.current.where.cursor.clear();
      const who = whoInWords(changed);
      latest.current.offer(done ? t("didDone", { who }) : t("didUndone", { who }), () =>
        takeBack(changed, (item) => ({ done: item.done })),
      );
    },
    toggle(items, field) {
      const value = items.some((item) => !item[field]);
      const changed = items.filter((item) => item[field] !== value);
      if (changed.length === 0) return;
      set(changed, { [field]: value });
      const who = whoInWords(changed);
      const words = {
        unread: ["didUnread", "didRead"],
        starred: ["didStar", "didUnstar"],
      } as const;
      latest.current.offer(t(words[field][value ? 0 : 1], { who }), () =>
        takeBack(changed, (item) => ({ [field]: item[field] })),
      );
    },
    snooze(items, until) {
      if (items.length === 0) return;
      set(items, { snooze_until: until });
      const who = whoInWords(items);
      const when = momentAhead(until, Date.now());
      const words = until === 0 ? t("snooze.didBack", { who }) : t("snooze.did", { who, when });
      latest.current.offer(words, () =>
        takeBack(items, ({ snoozed_until, unread }) => ({
          snooze_until: snoozed_until ?? 0,
          unread,
        })),
      );
    },
  };
}

/** Items by the mark that they had before, so that each gets its own back. */
function byMark(
  items: readonly InboxItem[],
  asBefore: (item: InboxItem) => Mark,
): [Mark, number[]][] {
  const groups = new Map<string, number[]>();
  for (const item of items) {
    const name = JSON.stringify(asBefore(item));
    groups.set(name, [...(groups.get(name) ?? []), item.id]);
  }
  return [...groups].map(([name, ids]) => [JSON.parse(name) as Mark, ids]);
}

/** How many of these rows stand above the cursor. */
function rowsAbove({ current, rowAt }: Where, ids: ReadonlySet<number>): number {
  let above = 0;
  for (let at = current - 1; at >= 0 && above < ids.size; at -= 1) {
    const item = rowAt(at);
    if (!item) break;
    if (ids.has(item.id)) above += 1;
  }
  return above;
}
