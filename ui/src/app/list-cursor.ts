import { useState } from "react";
import { useMemory } from "./remembered";

type RowAt<Row> = (index: number) => Row | undefined;

export interface ListCursor<Row> {
  /** The row that the keys act on; may lie behind the end after rows have left. */
  index: number;
  /** As they were when they were selected: they may be scrolled out of reach since. */
  selected: ReadonlyMap<number, Row>;
  moveTo: (index: number) => void;
  toggle: (row: Row) => void;
  /** Moves and selects all from where the extending began. */
  extendTo: (index: number, rowAt: RowAt<Row>) => void;
  /** Selects these and no others. */
  select: (rows: ReadonlyMap<number, Row>) => void;
  clear: () => void;
}

interface Options<Row> {
  /** Under which name the list's place is remembered while its screen is away. */
  place: string;
  /** Which list it is: another one begins at its top. */
  listName: string;
  idOf: (row: Row) => number;
}

/** Which row of a list the keys act on, and which rows are selected. */
export function useListCursor<Row>({ place, listName, idOf }: Options<Row>): ListCursor<Row> {
  const memory = useMemory();
  const [index, setIndex] = useState(() => {
    const left = memory.get(place) as { listName: string; index: number } | undefined;
    return left?.listName === listName ? left.index : 0;
  });
  const [selected, setSelected] = useState<ReadonlyMap<number, Row>>(new Map());
  const [anchor, setAnchor] = useState<number | null>(null);

  function put(next: number) {
    memory.set(place, { listName, index: next });
    setIndex(next);
  }

  return {
    index,
    selected,
    moveTo(next) {
      setAnchor(null);
      put(next);
    },
    toggle(row) {
      const next = new Map(selected);
      if (!next.delete(idOf(row))) next.set(idOf(row), row);
      setSelected(next);
    },
    extendTo(next, rowAt) {
      const from = anchor ?? index;
      const grown = new Map(selected);
      for (let at = Math.min(from, next); at <= Math.max(from, next); at += 1) {
        const row = rowAt(at);
        if (row) grown.set(idOf(row), row);
      }
      put(next);
      setAnchor(from);
      setSelected(grown);
    },
    select(rows) {
      setAnchor(null);
      setSelected(rows);
    },
    clear() {
      setAnchor(null);
      setSelected(new Map());
    },
  };
}
