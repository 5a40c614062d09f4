import type { Question, Segment } from "../contract/types";
import { ANSWERS, QUESTIONS } from "./fake-people";

const SECONDS_A_WORD = 0.36;

/** A conversation of about so many words: an agent asks, the person answers. */
export function transcriptOf(wordsWanted: number): { segments: Segment[]; questions: Question[] } {
  const segments: Segment[] = [];
  const questions: Question[] = [];
  let clock = 0.4;
  let words = 0;

  const say = (role: string, content: string) => {
    const spoken = content.split(" ");
    const starts = spoken.map((_, index) => round(clock + index * SECONDS_A_WORD));
    const ends = starts.map((start) => round(start + SECONDS_A_WORD - 0.04));
    const start = starts[0] ?? clock;
    clock = round((ends.at(-1) ?? clock) + 0.5);
    words += spoken.length;
    segments.push({ role, content, start, end: clock - 0.5, words: spoken, starts, ends });
  };

  for (let turn = 0; words < wordsWanted; turn += 1) {
    const text = QUESTIONS[turn % QUESTIONS.length] ?? "";
    const first = segments.length;
    const start = clock;
    say("agent", text);
    const sentences = [0, 1, 2, 3].map((step) => ANSWERS[(turn * 4 + step) % ANSWERS.length]);
    say("user", sentences.join(" "));
    if (turn < QUESTIONS.length) {
      questions.push({ text, segments: [first, first + 1], start, end: clock });
    }
  }
  return { segments, questions };
}

function round(seconds: number): number {
  return Math.round(seconds * 100) / 100;
}
