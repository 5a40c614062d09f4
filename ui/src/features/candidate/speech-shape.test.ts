import { expect, test } from "vitest";
import type { Segment } from "../../contract/types";
import { transcriptOf } from "../../platform/fake-transcript";
import { speechShape } from "./speech-shape";

function turn(role: string, start: number, end: number): Segment {
  return { role, content: "", start, end, words: [], starts: [], ends: [] };
}

test("the candidate's turns stand above, where they were said", () => {
  const segments = [turn("agent", 0, 10), turn("user", 10, 60)];
  expect(speechShape(segments, 100, true)).toBe("M0.1 0.08h0.5v0.44h-0.5z");
  expect(speechShape(segments, 100, false)).toBe("M0 0.56h0.1v0.28h-0.1z");
});

test("a word of two hours is still to be seen, and nothing goes beyond the end", () => {
  expect(speechShape([turn("user", 3600, 3600.2)], 7200, true)).toContain("h0.001v");
  expect(speechShape([turn("user", 90, 200)], 100, true)).toContain("h0.1v");
});

test("a length that is not known draws nothing", () => {
  expect(speechShape([turn("user", 0, 10)], 0, true)).toBe("");
});

test("an interview of two hours is two short paths", () => {
  const { segments } = transcriptOf(20_000);
  const end = segments.at(-1)?.end ?? 0;
  expect(speechShape(segments, end, true).length).toBeLessThan(20_000);
});
