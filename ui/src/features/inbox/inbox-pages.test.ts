import { describe, expect, test } from "vitest";
import type { InboxItem } from "../../contract/types";
import { createWorld } from "../../platform/fake-world";
import { arrivalsAbove, marked, PAGE_SIZE, withoutRows } from "./inbox-pages";

const rows = createWorld(300, Date.UTC(2026, 10, 23)).inbox;
const page = (nth: number) => rows.slice(nth * PAGE_SIZE, (nth + 1) * PAGE_SIZE);
const idOf = (index: number) => rows[index]?.id ?? -1;
const asIds = (items: readonly InboxItem[] | undefined) => items?.map(({ id }) => id);

describe("rows that leave a list", () => {
  test("let those behind move up, also from the page behind", () => {
    const pages = new Map([0, 1].map((nth) => [nth, page(nth)]));
    const left = withoutRows(pages, new Set([idOf(3), idOf(150)]));
    expect(asIds(left.get(0))).toEqual(
      rows
        .slice(0, PAGE_SIZE + 1)
        .map(({ id }) => id)
        .filter((id) => id !== idOf(3)),
    );
    expect(left.get(1)).toHaveLength(PAGE_SIZE - 2);
  });

  test("leave places open where the page behind is not loaded", () => {
    const left = withoutRows(
      new Map([
        [0, page(0)],
        [2, page(2)],
      ]),
      new Set([idOf(0)]),
    );
    expect(left.get(0)).toHaveLength(PAGE_SIZE - 1);
    expect(asIds(left.get(2)), "a page further down is not next to it").toEqual(asIds(page(2)));
  });
});

describe("rows that come in", () => {
  const [first, second, third] = rows;

  test("are those above the row that stands first", () => {
    expect(arrivalsAbove(third, rows.slice(0, 50), rows.length, rows.length - 2)).toBe(2);
    expect(arrivalsAbove(first, rows.slice(0, 50), rows.length, rows.length)).toBe(0);
  });

  test("are counted by time where the first row itself has left the list", () => {
    const newest = rows.slice(0, 50).filter(({ id }) => id !== second?.id);
    expect(arrivalsAbove(second, newest, rows.length - 1, rows.length - 1)).toBe(1);
  });

  test("are counted by the totals where there are more than were read", () => {
    expect(arrivalsAbove(rows[200], rows.slice(0, 50), 900, 700)).toBe(200);
  });

  test("are none of them above an empty list", () => {
    expect(arrivalsAbove(undefined, rows.slice(0, 50), 50, 0)).toBe(0);
  });
});

test("a mark changes what it names and nothing else", () => {
  const item = rows[0];
  if (!item) throw new Error("The world has no inbox.");
  const starred = marked(item, { unread: null, starred: true, done: null, snooze_until: null });
  expect(starred).toEqual({ ...item, starred: true });
});
