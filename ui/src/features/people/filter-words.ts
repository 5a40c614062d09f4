import type {
  FlowSummary,
  HeldInterview,
  PeopleFacets,
  PeopleFilter,
  ScoreRange,
} from "../../contract/types";
import { average, calendarDay, list, share } from "../../lib/format";
import { scoreInWords } from "../../lib/score";
import { words, wordsOf } from "../../words/words";
import { keyInWords, systemOf } from "./criterion-key";
import { languageName } from "./language-name";
import type { Narrowing } from "./people-filter";

const t = wordsOf("people");

/** A column of the board as the filter names it: `invited`, `none` or the status. */
export function columnName(column: string): string {
  if (column === "invited") return t("invited");
  if (column === "none") return t("noStatus");
  return column.replace(/^status:/u, "");
}

/** A step that somebody has ever reached: without a status, that is an interview that was held. */
export function stepName(column: string): string {
  return column === "none" ? t("interviewed") : columnName(column);
}

/** One narrowing as a chip says it: `Flow: Backend Engineer`. */
export function chipWords(
  filter: PeopleFilter,
  name: Narrowing,
  flows: readonly FlowSummary[],
  facets?: PeopleFacets,
): string {
  const { flow_id, column, min_average: from, max_average: to } = filter;
  switch (name) {
    case "name":
      return t("chip.name", { what: filter.name ?? "" });
    case "flow_id": {
      const title = flows.find((flow) => flow.flow_id === flow_id)?.title ?? flow_id ?? "";
      return t("chip.flow", { what: title });
    }
    case "team_id": {
      const team = facets?.teams.find(({ id }) => id === filter.team_id);
      return t("chip.team", { what: team?.name ?? filter.team_id ?? "" });
    }
    case "scores":
      return list(filter.scores.map((range) => scoreWords(range, facets)));
    case "interviewed": {
      const when = spanWords(filter.interviewed_from, filter.interviewed_before);
      return t("chip.interviewed", { when: when ?? "" });
    }
    case "gone":
      return filter.gone ? t("chip.gone") : t("chip.notGone");
    case "column":
      return t("chip.status", { what: columnName(column ?? "") });
    case "ever": {
      const what = stepName(filter.ever ?? "");
      const when = spanWords(filter.ever_from, filter.ever_before);
      return when === null ? t("chip.ever", { what }) : t("chip.everWithin", { what, when });
    }
    case "held":
      return heldWords(filter.held, facets);
    case "score":
      if (from === null) return t("chip.scoreBelow", { to: average(to ?? 5) });
      if (to === null || to === 5) return t("chip.scoreFrom", { from: average(from) });
      return t("chip.scoreBetween", { from: average(from), to: average(to) });
    case "language":
      return t("chip.language", { what: languageName(filter.language ?? "") });
    case "reviewed":
      return filter.reviewed ? t("chip.reviewed") : t("chip.notReviewed");
    case "starred":
      return filter.starred ? t("chip.starred") : t("chip.notStarred");
    case "tag":
      return t("chip.tag", { what: filter.tag ?? "" });
    case "seen":
      return t("chip.seen", { when: spanWords(filter.seen_from, filter.seen_before) ?? "" });
  }
}

/** What somebody must have been given, in the criterion's own system. */
function scoreWords({ criterion: key, min, max }: ScoreRange, facets?: PeopleFacets): string {
  const known = criterionOf(key, facets);
  // Said only once it is known what there is.
  if (facets && !known) return t("chip.scoreUnknown", { what: keyInWords(key) });
  const what = criterionWords(key, facets);
  const system = systemOf(key);
  if (system === "binary" && (min === null) !== (max === null)) {
    return t("chip.scoreIs", { what, answer: min === null ? t("chip.no") : t("chip.yes") });
  }
  const from = min === null ? "" : scoreInWords({ system }, min);
  const to = max === null ? "" : scoreInWords({ system }, max);
  if (min === null)
    return max === null ? t("chip.scored", { what }) : t("chip.below", { what, to });
  return max === null ? t("chip.atLeast", { what, from }) : t("chip.between", { what, from, to });
}

/** Which interview somebody held, as far as that is narrowed. */
function heldWords(held: HeldInterview | null, facets?: PeopleFacets): string {
  const when = spanWords(held?.from ?? null, held?.before ?? null);
  const { min_average: from = null, max_average: to = null } = held ?? {};
  const key = held?.criterion ?? null;
  if (from === null && to === null) {
    if (key === null) return when === null ? t("chip.held") : t("chip.heldWhen", { when });
    const what = criterionWords(key, facets);
    return when === null
      ? t("chip.heldScored", { what })
      : t("chip.heldScoredWhen", { what, when });
  }
  const what = key === null ? t("chip.heldAverage") : criterionWords(key, facets);
  const score = scoreSpan(from ?? 0, to ?? 5, key);
  return when === null
    ? t("chip.heldScore", { what, score })
    : t("chip.heldBoth", { what, score, when });
}

function criterionOf(key: string, facets?: PeopleFacets) {
  return facets?.criteria.find((criterion) => criterion.key === key);
}

/** A criterion by its key: in our words where every flow has it, else by its name if it is known. */
function criterionWords(key: string, facets?: PeopleFacets): string {
  const named = words.getResource(words.language, "candidate", `scoreNames.${key}`);
  if (typeof named === "string") return `“${named}”`;
  return `“${criterionOf(key, facets)?.name ?? keyInWords(key)}”`;
}

/** A range of values as the criterion's system shows them, which its key ends in. */
function scoreSpan(from: number, to: number, key: string | null): string {
  if (key?.endsWith(":percentage")) return `${share(from / 5)}–${share(to / 5)}`;
  if (key?.endsWith(":binary")) return from >= 2.5 ? t("chip.yes") : t("chip.no");
  return `${average(from)}–${average(to)}`;
}

/** From one day to another, both included; nothing where neither is set. Milliseconds. */
function spanWords(from: number | null, before: number | null): string | null {
  const now = Date.now();
  const first = from === null ? null : calendarDay(from, now);
  const last = before === null ? null : calendarDay(before - 1, now);
  if (first === null) return last === null ? null : t("span.to", { to: last });
  if (last === null) return t("span.from", { from: first });
  return first === last ? t("span.on", { day: first }) : t("span.both", { from: first, to: last });
}
