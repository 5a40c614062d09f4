import type { BoardColumn, Card } from "../../contract/types";
import { average, counted } from "../../lib/format";

/** From here on a card has stood still for long. Days. */
export const STALE_DAYS = 14;

export function columnTitle(column: BoardColumn): string {
  switch (column.kind) {
    case "invited":
      return "Invited";
    case "no_status":
      return "No status yet";
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
  const candidates = counted(column.count, "candidate", "candidates");
  const mean = column.average === null ? "" : `, average ${average(column.average)} of 5`;
  return `${columnTitle(column)}, ${candidates}${mean}`;
}

export const GAP_WORDS = "At least one change never reached us";

export function cardDetails(card: Card): string[] {
  return [
    card.interviews > 1 ? counted(card.interviews, "interview", "interviews") : "",
    card.has_video ? "video" : "",
  ].filter((part) => part !== "");
}
