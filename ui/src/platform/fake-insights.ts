import type { Commands } from "../contract/commands";
import type {
  ChainLink,
  CriterionFigures,
  FunnelStep,
  Insights,
  InsightsQuery,
  InterviewSummary,
  SaveText,
  ScoreStep,
  StatusTime,
} from "../contract/types";
import { STATUSES } from "./fake-people";
import { hasReached } from "./fake-table";
import {
  CRITERIA,
  type FakePerson,
  type FakeWorld,
  happenedAt,
  isWithin,
  meanOf,
  scoresOf,
} from "./fake-world";

type Names = "insights" | "save_text";

type Handlers = { [C in Names]: (argument: never) => Commands[C]["answer"] };

const DAY = 86_400_000;

export function fakeInsights(world: FakeWorld): Handlers {
  return {
    insights: (query: InsightsQuery) => insightsOf(world, query),
    save_text: ({ file_name }: SaveText) => ({ path: `/home/jo/Downloads/${file_name}` }),
  };
}

/** The figures, counted from the whole world. */
function insightsOf(world: FakeWorld, query: InsightsQuery): Insights {
  const { flow_id, team_id, from, before, days } = query;
  const isIn = (ms: number) => ms >= (from ?? 0) && ms < before;
  const people = world.people.filter(
    ({ flowId }) =>
      (flow_id === null || flowId === flow_id) &&
      (team_id === null || world.teams.get(flowId)?.id === team_id),
  );
  const all = people.flatMap(({ detail }) => detail.interviews);
  const interviews = all.filter((interview) => isWithin(world, interview, query));
  const isDated = ({ interview_id }: InterviewSummary) => !world.undated.has(interview_id);
  const held = interviews.filter(({ status }) => status === "completed");
  const links = people.flatMap(chainOf).filter(({ first_seen_at }) => isIn(first_seen_at));
  return {
    daily: days.map((day, index) => {
      const isOn = (ms: number) => ms >= day && ms < (days[index + 1] ?? before);
      return {
        day,
        held: held.filter((one) => isDated(one) && isOn(happenedAt(one))).length,
        changes: links.filter(({ first_seen_at }) => isOn(first_seen_at)).length,
      };
    }),
    funnel: funnelOf(world, people, { ever_from: from, ever_before: before }),
    time_in_status: STATUSES.map((status) => timeOf(people, status)),
    scores: stepsOf(held.map(({ average }) => average)),
    criteria: criteriaOf(held),
    held: held.length,
    undated: all.length - all.filter(isDated).length,
    gone: held.filter(({ gone_at }) => gone_at !== null).length,
    waiting: interviews.length - held.length,
    average: meanOf(held.map(({ average }) => average)),
    changes: links.length,
    gaps: links.filter(({ gap_after }) => gap_after !== null).length,
  };
}

function chainOf({ detail }: FakePerson): ChainLink[] {
  return detail.flows.flatMap(({ chain }) => chain);
}

function funnelOf(
  world: FakeWorld,
  people: readonly FakePerson[],
  period: { ever_from: number | null; ever_before: number },
): FunnelStep[] {
  let previous: number | null = null;
  return ["invited", "none", ...STATUSES.map((status) => `status:${status}`)].map((column) => {
    const there = people.filter((person) => hasReached(world, person, { ever: column, ...period }));
    const reached = there.length;
    const of_previous: number | null = previous ? reached / previous : null;
    previous = reached;
    const now = there.filter((one) => one.column === column).length;
    return { column, reached, now, of_previous };
  });
}

/** Stays between two changes that follow each other without a gap. */
function timeOf(people: readonly FakePerson[], status: string): StatusTime {
  const stays = people
    .flatMap((person) => {
      const chain = chainOf(person);
      return chain.slice(1).flatMap((next, index) => {
        const link = chain[index];
        const isWhole = link?.new_status === status && next.gap_after === null;
        return isWhole && link ? [(next.first_seen_at - link.first_seen_at) / DAY] : [];
      });
    })
    .sort((a, b) => a - b);
  const at = (part: number) => stays[Math.floor((stays.length - 1) * part)] ?? null;
  return {
    status,
    ended: stays.length,
    now: people.filter(({ column }) => column === `status:${status}`).length,
    median_days: at(0.5),
    p90_days: at(0.9),
  };
}

function stepsOf(values: readonly (number | null)[]): ScoreStep[] {
  return Array.from({ length: 10 }, (_, index) => {
    const [from, to] = [index / 2, index / 2 + 0.5];
    const isIn = (value: number | null) =>
      value !== null && value >= from && (value < to || (to === 5 && value === 5));
    return { from, to, interviews: values.filter(isIn).length };
  });
}

function criteriaOf(held: readonly InterviewSummary[]): CriterionFigures[] {
  const scores = held.flatMap(scoresOf);
  return CRITERIA.flatMap((criterion) => {
    const values = scores.filter(({ criterion: { key } }) => key === criterion.key);
    const given = values.map(({ value }) => value);
    const mean = meanOf(given);
    return mean === null
      ? []
      : [{ criterion, interviews: given.length, mean, steps: stepsOf(given) }];
  });
}
