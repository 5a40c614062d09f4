import type {
  CandidateDetail,
  ChainLink,
  Criterion,
  FlowStatus,
  FlowSummary,
  InboxItem,
  InterviewSummary,
  NamedId,
  SavedView,
  Score,
} from "../contract/types";
import { FLOWS, personEmail, personName, STATUSES } from "./fake-people";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Ids of different kinds begin far apart, so that mixing them up fails. */
const FIRST_CANDIDATE = 1000;
const FIRST_INBOX = 50_000;
const FIRST_TRANSITION = 900_000;

export interface FakePerson {
  detail: CandidateDetail;
  flowId: string;
  /** The board's column they stand in. */
  column: string;
  since: number;
}

export interface FakeWorld {
  now: number;
  people: FakePerson[];
  inbox: InboxItem[];
  views: SavedView[];
  /** The order of each flow's columns, where the user has set one. */
  columnOrders: Map<string, string[]>;
  /** Interviews that came with the first synchronisation, and of which Ribbon tells no date. */
  undated: Set<string>;
  /** Flows that are not open. */
  statuses: Map<string, FlowStatus>;
  /** The teams of flows that have one. */
  teams: Map<string, NamedId>;
}

/** A world of so many people; the same for the same arguments. */
export function createWorld(people: number, now: number): FakeWorld {
  const world: FakeWorld = {
    now,
    people: [],
    inbox: [],
    views: [],
    columnOrders: new Map(),
    undated: new Set(),
    statuses: new Map(),
    teams: new Map(),
  };
  for (let index = 0; index < people; index += 1) world.people.push(person(index, now));
  world.people.forEach((one, index) => {
    world.inbox.push(...happenings(one, index, now));
  });
  world.inbox.sort((a, b) => b.first_seen_at - a.first_seen_at);
  world.inbox.forEach((item, index) => {
    item.id = FIRST_INBOX + world.inbox.length - index;
  });
  return world;
}

/** When the person with this number was last heard of: the first are the newest. */
function seenAt(index: number, now: number): number {
  return now - 4 * MINUTE - index * 37 * MINUTE;
}

function person(index: number, now: number): FakePerson {
  const flow = FLOWS[index % FLOWS.length] ?? FLOWS[0];
  const candidateId = FIRST_CANDIDATE + index;
  const seen = seenAt(index, now);
  const invited = index % 11 === 7;
  const chain = invited || index % 7 === 5 ? [] : chainOf(index, seen);
  const status = chain.at(-1)?.new_status ?? null;
  const interviews = Array.from({ length: index % 9 === 0 ? 2 : 1 }, (_, nth) =>
    interviewOf(index, nth, flow, seen, invited),
  );
  const name = index % 17 === 16 ? personEmail(index) : personName(index);
  return {
    flowId: flow.flow_id,
    column: invited ? "invited" : status === null ? "none" : `status:${status}`,
    since: chain.at(-1)?.first_seen_at ?? seen,
    detail: {
      candidate_id: candidateId,
      name,
      email: personEmail(index),
      former_names: index % 13 === 4 ? [`${name.split(" ")[0]} Example`] : [],
      flows: [{ flow_id: flow.flow_id, title: flow.title, status, chain }],
      interviews,
      marks: { starred: false, reviewed_at: null, tags: [] },
      is_known_by_one_interview: interviews.length === 1 && chain.length === 0,
    },
  };
}

/** Every third chain has a gap in it, every fifth an unverified link. */
function chainOf(index: number, seen: number): ChainLink[] {
  const length = 1 + (index % 3);
  const links: ChainLink[] = [];
  let held: string | null = null;
  for (let step = 0; step < length; step += 1) {
    const gap = index % 3 === 2 && step === 2;
    const status: string = STATUSES[(step + (index % 5 === 3 ? 3 : 0)) % STATUSES.length] ?? "";
    const previous: string | null = gap ? "phone screen" : held;
    links.push({
      transition_id: FIRST_TRANSITION + index * 10 + step,
      previous_status: previous,
      new_status: status,
      first_seen_at: seen + step * HOUR - (length - 1) * HOUR - (index % 8) * DAY,
      seen_by: index % 2 === 0 ? "relay" : "receiver",
      trust: index % 5 === 1 ? "unverified" : "verified",
      gap_after: gap ? held : null,
    });
    held = status;
  }
  return links;
}

function interviewOf(
  index: number,
  nth: number,
  flow: (typeof FLOWS)[number],
  seen: number,
  invited: boolean,
): InterviewSummary {
  return {
    interview_id: `interview-${index}-${nth}`,
    flow_id: flow.flow_id,
    flow_title: flow.title,
    status: invited ? "incomplete" : "completed",
    average: invited || index % 12 === 10 ? null : averageOf(index),
    duration_seconds: invited ? 0 : 300 + (index % 10) * 60,
    has_audio: !invited,
    has_video: !invited && flow.video && index % 4 === 0,
    started_at: null,
    ended_at: invited || index % 3 === 2 ? null : heldAt(index, nth, seen),
    gone_at: null,
    recordings_gone_at: null,
    first_seen_at: seen - nth * 3 * DAY,
    seen_by: index % 4 === 3 ? "rest" : "relay",
    has_link: index % 6 !== 5,
  };
}

/** When the interview with this number ended: some days before it was first seen here. */
function heldAt(index: number, nth: number, seen: number): number {
  return seen - nth * 3 * DAY - (1 + (index % 4)) * DAY - 10 * MINUTE;
}

function averageOf(index: number): number {
  return Math.round((2.6 + ((index * 7) % 24) / 10) * 10) / 10;
}

function happenings(one: FakePerson, index: number, now: number): InboxItem[] {
  const { detail, flowId } = one;
  const interview = detail.interviews[0];
  const base = {
    candidate_id: detail.candidate_id,
    candidate_name: detail.name,
    flow_id: flowId,
    flow_title: detail.flows[0]?.title ?? "Unknown flow",
    after_gap: false,
    starred: index % 14 === 3,
    done: false,
    snoozed_until: null,
    unread: index < 6 || index % 10 === 0,
    interviewed_at: null,
    gone_at: null,
    previous_status: null,
    new_status: null,
  };
  const items: InboxItem[] = [];
  if (interview?.status === "completed") {
    const { interview_id, average, ended_at: interviewed_at, gone_at } = interview;
    const first_seen_at = seenAt(index, now);
    const about = { ...base, id: 0, interview_id, average, interviewed_at, gone_at };
    items.push({ ...about, kind: "processed", first_seen_at });
    if (interview.has_video) {
      const later = first_seen_at + 2 * MINUTE;
      items.push({ ...about, kind: "video", first_seen_at: later });
    }
  }
  const link = detail.flows[0]?.chain.at(-1);
  if (link) {
    items.push({
      ...base,
      id: 0,
      kind: "status",
      interview_id: null,
      average: null,
      previous_status: link.previous_status,
      new_status: link.new_status,
      after_gap: link.gap_after !== null,
      first_seen_at: link.first_seen_at,
    });
  }
  return items;
}

export function flowsOf(world: FakeWorld): FlowSummary[] {
  const flows = FLOWS.map((flow): FlowSummary => {
    const people = world.people.filter(({ flowId }) => flowId === flow.flow_id);
    const interviews = people.flatMap(({ detail }) => detail.interviews);
    const completed = interviews.filter(({ status }) => status === "completed");
    return {
      flow_id: flow.flow_id,
      title: flow.title,
      org_name: "Northwind Health",
      language: "en-US",
      is_video_enabled: flow.video,
      candidates: people.length,
      completed: completed.length,
      incomplete: interviews.length - completed.length,
      average: meanOf(completed.map(({ average }) => average)),
      status: world.statuses.get(flow.flow_id) ?? "open",
      status_word: null,
      team_id: world.teams.get(flow.flow_id)?.id ?? null,
      team: world.teams.get(flow.flow_id)?.name || null,
    };
  });
  return sorted(flows, ({ status }) => status);
}

/** As the program lists flows: those that take no interviews last. */
export function sorted<T>(flows: readonly T[], statusOf: (flow: T) => FlowStatus): T[] {
  const rank = { open: 0, other: 0, closed: 1, archived: 2 };
  return flows.toSorted((a, b) => rank[statusOf(a)] - rank[statusOf(b)]);
}

/** Whether an interview took place within a period; one without a date did in all time alone. */
export function isWithin(
  { undated }: FakeWorld,
  interview: InterviewSummary,
  { from, before }: { from: number | null; before: number | null },
): boolean {
  const at = happenedAt(interview);
  if (undated.has(interview.interview_id)) return from === null;
  return at >= (from ?? 0) && (before === null || at < before);
}

/** When an interview took place; else when it was first seen. */
export function happenedAt({ ended_at, started_at, first_seen_at }: InterviewSummary): number {
  return ended_at ?? started_at ?? first_seen_at;
}

export function meanOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return null;
  return known.reduce((sum, value) => sum + value, 0) / known.length;
}

/** What the stand-in's interviews are scored by: what every flow has. */
export const CRITERIA: readonly Criterion[] = [
  ["communication", "Communication"],
  ["motivation", "Motivation"],
  ["skills", "Skills"],
  ["language_vocabulary_and_expression", "Language: vocabulary and expression"],
  ["language_grammar_and_structure", "Language: grammar and structure"],
  ["language_fluency_and_pace", "Language: fluency and pace"],
  ["language_comprehension", "Language: comprehension"],
].map(([key = "", name = ""]) => ({ key, name, system: "out_of_5" }));

/** What the stand-in's second flow scores besides, in each system and in one that nobody knows. */
export const OWN_CRITERIA: readonly Criterion[] = [
  { key: "customer_empathy", name: "Customer empathy", system: "out_of_5" },
  { key: "role_knowledge:percentage", name: "Role knowledge", system: "percentage" },
  { key: "has_a_licence:binary", name: "Has a licence", system: "binary" },
  { key: "seniority:stars", name: "Seniority", system: "stars" },
];

/** Scores around the interview's average, in Ribbon's order. */
export function scoresOf(interview: InterviewSummary): Score[] {
  if (interview.average === null) return [];
  const own = interview.flow_id === FLOWS[1]?.flow_id ? OWN_CRITERIA : [];
  return [...defaultScoresOf(interview), ...own.map((criterion) => ownScore(criterion, interview))];
}

function ownScore(criterion: Criterion, interview: InterviewSummary): Score {
  const isHigh = (interview.average ?? 0) >= 3.5;
  if (criterion.system === "binary") return { criterion, value: isHigh ? 5 : 0, flow_average: 3.9 };
  return { criterion, value: isHigh ? 4 : 2, flow_average: 3.5 };
}

function defaultScoresOf(interview: InterviewSummary): Score[] {
  return CRITERIA.map((criterion, index) => ({
    criterion,
    value: Math.max(1, Math.min(5, Math.round((interview.average ?? 3) + ((index % 3) - 1) * 0.6))),
    flow_average: 3.2 + (index % 4) * 0.2,
  }));
}
