import type { Person } from "../../contract/types";
import { average } from "../../lib/format";
import { wordsOf } from "../../words/words";
import { columnName } from "./filter-words";

const people = wordsOf("people");
const marks = wordsOf("marks");

/** A row as one sentence, for announcements. */
export function personInWords(person: Person): string {
  const { marks: own } = person;
  const parts = [
    person.name,
    own.starred ? marks("starred") : null,
    own.reviewed_at === null ? null : marks("reviewed"),
    columnName(person.column),
    person.has_gap ? people("gapDetails") : null,
    person.flow_title,
    person.average === null ? null : people("averageOf", { score: average(person.average) }),
    ...own.tags,
  ];
  return parts.filter((part) => part !== null).join(", ");
}
