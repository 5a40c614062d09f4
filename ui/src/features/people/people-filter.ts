import type { HeldInterview, PeopleFilter, PeopleOrder, ScoreRange } from "../../contract/types";

/** Everybody, whom something happened to last first. There is no "best first" by itself. */
export const EVERYONE: PeopleFilter = {
  flow_id: null,
  team_id: null,
  column: null,
  ever: null,
  ever_from: null,
  ever_before: null,
  held: null,
  min_average: null,
  max_average: null,
  scores: [],
  interviewed_from: null,
  interviewed_before: null,
  gone: null,
  language: null,
  reviewed: null,
  starred: null,
  tag: null,
  seen_from: null,
  seen_before: null,
  name: null,
  order: "last_seen",
  reverse: false,
};

/** By so many criteria the table can be filtered at once. */
export const MOST_SCORES = 4;

type PlainOrder = Extract<PeopleOrder, string>;

const ORDERS: readonly PlainOrder[] = [
  "last_seen",
  "first_seen",
  "name",
  "interviewed",
  "average",
  "interviews",
  "status",
];

/** What a filter narrows by, each of which can be taken away by itself. */
export const NARROWING = [
  "name",
  "flow_id",
  "team_id",
  "column",
  "ever",
  "held",
  "score",
  "scores",
  "interviewed",
  "gone",
  "language",
  "reviewed",
  "starred",
  "tag",
  "seen",
] as const;
export type Narrowing = (typeof NARROWING)[number];

/** The filter that an address names over the one it starts from; what makes no sense is left out. */
export function readFilter(f: string | null, base: PeopleFilter): PeopleFilter {
  const asked = f === null ? {} : parsed(f);
  const text = (name: "flow_id" | "team_id" | "column" | "ever" | "language" | "tag" | "name") =>
    pick(asked, base, name, (value): value is string => typeof value === "string" && value !== "");
  const number = (name: NumberName) =>
    pick(asked, base, name, (value): value is number => Number.isFinite(value));
  const flag = (name: "reviewed" | "starred" | "gone") =>
    pick(asked, base, name, (value): value is boolean => typeof value === "boolean");
  return {
    flow_id: text("flow_id"),
    team_id: text("team_id"),
    column: text("column"),
    ever: text("ever"),
    ever_from: number("ever_from"),
    ever_before: number("ever_before"),
    held: "held" in asked ? heldOf(asked.held) : base.held,
    min_average: number("min_average"),
    max_average: number("max_average"),
    scores: "scores" in asked ? scoresOf(asked.scores) : base.scores,
    interviewed_from: number("interviewed_from"),
    interviewed_before: number("interviewed_before"),
    gone: flag("gone"),
    language: text("language"),
    reviewed: flag("reviewed"),
    starred: flag("starred"),
    tag: text("tag"),
    seen_from: number("seen_from"),
    seen_before: number("seen_before"),
    name: text("name"),
    order: orderOf(asked.order) ?? base.order,
    reverse: typeof asked.reverse === "boolean" ? asked.reverse : base.reverse,
  };
}

/** An order as an address names it. */
function orderOf(value: unknown): PeopleOrder | null {
  const plain = ORDERS.find((one) => one === value);
  if (plain) return plain;
  if (typeof value !== "object" || value === null || !("criterion" in value)) return null;
  const { criterion } = value;
  return typeof criterion === "string" && criterion !== "" ? { criterion } : null;
}

/** Scores as an address names them; what names no criterion is left out. */
function scoresOf(value: unknown): ScoreRange[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap(scoreOf).slice(0, MOST_SCORES);
}

function scoreOf(value: unknown): ScoreRange[] {
  if (typeof value !== "object" || value === null) return [];
  const { criterion, min, max }: Partial<Record<keyof ScoreRange, unknown>> = value;
  if (typeof criterion !== "string" || criterion === "") return [];
  return [{ criterion, min: finite(min), max: finite(max) }];
}

function finite(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

/** An interview as an address names it; what is no number narrows nothing. */
function heldOf(value: unknown): HeldInterview | null {
  if (typeof value !== "object" || value === null) return null;
  const given: Partial<Record<keyof HeldInterview, unknown>> = value;
  const number = (name: keyof HeldInterview) => {
    const one = given[name];
    return typeof one === "number" && Number.isFinite(one) ? one : null;
  };
  return {
    from: number("from"),
    before: number("before"),
    criterion: typeof given.criterion === "string" ? given.criterion : null,
    min_average: number("min_average"),
    max_average: number("max_average"),
  };
}

type NumberName =
  | "min_average"
  | "max_average"
  | "seen_from"
  | "interviewed_from"
  | "interviewed_before"
  | "seen_before"
  | "ever_from"
  | "ever_before";

/** What an address says, which anybody may have typed. */
type Asked = Partial<Record<keyof PeopleFilter, unknown>>;

function parsed(f: string): Asked {
  try {
    const value: unknown = JSON.parse(f);
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

/** `null` in an address says that a view's narrowing is taken away. */
function pick<Name extends keyof PeopleFilter, T>(
  asked: Asked,
  base: PeopleFilter,
  name: Name,
  fits: (value: unknown) => value is T,
): PeopleFilter[Name] | T | null {
  if (!(name in asked)) return base[name];
  const value = asked[name];
  return fits(value) ? value : null;
}

/** What an address must say for this filter, where it starts from another; nothing where the same. */
export function writeFilter(filter: PeopleFilter, base: PeopleFilter): string | null {
  const names = Object.keys(EVERYONE) as (keyof PeopleFilter)[];
  const differing = names.filter((name) => !isSame(filter[name], base[name]));
  if (differing.length === 0) return null;
  return JSON.stringify(Object.fromEntries(differing.map((name) => [name, filter[name]])));
}

/** Whether two values of a filter say the same. */
function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** The fields that one narrowing sets together. */
const TOGETHER = {
  score: ["min_average", "max_average"],
  seen: ["seen_from", "seen_before"],
  interviewed: ["interviewed_from", "interviewed_before"],
  // Without a column its period narrows nothing.
  ever: ["ever", "ever_from", "ever_before"],
} as const;

function fieldsOf(name: Narrowing): readonly (keyof PeopleFilter)[] {
  return name in TOGETHER ? TOGETHER[name as keyof typeof TOGETHER] : [name as keyof PeopleFilter];
}

/** By what a filter narrows. */
export function narrowings(filter: PeopleFilter): Narrowing[] {
  return NARROWING.filter((name) =>
    name === "ever"
      ? filter.ever !== null
      : fieldsOf(name).some((field) => !isSame(filter[field], EVERYONE[field])),
  );
}

/** The filter without one of its narrowings. */
export function without(filter: PeopleFilter, name: Narrowing): PeopleFilter {
  const taken = fieldsOf(name).map((field) => [field, EVERYONE[field]]);
  return { ...filter, ...Object.fromEntries(taken) };
}

/** Everybody, in the order that was chosen. */
export function cleared(filter: PeopleFilter): PeopleFilter {
  return { ...EVERYONE, order: filter.order, reverse: filter.reverse };
}

/** The order after a click on a column's heading: the other way round where it is sorted so. */
export function sortedBy(filter: PeopleFilter, order: PeopleOrder): PeopleFilter {
  return { ...filter, order, reverse: isSame(filter.order, order) ? !filter.reverse : false };
}

/** How a column is sorted, as screen readers are told. */
export function ariaSort(
  filter: PeopleFilter,
  order: PeopleOrder | undefined,
): "ascending" | "descending" | undefined {
  if (order === undefined || !isSame(filter.order, order)) return undefined;
  const startsAscending = order === "name" || order === "status";
  return startsAscending === filter.reverse ? "descending" : "ascending";
}
