import type { Insights, InsightsQuery } from "../../contract/types";
import { count, share } from "../../lib/format";
import { wordsOf } from "../../words/words";
import { bucketsOf } from "./buckets";
import { behindInterviews, peopleBehind } from "./drill";
import type { Chart, Figure } from "./figures";
import {
  bucketWords,
  dailyFinding,
  funnelFinding,
  scoresFinding,
  scoreWords,
  stayWords,
  stepWords,
  timeFinding,
} from "./insights-words";

const t = wordsOf("insights");

/** The charts of an answer but those of each criterion. */
export function chartsOf(figures: Insights, query: InsightsQuery, now: number): Chart[] {
  return [
    daily(figures, query, now),
    funnel(figures, query),
    time(figures, query),
    scores(figures, query),
  ];
}

function daily(figures: Insights, query: InsightsQuery, now: number): Chart {
  const { from, before } = query;
  const { grain, buckets } = bucketsOf(figures.daily, before, from === null);
  return {
    id: "daily",
    title: t("chart.daily"),
    finding: dailyFinding(buckets, grain, now),
    note: t("seenHere"),
    headings: [t(grain), t("heldShort"), t("changesShort")],
    legend: [t("heldShort")],
    isLying: false,
    figures: buckets.map((bucket) => ({
      name: bucketWords(bucket, grain, now),
      value: bucket.held,
      cells: [count(bucket.held), count(bucket.changes)],
      plain: [new Date(bucket.from).toISOString(), bucket.held, bucket.changes],
      behind: behindInterviews(bucket.held, query, bucket),
    })),
  };
}

/** Who ever stood in a step, and those of them who stand in it now. */
function behindStep(
  query: InsightsQuery,
  column: string,
  reached: number,
  now: number,
): Pick<Figure, "behind" | "behindAlso"> {
  const ever = { ever: column, ever_from: query.from, ever_before: query.before };
  return {
    behind: reached > 0 ? peopleBehind(query, ever) : null,
    behindAlso: now > 0 ? peopleBehind(query, { ...ever, column }) : null,
  };
}

function funnel(figures: Insights, query: InsightsQuery): Chart {
  return {
    id: "funnel",
    title: t("chart.funnel"),
    finding: funnelFinding(figures.funnel),
    note: t("note.funnel"),
    headings: [t("step"), t("reached"), t("ofPrevious"), t("now")],
    legend: [t("reached"), t("now")],
    isLying: true,
    figures: figures.funnel.map(({ column, reached, now, of_previous }) => ({
      name: stepWords(column),
      value: reached,
      also: now,
      cells: [count(reached), of_previous === null ? "—" : share(of_previous), count(now)],
      plain: [stepWords(column), reached, of_previous, now],
      ...behindStep(query, column, reached, now),
    })),
  };
}

function time(figures: Insights, query: InsightsQuery): Chart {
  const longest = Math.max(0, ...figures.time_in_status.map(({ p90_days }) => p90_days ?? 0));
  const inHours = longest < 2;
  const bar = (days: number | null) => (days ?? 0) * (inHours ? 24 : 1);
  return {
    id: "time",
    title: t("chart.time"),
    finding: timeFinding(figures.time_in_status),
    note: t("note.time"),
    headings: [t("status"), t("median"), t("p90"), t("ended"), t("now")],
    legend: [t("median"), t("p90")],
    unit: inHours ? "hour" : "day",
    isLying: true,
    figures: figures.time_in_status.map(({ status, ended, now, median_days, p90_days }) => ({
      name: status,
      value: bar(median_days),
      also: bar(p90_days),
      cells: [stayWords(median_days), stayWords(p90_days), count(ended), count(now)],
      plain: [status, median_days, p90_days, ended, now],
      behind: now > 0 ? peopleBehind(query, { column: `status:${status}` }) : null,
    })),
  };
}

function scores(figures: Insights, query: InsightsQuery): Chart {
  return {
    id: "scores",
    title: t("chart.scores"),
    finding: scoresFinding(figures),
    note: t("note.scores"),
    headings: [t("score"), t("interviews")],
    legend: [t("interviews")],
    isLying: false,
    figures: figures.scores.map((step) => ({
      name: scoreWords(step),
      value: step.interviews,
      cells: [count(step.interviews)],
      plain: [`${step.from}-${step.to}`, step.interviews],
      behind: behindInterviews(step.interviews, query, query, step),
    })),
  };
}
