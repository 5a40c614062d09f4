import {
  columnOrderingFeature,
  columnResizingFeature,
  columnSizingFeature,
  createColumnHelper,
  tableFeatures,
  useTable,
} from "@tanstack/react-table";
import { useMemo } from "react";
import type { Person } from "../../contract/types";
import { type ColumnId, inLimits, type Layout, NARROWEST, shapeOf, WIDEST } from "./people-columns";

const features = tableFeatures({
  columnOrderingFeature,
  columnResizingFeature,
  columnSizingFeature,
});
const helper = createColumnHelper<typeof features, Person>();

function definition(id: ColumnId) {
  return helper.display({ id, size: shapeOf(id).width, minSize: NARROWEST, maxSize: WIDEST });
}

/** The rows are read and drawn in parts; the table is asked for its columns only. */
const NO_ROWS: Person[] = [];

/** The table's columns as they stand: which, in which order, how wide, and what drags their edge. */
export function usePeopleColumns(layout: Layout, onLayout: (layout: Layout) => void) {
  const columns = useMemo(() => layout.shown.map(definition), [layout.shown]);
  const sizing = useMemo(() => ({ ...layout.widths }) as Record<string, number>, [layout.widths]);
  return useTable({
    features,
    columns,
    data: NO_ROWS,
    columnResizeMode: "onChange",
    state: {
      columnOrder: [...layout.shown],
      columnSizing: sizing,
    },
    // The layout's widths are whole and within limits.
    onColumnSizingChange: (updater) => {
      const next = typeof updater === "function" ? updater(sizing) : updater;
      const widths: Partial<Record<ColumnId, number>> = { ...layout.widths };
      for (const id of layout.shown) if (next[id] !== undefined) widths[id] = inLimits(next[id]);
      onLayout({ ...layout, widths });
    },
  });
}

export type PeopleColumns = ReturnType<typeof usePeopleColumns>;

/** The room for the tick before the names. */
const PICK = 28;
const GAP = 12;
const EDGES = 24;

/** The grid's columns for the style sheet, and how wide they are together at least. */
export function tracksOf({ shown, widths }: Layout): { tracks: string; width: number } {
  const least = (id: ColumnId) => widths[id] ?? shapeOf(id).least;
  const tracks = shown.map((id) => {
    const set = widths[id];
    // What is left over goes to those that nobody has set, and always to the names.
    if (set !== undefined && id !== "name") return `${set}px`;
    return `minmax(${least(id)}px, ${set ?? shapeOf(id).width}fr)`;
  });
  const width = PICK + EDGES + shown.reduce((sum, id) => sum + least(id) + GAP, 0);
  return { tracks: [`${PICK}px`, ...tracks].join(" "), width };
}
