import type { Route } from "../../app/router";
import type { InsightsQuery, PeopleFilter, ScoreStep } from "../../contract/types";

/** From a moment, or from the beginning with what has no date, until before another. */
export interface Period {
  from: number | null;
  before: number;
}

/** Of which flows the figures are. */
export type Scope = Pick<InsightsQuery, "flow_id" | "team_id">;

/** The list of the candidates behind a figure. What is not given does not narrow. */
export function peopleBehind({ flow_id, team_id }: Scope, filter: Partial<PeopleFilter>): Route {
  const given = Object.entries({ flow_id, team_id, ...filter }).filter(
    ([, value]) => value !== null,
  );
  return { screen: "people", f: JSON.stringify(Object.fromEntries(given)), viewId: null };
}

/**
 * Who held the interviews of a bar: of two by one person, that person once. A step is one of the
 * criterion with this key, or of the average.
 */
export function behindInterviews(
  interviews: number,
  scope: Scope,
  { from, before }: Period,
  step: Pick<ScoreStep, "from" | "to"> | null = null,
  criterion: string | null = null,
): Route | null {
  if (interviews === 0) return null;
  const [min_average, max_average] = step ? [step.from, step.to] : [null, null];
  return peopleBehind(scope, { held: { from, before, criterion, min_average, max_average } });
}
