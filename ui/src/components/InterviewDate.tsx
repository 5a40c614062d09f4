import { exactMoment, moment } from "../lib/format";
import { wordsOf } from "../words/words";
import { When } from "./When";

const t = wordsOf("common");

/** When an interview took place, as far as Ribbon tells, and when it was first seen here. */
export interface InterviewTimes {
  interviewedAt: number | null;
  receivedAt: number;
}

/** The times of an interview as the contract has them. */
export function timesOf(interview: {
  started_at: number | null;
  ended_at: number | null;
  first_seen_at: number;
}): InterviewTimes {
  return {
    interviewedAt: interview.ended_at ?? interview.started_at,
    receivedAt: interview.first_seen_at,
  };
}

interface Props extends InterviewTimes {
  now: number;
}

/** `Interviewed 12 Nov`, or `Received 12 Nov` where Ribbon does not tell; exact on hover. */
export function InterviewDate({ interviewedAt, receivedAt, now }: Props) {
  return interviewedAt === null ? (
    <When at={receivedAt} now={now} prefix={t("received")} />
  ) : (
    <When at={interviewedAt} now={now} prefix={t("interviewed")} />
  );
}

/** The same as text. */
export function interviewDateInWords({ interviewedAt, receivedAt }: InterviewTimes, now: number) {
  return interviewedAt === null
    ? `${t("received")} ${moment(receivedAt, now)}`
    : `${t("interviewed")} ${moment(interviewedAt, now)}`;
}

/** What it means that Ribbon no longer has an interview. */
export function goneInWords(goneAt: number): string {
  return t("goneDetails", { when: exactMoment(goneAt) });
}
