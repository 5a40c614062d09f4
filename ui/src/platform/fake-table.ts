import type {
  InterviewSummary,
  PeopleFilter,
  PeopleOrder,
  Person,
  Score,
  ScoreRange,
} from "../contract/types";
import { type FakePerson, type FakeWorld, isWithin, scoresOf } from "./fake-world";

/** Whom the table shows, in its order. */
export function peopleOf(world: FakeWorld, filter: PeopleFilter): Person[] {
  const sign = filter.reverse ? -1 : 1;
  const compare = comparing(filter.order);
  return world.people
    .filter((person) => hasReached(world, person, filter) && hasHeld(world, person, filter))
    .filter(({ flowId }) => isOfTeam(world, flowId, filter.team_id))
    .map(asPerson)
    .filter((person) => matches(person, filter))
    .sort(
      (a, b) =>
        valueLast(a, b, filter.order) ||
        sign * compare(a, b) ||
        sign * (b.candidate_id - a.candidate_id),
    );
}

function asPerson({ detail, flowId, column }: FakePerson): Person {
  const { flows, interviews } = detail;
  const held = interviews.find(({ status }) => status === "completed");
  const here = flows.find(({ flow_id }) => flow_id === flowId);
  const seen = [
    ...interviews.map(({ first_seen_at }) => first_seen_at),
    ...flows.flatMap(({ chain }) => chain.map(({ first_seen_at }) => first_seen_at)),
  ];
  return {
    candidate_id: detail.candidate_id,
    name: detail.name,
    email: detail.email,
    flow_id: flowId,
    flow_title: here?.title ?? "Unknown flow",
    flows: flows.length,
    column,
    status: here?.status ?? null,
    average: interviews[0]?.average ?? null,
    scores: held ? byKey(scoresOf(held)) : {},
    interviewed_at: held ? (held.ended_at ?? held.started_at) : null,
    interviews: interviews.length,
    gone: interviews.filter(({ gone_at }) => gone_at !== null).length,
    language: flowId === "flow-night" ? "de-DE" : "en-US",
    has_gap: flows.some(({ chain }) => chain.some(({ gap_after }) => gap_after !== null)),
    has_video: interviews.some(({ has_video }) => has_video),
    first_seen_at: Math.min(...seen),
    last_seen_at: Math.max(...seen),
    marks: detail.marks,
  };
}

function byKey(scores: readonly Score[]): Record<string, number> {
  return Object.fromEntries(scores.map(({ criterion, value }) => [criterion.key, value]));
}

function isOfTeam(world: FakeWorld, flowId: string, teamId: string | null): boolean {
  return teamId === null || world.teams.get(flowId)?.id === teamId;
}

function isScored({ scores }: Person, { criterion, min, max }: ScoreRange): boolean {
  const value = scores[criterion];
  if (value === undefined) return false;
  return value >= (min ?? 0) && (max === null || value < max || max === 5);
}

/** Who ever stood in a column, of those with an interview or a status change in the period. */
export function hasReached(
  world: FakeWorld,
  person: FakePerson,
  { ever, ever_from, ever_before }: Pick<PeopleFilter, "ever" | "ever_from" | "ever_before">,
): boolean {
  if (ever === null) return true;
  const { flows, interviews } = person.detail;
  const chain = flows.flatMap((flow) => flow.chain);
  const isSeen =
    interviews.some((one) => isWithin(world, one, { from: ever_from, before: ever_before })) ||
    chain.some(
      ({ first_seen_at: at }) =>
        at >= (ever_from ?? 0) && (ever_before === null || at < ever_before),
    );
  if (!isSeen || ever === "invited") return isSeen;
  if (ever === "none") return interviews.some(({ status }) => status === "completed");
  return chain.some(({ previous_status, new_status, gap_after }) =>
    [previous_status, new_status, gap_after].includes(ever.slice("status:".length)),
  );
}

/** Who held such an interview in the flow. */
function hasHeld(
  world: FakeWorld,
  { detail, flowId }: FakePerson,
  { held, flow_id }: PeopleFilter,
): boolean {
  if (held === null) return true;
  if (flow_id !== null && flowId !== flow_id) return false;
  const { criterion, min_average: min, max_average: max } = held;
  return detail.interviews.some((interview) => {
    const score = criterion === null ? interview.average : scoreBy(interview, criterion);
    return [
      interview.status === "completed",
      isWithin(world, interview, held),
      criterion === null || score !== null,
      min === null || (score ?? -1) >= min,
      max === null || (score !== null && (score < max || (max === 5 && score === 5))),
    ].every(Boolean);
  });
}

function scoreBy(interview: InterviewSummary, key: string): number | null {
  return scoresOf(interview).find(({ criterion }) => criterion.key === key)?.value ?? null;
}

function matches(person: Person, filter: PeopleFilter): boolean {
  const { average, marks, first_seen_at, last_seen_at } = person;
  const top = filter.max_average;
  return [
    filter.flow_id === null || person.flow_id === filter.flow_id,
    filter.column === null || person.column === filter.column,
    filter.min_average === null || (average ?? -1) >= filter.min_average,
    top === null || (average !== null && (average < top || top === 5)),
    filter.scores.every((range) => isScored(person, range)),
    filter.interviewed_from === null || (person.interviewed_at ?? -1) >= filter.interviewed_from,
    filter.interviewed_before === null ||
      (person.interviewed_at !== null && person.interviewed_at < filter.interviewed_before),
    filter.gone === null || person.gone > 0 === filter.gone,
    filter.language === null || person.language === filter.language,
    filter.reviewed === null || (marks.reviewed_at !== null) === filter.reviewed,
    filter.starred === null || marks.starred === filter.starred,
    filter.tag === null || marks.tags.includes(filter.tag),
    filter.seen_from === null || last_seen_at >= filter.seen_from,
    filter.seen_before === null || first_seen_at < filter.seen_before,
    filter.name === null || isCalled(person, filter.name),
  ].every(Boolean);
}

function isCalled({ name, email }: Person, typed: string): boolean {
  const words = folded(`${name} ${email ?? ""}`).split(/[\s@.]+/u);
  const wanted = folded(typed).split(/\s+/u);
  return wanted.every((beginning) => words.some((word) => word.startsWith(beginning)));
}

function folded(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** Who has no value stands last, whichever way round. */
function valueLast(a: Person, b: Person, order: PeopleOrder): number {
  const isMissing = (person: Person) => {
    if (typeof order === "object") return person.scores[order.criterion] === undefined;
    if (order === "interviewed") return person.interviewed_at === null;
    return (order === "average" || order === "status") && person[order] === null;
  };
  return Number(isMissing(a)) - Number(isMissing(b));
}

function comparing(order: PeopleOrder): (a: Person, b: Person) => number {
  if (typeof order === "string") return COMPARE[order];
  const value = ({ scores }: Person) => scores[order.criterion] ?? 0;
  return (a, b) => value(b) - value(a);
}

const COMPARE: Record<Extract<PeopleOrder, string>, (a: Person, b: Person) => number> = {
  last_seen: (a, b) => b.last_seen_at - a.last_seen_at,
  first_seen: (a, b) => b.first_seen_at - a.first_seen_at,
  name: (a, b) => folded(a.name).localeCompare(folded(b.name)),
  interviewed: (a, b) => (b.interviewed_at ?? 0) - (a.interviewed_at ?? 0),
  average: (a, b) => (b.average ?? 0) - (a.average ?? 0),
  interviews: (a, b) => b.interviews - a.interviews,
  status: (a, b) => (a.status ?? "").localeCompare(b.status ?? ""),
};
