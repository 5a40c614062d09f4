import { describe, expect, test } from "vitest";
import type { Note, Segment } from "../../contract/types";
import { transcriptOf } from "../../platform/fake-transcript";
import { blockOf, blocksOf, notesOf } from "./transcript-blocks";

function turn(words: string[], start = 0): Segment {
  const starts = words.map((_, index) => start + index);
  const ends = starts.map((at) => at + 0.9);
  const end = ends.at(-1) ?? start;
  return { role: "user", content: words.join(" "), start, end, words, starts, ends };
}

describe("a long turn", () => {
  const words = Array.from({ length: 200 }, (_, index) => (index % 10 === 9 ? "end." : "word"));

  test("is cut into pieces that end with a sentence and lose no word", () => {
    const blocks = blocksOf([turn(words)]);
    expect(blocks.length).toBeGreaterThan(2);
    expect(blocks.flatMap((block) => block.words)).toEqual(words);
    expect(blocks.slice(0, -1).every((block) => block.words.at(-1) === "end.")).toBe(true);
    expect(blocks.map(({ opens }) => opens).indexOf(true, 1), "it opens once").toBe(-1);
  });

  test("is cut anyway where no sentence ends", () => {
    const blocks = blocksOf([turn(Array.from({ length: 500 }, () => "word"))]);
    expect(Math.max(...blocks.map((block) => block.words.length))).toBeLessThan(100);
  });

  test("finds the piece that holds a word", () => {
    const segments = [turn(["Hello"]), turn(words, 10)];
    const blocks = blocksOf(segments);
    const place = { segment: 1, word: 150 };
    const block = blocks[blockOf(blocks, place)];
    expect(block && block.from <= 150 && 150 < block.to).toBe(true);
  });
});

test("a turn without single words is one piece with its text", () => {
  const [block] = blocksOf([{ ...turn([]), content: "All at once" }]);
  expect(block?.text).toBe("All at once");
});

test("twenty thousand words are a few hundred pieces", () => {
  const { segments } = transcriptOf(20_000);
  expect(blocksOf(segments).length).toBeLessThan(1200);
});

test("a note stands where it was spoken, also while two speak at once", () => {
  const agent = turn(Array.from({ length: 200 }, () => "word"));
  const mhm = turn(["Mhm"], 2.5);
  const blocks = blocksOf([agent, mhm]);
  const note = { note_id: "n", at_seconds: 150 } as Note;
  const [[index]] = [...notesOf(blocks, [note])] as [[number, unknown]];
  expect(blocks[index]).toMatchObject({ segment: 0, from: 120 });
});
