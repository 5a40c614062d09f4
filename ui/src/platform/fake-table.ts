import type { InterviewSummary, PeopleFilter, PeopleOrder, Person } from "../contract/types";
import { type FakePerson, type FakeWorld, isWithin, scoresOf } from "./fake-world";

/** Whom the table shows, in its order. */
export function peopleOf(world: FakeWorld, filter: PeopleFilter): Person[] {
  const sign = filter.reverse ? -1 : 1;
  const compare = COMPARE[filter.order];
  return world.people
    .filter((person) => hasReached(world, person, filter) && hasHeld(world, person, filter))
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
    interviews: interviews.length,
    language: flowId === "flow-night" ? "de-DE" : "en-US",
    has_gap: flows.some(({ chain }) => chain.some(({ gap_after }) => gap_after !== null)),
    has_video: interviews.some(({ has_video }) => has_video),
    first_seen_at: Math.min(...seen),
    last_seen_at: Math.max(...seen),
    marks: detail.marks,
  };
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
  if (order !== "average" && order !== "status") return 0;
  return Number(a[order] === null) - Number(b[order] === null);
}

const COMPARE: Record<PeopleOrder, (a: Person, b: Person) => number> = {
  last_seen: (a, b) => b.last_seen_at - a.last_seen_at,
  first_seen: (a, b) => b.first_seen_at - a.first_seen_at,
  name: (a, b) => folded(a.name).localeCompare(folded(b.name)),
  average: (a, b) => (b.average ?? 0) - (a.average ?? 0),
  interviews: (a, b) => b.interviews - a.interviews,
  status: (a, b) => (a.status ?? "").localeCompare(b.status ?? ""),
};
