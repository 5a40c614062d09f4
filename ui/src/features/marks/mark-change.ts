import type { CandidateMark, CandidateMarks } from "../../contract/types";

/** One thing that a recruiter sets on candidates. */
export type MarkChange =
  | { kind: "star"; on: boolean }
  | { kind: "review"; on: boolean }
  | { kind: "tag"; tag: string; on: boolean };

/** Somebody with what is marked on them; nothing where they are selected but were never read. */
export interface Marked {
  candidateId: number;
  name: string;
  marks: CandidateMarks | undefined;
}

/** What the program is asked to set. */
export function asMark(ids: readonly number[], change: MarkChange): CandidateMark {
  return {
    candidate_ids: [...ids],
    starred: change.kind === "star" ? change.on : null,
    reviewed: change.kind === "review" ? change.on : null,
    add_tags: change.kind === "tag" && change.on ? [change.tag] : [],
    remove_tags: change.kind === "tag" && !change.on ? [change.tag] : [],
  };
}

/** Whether somebody has what the change is about. */
export function has(marks: CandidateMarks, change: MarkChange): boolean {
  if (change.kind === "star") return marks.starred;
  if (change.kind === "review") return marks.reviewed_at !== null;
  return marks.tags.some((tag) => sameTag(tag, change.tag));
}

/** The marks as they are after a change. */
export function withChange(marks: CandidateMarks, change: MarkChange, now: number): CandidateMarks {
  // Who has it already keeps the very same object, and so is not drawn again.
  if (has(marks, change) === change.on) return marks;
  if (change.kind === "star") return { ...marks, starred: change.on };
  if (change.kind === "review") return { ...marks, reviewed_at: change.on ? now : null };
  const others = marks.tags.filter((tag) => !sameTag(tag, change.tag));
  const tags = change.on ? [...others, change.tag.trim()] : others;
  return { ...marks, tags: tags.sort((a, b) => a.localeCompare(b)) };
}

/** Tags are the same whatever their case and the white space around them. */
export function sameTag(one: string, other: string): boolean {
  return one.trim().toLocaleLowerCase() === other.trim().toLocaleLowerCase();
}
