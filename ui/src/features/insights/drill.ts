import type { Route } from "../../app/router";
import type { PeopleFilter } from "../../contract/types";

/** The list of the candidates behind a figure. What is not given does not narrow. */
export function peopleBehind(filter: Partial<PeopleFilter>): Route {
  const given = Object.entries(filter).filter(([, value]) => value !== null);
  return { screen: "people", f: JSON.stringify(Object.fromEntries(given)), viewId: null };
}
