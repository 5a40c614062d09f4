import type { BoardColumn, Card } from "../../contract/types";
import { average, count } from "../../lib/format";
import { wordsOf } from "../../words/words";

/** From here on a card has stood still for long. Days. */
export const STALE_DAYS = 14;

const t = wordsOf("pipeline");
const common = wordsOf("common");

export function columnTitle(column: BoardColumn): string {
  switch (column.kind) {
    case "invited":
      return t("invited");
    case "no_status":
      return t("noStatus");
    case "status":
      return column.status ?? "";
  }
}

/** What stands in `data-status`: the status itself, or which of the two columns without one. */
export function columnStatus(column: BoardColumn): string {
  switch (column.kind) {
    case "invited":
      return "invited";
    case "no_status":
      return "none";
    case "status":
      return column.status ?? "";
  }
}

/** A column's heading for screen readers. */
export function columnInWords(column: BoardColumn): string {
  const title = columnTitle(column);
  const candidates = t("candidates", { count: column.count, n: count(column.count) });
  return column.average === null
    ? t("columnWords", { title, candidates })
    : t("columnWordsAverage", { title, candidates, average: average(column.average) });
}

export function cardDetails(card: Card): string[] {
  const { interviews } = card;
  return [
    interviews > 1 ? t("interviews", { count: interviews, n: count(interviews) }) : "",
    card.has_video ? t("video") : "",
  ].filter((part) => part !== "");
}

/** How many of a card's interviews Ribbon no longer has. */
export function goneOf({ gone, interviews }: Card): string {
  return interviews === 1 ? common("gone") : common("goneCount", { count: gone, n: count(gone) });
}
