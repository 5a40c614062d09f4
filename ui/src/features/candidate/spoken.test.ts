import { describe, expect, test } from "vitest";
import type { Segment } from "../../contract/types";
import { startsOf, turnBeside, wordAt } from "./spoken";
import { blocksOf } from "./transcript-blocks";
import { WordMarker } from "./word-marker";

function turn(words: string[], start = 0): Segment {
  const starts = words.map((_, index) => start + index);
  const ends = starts.map((at) => at + 0.9);
  const end = ends.at(-1) ?? start;
  return { role: "user", content: words.join(" "), start, end, words, starts, ends };
}

/** A turn with single words between these seconds, each as long as the next one is away. */
function spoken(role: string, ...times: [start: number, end: number][]): Segment {
  const words = times.map((_, index) => `${role}${index}`);
  return {
    role,
    content: words.join(" "),
    start: times[0]?.[0] ?? 0,
    end: times.at(-1)?.[1] ?? 0,
    words,
    starts: times.map(([start]) => start),
    ends: times.map(([, end]) => end),
  };
}

describe("the word at a moment", () => {
  const segments = [turn(["One", "two"], 1), turn(["Three", "four"], 10)];

  test.each([
    [0, null],
    [1, { segment: 0, word: 0 }],
    [2.95, { segment: 0, word: 1 }],
    [9, { segment: 0, word: 1 }],
    [10, { segment: 1, word: 0 }],
    [99, { segment: 1, word: 1 }],
  ])("%d s is the one that is spoken or was last", (time, place) => {
    expect(wordAt(segments, time)).toEqual(place);
  });

  test("is found in a turn without single words", () => {
    expect(wordAt([{ ...turn([]), content: "All at once", start: 3 }], 5)).toEqual({
      segment: 0,
      word: 0,
    });
  });
});

describe("while the candidate says mhm into the interviewer's turn", () => {
  const agents: [string, Segment, number][] = [
    ["words", spoken("agent", [0, 1], [1, 2.4], [2.4, 3.8], [3.8, 5]), 3],
    ["one long word", spoken("agent", [0, 5]), 0],
  ];
  const mhm = spoken("user", [2.5, 2.8]);

  test.each(agents)("the interviewer's %s is marked again after it", (_, agent, word) => {
    const segments = [agent, mhm, spoken("user", [7, 8])];
    expect(wordAt(segments, 2.6)).toEqual({ segment: 1, word: 0 });
    expect(wordAt(segments, 4)).toEqual({ segment: 0, word });
    expect(wordAt(segments, 6), "nobody speaks: who ended last").toMatchObject({ segment: 0 });
    expect(wordAt(segments, 7.5)).toEqual({ segment: 2, word: 0 });
  });

  test("the mark in the document is on the interviewer's word", () => {
    const segments = [agents[0]?.[1] as Segment, mhm];
    const root = document.createElement("div");
    for (const { segment, from, words } of blocksOf(segments)) {
      const line = document.createElement("p");
      line.setAttribute("data-segment", String(segment));
      line.setAttribute("data-from", String(from));
      for (const word of words)
        line.append(Object.assign(document.createElement("span"), { textContent: word }));
      root.append(line);
    }
    document.body.append(root);
    const marker = new WordMarker(root, segments);
    const marked = () => root.querySelector("[data-spoken]")?.textContent;
    marker.moveTo(2.6);
    expect(marked()).toBe("user0");
    marker.moveTo(4);
    expect(marked()).toBe("agent3");
    root.remove();
  });

  test("the next turn is the one that begins next", () => {
    const segments = [agents[0]?.[1] as Segment, mhm, spoken("user", [7, 8])];
    expect(turnBeside(segments, 4, 1)).toBe(7);
    expect(turnBeside(segments, 1, 1)).toBe(2.5);
    expect(turnBeside(segments, 8, -1)).toBe(2.5);
    expect(turnBeside(segments, 9.5, -1)).toBe(7);
  });
});

describe("a turn without single words between two others", () => {
  const silent: Segment = { ...turn([]), content: "All at once", start: 0, end: 0 };
  const segments = [turn(["One", "two"], 1), silent, turn(["Three", "four"], 10)];

  test("begins where the one before it ends", () => {
    expect(startsOf(segments)).toEqual([1, 2.9, 10]);
    expect(blocksOf(segments).map(({ start }) => start)).toEqual([1, 2.9, 10]);
  });

  test.each([
    [0.5, null],
    [1.5, { segment: 0, word: 0 }],
    [2.5, { segment: 0, word: 1 }],
    [2.9, { segment: 1, word: 0 }],
    [10.5, { segment: 2, word: 0 }],
    [11.5, { segment: 2, word: 1 }],
  ])("leaves %d s to its word", (time, place) => {
    expect(wordAt(segments, time)).toEqual(place);
  });

  test("is a turn to go to", () => {
    expect(turnBeside(segments, 1, 1)).toBe(2.9);
    expect(turnBeside(segments, 5, 1)).toBe(10);
  });
});
