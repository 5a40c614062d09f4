import { useState } from "react";
import { useActions } from "../../app/actions";
import { useMemory } from "../../app/remembered";
import type { Board } from "../../contract/types";
import { useWords } from "../../words/words";

/** The card in the keys' hands. */
export interface Place {
  column: string;
  index: number;
}

/** Walks the board: the place after a step, or the same place at an edge. */
export function step(
  columns: Board["columns"],
  from: Place,
  across: -1 | 0 | 1,
  down: number,
): Place {
  const at = columns.findIndex(({ key }) => key === from.column);
  const here = columns[at];
  if (across === 0 && here) {
    return { ...from, index: Math.max(0, Math.min(here.count - 1, from.index + down)) };
  }
  // Empty columns have nothing to stand on.
  for (let next = at + across; next >= 0 && next < columns.length; next += across || 1) {
    const column = columns[next];
    if (column && column.count > 0) {
      return { column: column.key, index: Math.min(from.index, column.count - 1) };
    }
  }
  return from;
}

/** Which card has the tab stop, and whether it was reached by key and so takes the focus. */
export function useBoardCursor(board: Board) {
  const { t } = useWords("pipeline");
  const memory = useMemory();
  const name = `board-place-${board.flow.flow_id}`;
  const first = board.columns.find(({ count }) => count > 0)?.key ?? "";
  const [place, setPlace] = useState<Place>(
    () => (memory.get(name) as Place | undefined) ?? { column: first, index: 0 },
  );
  const [moves, setMoves] = useState(0);
  const here = board.columns.find(({ key }) => key === place.column);
  const current: Place =
    here && here.count > 0
      ? { column: here.key, index: Math.min(place.index, here.count - 1) }
      : { column: first, index: 0 };

  function put(next: Place) {
    memory.set(name, next);
    setPlace(next);
  }

  function go(across: -1 | 0 | 1, down: number) {
    put(step(board.columns, current, across, down));
    setMoves(moves + 1);
  }

  const group = t("pipeline");
  const key = (id: string, label: string, keys: string[], across: -1 | 0 | 1, down: number) => ({
    id,
    label,
    group,
    keys,
    onlyKeys: true,
    run: () => go(across, down),
  });
  useActions([
    key("card-down", t("key.down"), ["j", "arrowdown"], 0, 1),
    key("card-up", t("key.up"), ["k", "arrowup"], 0, -1),
    key("card-right", t("key.right"), ["l", "arrowright"], 1, 0),
    key("card-left", t("key.left"), ["h", "arrowleft"], -1, 0),
    key("card-page-down", t("key.pageDown"), ["pagedown"], 0, 10),
    key("card-page-up", t("key.pageUp"), ["pageup"], 0, -10),
    key("card-first", t("key.first"), ["home"], 0, Number.NEGATIVE_INFINITY),
    key("card-last", t("key.last"), ["end"], 0, Number.POSITIVE_INFINITY),
  ]);

  return { place: current, moves, put };
}
