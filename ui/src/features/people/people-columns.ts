import type { PeopleOrder } from "../../contract/types";

/** The columns that the table can show. A view names them so, with their width behind it. */
export const COLUMNS = [
  "name",
  "status",
  "flow",
  "interviewed",
  "average",
  "interviews",
  "tags",
  "last_seen",
  "first_seen",
  "email",
  "language",
] as const;
type FixedId = (typeof COLUMNS)[number];
/** A column for a criterion, named by the criterion's key, which outlives the cache. */
type ScoreId = `score:${string}`;
export type ColumnId = FixedId | ScoreId;

export function scoreColumn(key: string): ScoreId {
  return `score:${key}`;
}

export function isScoreColumn(id: ColumnId): id is ScoreId {
  return id.startsWith("score:");
}

/** The key of the criterion that a column is for. */
export function criterionOf(id: ScoreId): string {
  return id.slice("score:".length);
}

interface Shape {
  /** How wide it is beside the others, as long as nobody has set it. */
  width: number;
  /** Narrower it is not made by itself. Pixels. */
  least: number;
  /** By what a click on the heading sorts. */
  order?: PeopleOrder;
  atEnd?: boolean;
}

const SHAPES: Record<FixedId, Shape> = {
  name: { width: 220, least: 120, order: "name" },
  status: { width: 150, least: 90, order: "status" },
  flow: { width: 180, least: 90 },
  interviewed: { width: 130, least: 110, order: "interviewed", atEnd: true },
  average: { width: 90, least: 64, order: "average", atEnd: true },
  interviews: { width: 100, least: 76, order: "interviews", atEnd: true },
  tags: { width: 160, least: 70 },
  last_seen: { width: 130, least: 130, order: "last_seen", atEnd: true },
  first_seen: { width: 130, least: 130, order: "first_seen", atEnd: true },
  email: { width: 220, least: 120 },
  language: { width: 100, least: 80 },
};

export function shapeOf(id: ColumnId): Shape {
  if (!isScoreColumn(id)) return SHAPES[id];
  return { width: 120, least: 76, order: { criterion: criterionOf(id) }, atEnd: true };
}

export const NARROWEST = 64;
export const WIDEST = 480;

/** Which columns are shown, from the left, and how wide those are that were set. */
export interface Layout {
  shown: readonly ColumnId[];
  widths: Readonly<Partial<Record<ColumnId, number>>>;
}

export const USUAL: Layout = {
  shown: ["name", "status", "flow", "average", "tags", "interviewed", "last_seen"],
  widths: {},
};

/** A layout out of a view's words, such as `status` or `tags=220`. Unknown ones are left out. */
export function readLayout(columns: readonly string[]): Layout {
  const shown: ColumnId[] = [];
  const widths: Partial<Record<ColumnId, number>> = {};
  for (const column of columns) {
    const [name, width] = column.split("=");
    const id = idOf(name ?? "");
    if (id === null || shown.includes(id)) continue;
    shown.push(id);
    if (width !== undefined && /^\d+$/u.test(width)) widths[id] = inLimits(Number(width));
  }
  // Without names nobody could tell who is who.
  if (!shown.includes("name")) shown.unshift("name");
  return shown.length === 1 ? USUAL : { shown, widths };
}

/** The column of this name. A criterion that is not known here keeps its column. */
function idOf(name: string): ColumnId | null {
  const key = /^score:(.+)$/u.exec(name)?.[1];
  return key === undefined ? (COLUMNS.find((one) => one === name) ?? null) : scoreColumn(key);
}

export function writeLayout({ shown, widths }: Layout): string[] {
  return shown.map((id) => (widths[id] === undefined ? id : `${id}=${widths[id]}`));
}

export function sameLayout(one: Layout, other: Layout): boolean {
  return writeLayout(one).join() === writeLayout(other).join();
}

export function inLimits(width: number): number {
  return Math.round(Math.max(NARROWEST, Math.min(WIDEST, width)));
}

/** A column one place further left or right. Names stay first. */
export function moved(layout: Layout, id: ColumnId, by: -1 | 1): Layout {
  const shown = [...layout.shown];
  const from = shown.indexOf(id);
  const to = from + by;
  const other = shown[to];
  if (from < 1 || to < 1 || other === undefined) return layout;
  shown[to] = id;
  shown[from] = other;
  return { ...layout, shown };
}

/** A column shown at the end, or no longer. */
export function toggled(layout: Layout, id: ColumnId): Layout {
  if (id === "name") return layout;
  const shown = layout.shown.includes(id)
    ? layout.shown.filter((one) => one !== id)
    : [...layout.shown, id];
  return { ...layout, shown };
}

export function resized(layout: Layout, id: ColumnId, width: number): Layout {
  return { ...layout, widths: { ...layout.widths, [id]: inLimits(width) } };
}
