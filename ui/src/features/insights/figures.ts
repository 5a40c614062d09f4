import type { Route } from "../../app/router";

/** One bar with its row in the table. */
export interface Figure {
  name: string;
  value: number;
  /** A second bar of the same row, where there is one. */
  also?: number;
  /** The other cells of its row, as text. */
  cells: readonly string[];
  /** The same for a file. */
  plain: readonly (string | number | null)[];
  /** Who is behind it; nothing where nobody can be. */
  behind: Route | null;
  /** Who is behind the second bar, where they are others. */
  behindAlso?: Route | null;
}

/** A chart: what it shows, what it finds, its rows. */
export interface Chart {
  id: "daily" | "funnel" | "time" | "scores" | "criteria" | `criterion-${number}`;
  title: string;
  finding: string;
  note: string;
  /** The headings of the table's columns, the name's first. */
  headings: readonly string[];
  figures: readonly Figure[];
  /** What the bars count, and the second ones. */
  legend: readonly [string] | readonly [string, string];
  /** What the bars are measured in, where they are not counted. */
  unit?: "hour" | "day" | "percent";
  /** Bars that lie, for long names; else they stand. */
  isLying: boolean;
}
