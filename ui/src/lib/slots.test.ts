import { renderHook } from "@testing-library/react";
import { expect, test } from "vitest";
import { useSlots } from "./slots";

function rows(from: number, to: number, ...apart: number[]) {
  const between = Array.from({ length: to - from + 1 }, (_, nth) => from + nth);
  return [...apart, ...between].map((index) => ({ index }));
}

test("a row that comes takes over from the one that has left", () => {
  const { result, rerender } = renderHook(useSlots, { initialProps: rows(0, 9) });
  const left = result.current(0);
  const stays = result.current(5);
  rerender(rows(1, 10));
  expect(result.current(10)).toBe(left);
  expect(result.current(5), "who stays keeps its place").toBe(stays);
});

test("no two rows on screen have the same place, also with one far from the others", () => {
  const { result, rerender } = renderHook(useSlots, { initialProps: rows(0, 9) });
  for (const shown of [rows(995, 1004, 5), rows(7, 11), rows(100, 112, 3)]) {
    rerender(shown);
    expect(new Set(shown.map(({ index }) => result.current(index))).size).toBe(shown.length);
  }
});
