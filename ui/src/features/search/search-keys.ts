import type { Row } from "./search-data";

const PAGE = 10;

/** The results in the keys' hands. */
export interface ResultKeys {
  active: number;
  rows: readonly Row[];
  listId: string;
  move: (to: number) => void;
  open: (row: Row | undefined) => void;
  /** Opens the row in hand, which may still have to come. */
  enter: () => void;
}

/** What the arrows and Enter do, in the field and in the list. False for any other key. */
export function moveByKey(key: string, { active, rows, move, enter }: ResultKeys): boolean {
  if (key === "Enter") {
    enter();
    return true;
  }
  if (rows.length === 0) return false;
  switch (key) {
    case "ArrowDown":
      move(active + 1);
      return true;
    case "ArrowUp":
      move(active - 1);
      return true;
    case "PageDown":
      move(active + PAGE);
      return true;
    case "PageUp":
      move(active - PAGE);
      return true;
    default:
      return false;
  }
}

/** In the list itself letters move as well. */
export function moveByLetter(key: string, keys: ResultKeys): boolean {
  const { active, rows, move } = keys;
  if (key === "j") move(active + 1);
  else if (key === "k") move(active - 1);
  else if (key === "Home") move(0);
  else if (key === "End") move(rows.length - 1);
  else return moveByKey(key, keys);
  return true;
}
