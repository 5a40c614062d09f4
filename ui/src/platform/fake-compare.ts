import type {
  Answer,
  Compared,
  CompareQuery,
  Comparison,
  Median,
  NamedId,
  Question,
  Score,
} from "../contract/types";
import { FLOWS } from "./fake-people";
import type { transcriptOf } from "./fake-transcript";
import { type FakePerson, type FakeWorld, meanOf, scoresOf } from "./fake-world";
import { CommandFailure } from "./platform";

type Said = ReturnType<typeof transcriptOf>;

/** How the interviewer of every second person puts the second question. */
export const REPHRASED = "And when you and a colleague see it differently, what do you do?";

/** The stand-in's people side by side. */
export function comparisonOf(world: FakeWorld, said: Said, query: CompareQuery): Comparison {
  const people = query.candidate_ids.map((id) => personWith(world, id));
  if (people.length < 2 || people.length > 4) {
    throw new CommandFailure({ code: "bad_request", message: "Two to four can be compared." });
  }
  const flows = FLOWS.map(({ flow_id, title }): NamedId => ({ id: flow_id, name: title })).filter(
    ({ id }) => people.filter((person) => heldIn(person, id)).length >= 2,
  );
  const flow = flows.find(({ id }) => id === query.flow_id) ?? mostFrequent(flows, people);
  const flowId = flow?.id ?? "";
  return {
    flow,
    flows,
    candidates: people.map((person) => comparedIn(person, flowId)),
    medians: flow ? mediansOf(world, flow.id) : [],
    questions: flow
      ? said.questions.map((question, nth) => ({
          text: question.text,
          answers: people.map((person, column) =>
            heldIn(person, flowId) ? answerTo(said, question, nth === 1 && column === 1) : null,
          ),
        }))
      : [],
  };
}

function personWith(world: FakeWorld, id: number): FakePerson {
  const person = world.people.find(({ detail }) => detail.candidate_id === id);
  if (person) return person;
  throw new CommandFailure({ code: "not_found", message: "This candidate is not in the cache." });
}

function mostFrequent(flows: readonly NamedId[], people: readonly FakePerson[]): NamedId | null {
  const held = ({ id }: NamedId) => people.filter((person) => heldIn(person, id)).length;
  return flows.toSorted((a, b) => held(b) - held(a))[0] ?? null;
}

function heldIn({ detail }: FakePerson, flowId: string) {
  return detail.interviews.find(
    (interview) => interview.flow_id === flowId && interview.status === "completed",
  );
}

function comparedIn(person: FakePerson, flowId: string): Compared {
  const interview = heldIn(person, flowId);
  const { candidate_id, name, flows, marks } = person.detail;
  return {
    candidate_id,
    name,
    status: flows.find(({ flow_id }) => flow_id === flowId)?.status ?? null,
    interview_id: interview?.interview_id ?? null,
    interviewed_at: interview?.ended_at ?? interview?.started_at ?? null,
    received_at: interview?.first_seen_at ?? null,
    gone_at: interview?.gone_at ?? null,
    recordings_gone_at: interview?.recordings_gone_at ?? null,
    average: interview?.average ?? null,
    scores: interview ? scoresOf(interview) : [],
    has_audio: interview?.has_audio ?? false,
    has_video: interview?.has_video ?? false,
    marks,
  };
}

function answerTo(said: Said, question: Question, isRephrased: boolean): Answer {
  const segments = question.segments.map((index) => said.segments[index]);
  const answers = segments.filter((segment) => segment?.role === "user");
  return {
    asked_as: isRephrased ? REPHRASED : null,
    said: answers.map((segment) => segment?.content ?? ""),
    start: answers[0]?.start ?? question.start,
    end: answers.at(-1)?.end ?? question.end,
  };
}

function mediansOf(world: FakeWorld, flowId: string): Median[] {
  const held = world.people.flatMap((person) => heldIn(person, flowId) ?? []);
  const scores = held.map(scoresOf).filter((each) => each.length > 0);
  const criteria = scores[0]?.map(({ criterion }) => criterion) ?? [];
  const average = held.flatMap((interview) => interview.average ?? []);
  return [
    {
      criterion: null,
      median: middle(average),
      mean: meanOf(average) ?? 0,
      interviews: average.length,
    },
    ...criteria.map((criterion) => {
      const isOf = (score: Score) => score.criterion.key === criterion.key;
      const values = scores.flatMap((each) => each.filter(isOf)).map(({ value }) => value);
      const mean = meanOf(values) ?? 0;
      return { criterion, median: middle(values), mean, interviews: values.length };
    }),
  ];
}

function middle(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length / 2;
  const upper = sorted[Math.floor(half)] ?? 0;
  return Number.isInteger(half) ? ((sorted[half - 1] ?? upper) + upper) / 2 : upper;
}
