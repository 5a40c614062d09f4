import type { UnreadableItem } from "../../contract/types";
import { isoMoment } from "../../lib/format";

/** What somebody who mends the program needs to know: ids and fields, neither names nor content. */
export function unreadableReport(
  version: string,
  items: readonly UnreadableItem[],
  total: number,
): string {
  const lines = items.map(({ kind, id, problems, is_whole, first_seen_at }) => {
    const what = problems.map(({ field, reason }) => `${field || "(item)"}=${reason}`).join(", ");
    const extent = is_whole ? "whole" : "part";
    return `${kind} ${id} ${extent} since ${isoMoment(first_seen_at)}: ${what}`;
  });
  const head = `Ribbon Desk ${version}: ${total} items from Ribbon could not be read in full`;
  const rest = total > items.length ? [`(the newest ${items.length} are listed)`] : [];
  return [head, ...lines, ...rest].join("\n");
}
