import type { Commands } from "../contract/commands";
import type { InterviewSummary, Note, PutNote, Topic, Waveform } from "../contract/types";
import { comparisonOf } from "./fake-compare";
import { searchIn } from "./fake-search";
import type { transcriptOf } from "./fake-transcript";
import type { FakeWorld } from "./fake-world";
import { CommandFailure } from "./platform";

type Names = "notes" | "put_note" | "remove_note" | "waveform" | "search" | "compare";

type Handlers = { [C in Names]: (argument: never) => Commands[C]["answer"] };

/** A note and on whom it is. */
export interface KeptNote {
  candidateId: number;
  note: Note;
}

/** What reading and listening needs of the stand-in. */
export interface Reading {
  world: FakeWorld;
  /** What everybody in this world says. */
  said: () => ReturnType<typeof transcriptOf>;
  change: (...what: [topic: Topic, id: string][]) => void;
}

const LONGEST_NOTE = 20_000;
const PEAKS = 1200;

export function fakeReading(reading: Reading): Handlers {
  const { world, said, change } = reading;
  const kept: KeptNote[] = [];
  let made = 0;
  const changed = (candidateId: number) => change(["mark", String(candidateId)]);

  return {
    notes: (candidateId: number) =>
      kept.filter((one) => one.candidateId === candidateId).map(({ note }) => note),
    put_note: (put: PutNote) => {
      const text = put.text.trim();
      if (text === "" || text.length > LONGEST_NOTE) throw refused("A note needs a text.");
      const { candidate_id, interview_id, at_seconds } = put;
      const index = kept.findIndex(({ note }) => note.note_id === put.note_id);
      const before = kept[index]?.note;
      made += 1;
      const note: Note = {
        note_id: put.note_id ?? `note-${made}`,
        interview_id,
        at_seconds,
        text,
        created_at: before?.created_at ?? world.now + made,
        edited_at: before ? world.now + made : null,
      };
      if (index === -1) kept.push({ candidateId: candidate_id, note });
      else kept[index] = { candidateId: candidate_id, note };
      changed(candidate_id);
      return note;
    },
    remove_note: (noteId: string) => {
      const index = kept.findIndex(({ note }) => note.note_id === noteId);
      const [gone] = index === -1 ? [] : kept.splice(index, 1);
      if (gone) changed(gone.candidateId);
      return null;
    },
    waveform: (interviewId: string) => waveformOf(reading, interviewId),
    search: (query: never) => searchIn(world, said(), kept, query),
    compare: (query: never) => comparisonOf(world, said(), query),
  };
}

/** Loud where somebody speaks; nothing for every third person, whose recording is not kept here. */
function waveformOf({ world, said }: Reading, interviewId: string): Waveform | null {
  const interview = interviewNamed(world, interviewId);
  const index = Number(interviewId.split("-")[1]);
  if (!interview.has_audio || index % 3 === 2) return null;
  const duration = interview.duration_seconds;
  const starts = said().segments.flatMap((segment) =>
    segment.starts.map((start, word) => ({ start, end: segment.ends[word] ?? start })),
  );
  let at = 0;
  const peaks = Array.from({ length: PEAKS }, (_, step) => {
    const time = (step / PEAKS) * duration;
    while ((starts[at]?.end ?? Number.POSITIVE_INFINITY) < time) at += 1;
    const speaks = (starts[at]?.start ?? Number.POSITIVE_INFINITY) <= time;
    return speaks ? 60 + ((step * 7919) % 150) + (at % 5) * 9 : 4 + (step % 3);
  });
  return { peaks, duration_seconds: duration };
}

function interviewNamed(world: FakeWorld, interviewId: string): InterviewSummary {
  for (const { detail } of world.people) {
    const found = detail.interviews.find(({ interview_id }) => interview_id === interviewId);
    if (found) return found;
  }
  throw new CommandFailure({ code: "not_found", message: "This interview is not in the cache." });
}

function refused(message: string): CommandFailure {
  return new CommandFailure({ code: "bad_request", message });
}
