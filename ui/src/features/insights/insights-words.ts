import type {
  FunnelStep,
  Insights,
  InsightsQuery,
  ScoreStep,
  StatusTime,
} from "../../contract/types";
import { average, calendarDay, count, monthName, share, stay } from "../../lib/format";
import { wordsOf } from "../../words/words";
import type { Bucket, Grain } from "./buckets";

const t = wordsOf("insights");

/** A bar's name: its day, the day its week begins, its month. */
export function bucketWords({ from }: Bucket, grain: Grain, now: number): string {
  // All that lies before what is told day by day.
  if (from === 0) return t("earlier");
  return grain === "month" ? monthName(from) : calendarDay(from, now);
}

const DAILY = { day: "daily", week: "dailyWeek", month: "dailyMonth" } as const;

/** What the bars of interviews show, in a sentence. */
export function dailyFinding(buckets: readonly Bucket[], grain: Grain, now: number): string {
  const held = buckets.reduce((sum, bucket) => sum + bucket.held, 0);
  const [first] = buckets;
  if (!first || held === 0) return t("finding.dailyNone");
  const top = buckets.reduce((most, one) => (one.held > most.held ? one : most), first);
  return t(`finding.${DAILY[grain]}`, {
    count: held,
    n: count(held),
    most: count(top.held),
    day: bucketWords(top, grain, now),
  });
}

/** How many interviews are not on any day, in a sentence; all time counts them all the same. */
export function undatedWords({ undated }: Insights, { from }: InsightsQuery): string {
  const n = { count: undated, n: count(undated) };
  return from === null ? t("undatedOnNoDay", n) : t("undated", n);
}

/** A step's name: a status as Ribbon sent it. */
export function stepWords(column: string): string {
  if (column === "invited") return t("invited");
  if (column === "none") return t("interviewed");
  return column.replace(/^status:/u, "");
}

/** Where most stop, in a sentence. */
export function funnelFinding(steps: readonly FunnelStep[]): string {
  if ((steps[0]?.reached ?? 0) === 0) return t("finding.funnelNone");
  let least: { step: FunnelStep; before: FunnelStep; of: number } | null = null;
  steps.forEach((step, index) => {
    const before = steps[index - 1];
    const of = step.of_previous;
    if (before && of !== null && of < (least?.of ?? 1)) least = { step, before, of };
  });
  const found = least as { step: FunnelStep; before: FunnelStep; of: number } | null;
  if (!found) return t("finding.funnelAll");
  return t("finding.funnel", {
    step: stepWords(found.step.column),
    before: stepWords(found.before.column),
    share: share(found.of),
  });
}

/** Where candidates stay longest, in a sentence. */
export function timeFinding(times: readonly StatusTime[]): string {
  const known = times.filter(({ median_days }) => median_days !== null);
  const longest = known.toSorted((a, b) => (b.median_days ?? 0) - (a.median_days ?? 0))[0];
  const days = longest?.median_days ?? null;
  if (!longest || days === null) return t("finding.timeNone");
  return t("finding.time", { status: longest.status, time: stay(days) });
}

export function stayWords(days: number | null): string {
  return days === null ? "—" : stay(days);
}

export function scoreWords({ from, to }: ScoreStep): string {
  return t("upTo", { from: average(from), to: average(to) });
}

/** How good most are, in a sentence. */
export function scoresFinding({ scores, average: mean }: Insights): string {
  const top = scores.toSorted((a, b) => b.interviews - a.interviews)[0];
  if (mean === null || !top || top.interviews === 0) return t("finding.scoresNone");
  return t("finding.scores", {
    average: average(mean),
    from: average(top.from),
    to: average(top.to),
  });
}
