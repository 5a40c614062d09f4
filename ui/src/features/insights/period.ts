import type { InsightsQuery } from "../../contract/types";

/** How long a period is: so many days until today, all time, or from one day to another. */
export type Span = "7" | "30" | "90" | "all" | "custom";

export const SPANS: readonly Span[] = ["7", "30", "90", "all", "custom"];

/** What the figures are narrowed to, as the address says it. */
export interface Choice {
  span: Span;
  /** The first and the last day of a custom period: `2026-11-01`. */
  from: string;
  to: string;
  flowId: string | null;
  teamId: string | null;
}

/** So many moments the program takes in one question. */
const MOST_DAYS = 400;

/** What an address says. What makes no sense is the last 30 days. */
export function choiceOf(search: string, now: number): Choice {
  const asked = new URLSearchParams(search);
  const day = (name: string) => {
    const text = asked.get(name) ?? "";
    return Number.isNaN(dayStart(text)) ? null : text;
  };
  return {
    span: SPANS.find((span) => span === asked.get("period")) ?? "30",
    from: day("from") ?? dayName(daysBefore(now, 29)),
    to: day("to") ?? dayName(now),
    flowId: asked.get("flow"),
    teamId: asked.get("team"),
  };
}

/** The address's part after the question mark; empty for what is shown by itself. */
export function searchOf({ span, from, to, flowId, teamId }: Choice): string {
  const asked = new URLSearchParams();
  if (span !== "30") asked.set("period", span);
  if (span === "custom") {
    asked.set("from", from);
    asked.set("to", to);
  }
  if (teamId !== null) asked.set("team", teamId);
  if (flowId !== null) asked.set("flow", flowId);
  return asked.toString();
}

/** The question to the program: every day by itself, the farthest ones together. */
export function queryOf(choice: Choice, now: number): InsightsQuery {
  const [from, before] = edgesOf(choice, now);
  const days: number[] = [];
  const begin = from ?? 0;
  for (let day = daysBefore(before, 1); days.length < MOST_DAYS - 1; day = daysBefore(day, 1)) {
    if (day < begin) break;
    days.unshift(day);
  }
  if ((days[0] ?? before) > begin) days.unshift(begin);
  return { flow_id: choice.flowId, team_id: choice.teamId, from, before, days };
}

/** Where the period begins and ends; all time has no beginning. */
function edgesOf({ span, from, to }: Choice, now: number): [number | null, number] {
  if (span === "custom") {
    const [first, last] = [dayStart(from), dayStart(to)].sort((a, b) => a - b);
    return [first ?? 0, daysBefore(last ?? now, -1)];
  }
  const end = daysBefore(now, -1);
  return [span === "all" ? null : daysBefore(now, Number(span) - 1), end];
}

/** The beginning of the day so many days before, in the reader's time zone. */
function daysBefore(ms: number, days: number): number {
  const day = new Date(ms);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() - days).getTime();
}

function dayName(ms: number): string {
  const day = new Date(ms);
  const two = (part: number) => String(part).padStart(2, "0");
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

/** The beginning of a named day here; not a number where it names none. */
function dayStart(name: string): number {
  return /^\d{4}-\d{2}-\d{2}$/u.test(name) ? new Date(`${name}T00:00`).getTime() : Number.NaN;
}
