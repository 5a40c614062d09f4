import { replaceEqualDeep } from "@tanstack/react-query";
import type { Person } from "../../contract/types";

/**
 * Whether the rows of a page stand where they stood. A page from which somebody was taken may lack
 * rows at its end: those are on their way.
 */
export function samePlaces({
  onScreen,
  fresh,
}: {
  onScreen: readonly Person[];
  fresh: readonly Person[];
}): boolean {
  return onScreen.every(({ candidate_id }, index) => fresh[index]?.candidate_id === candidate_id);
}

/** Rows in their places with what is new about them. Who has not changed is the same object. */
export function withNews(rows: Person[], byId: ReadonlyMap<number, Person>): Person[] {
  const next = rows.map((row) => {
    const news = byId.get(row.candidate_id);
    return news ? replaceEqualDeep(row, news) : row;
  });
  return next.every((row, index) => row === rows[index]) ? rows : next;
}
