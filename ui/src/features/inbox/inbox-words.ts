import type { IconName } from "../../components/Icon";
import type { InboxItem, InboxKind } from "../../contract/types";
import { average } from "../../lib/format";

export const KIND_ICONS: Record<InboxKind, IconName> = {
  processed: "processed",
  video: "video",
  status: "status",
};

export const KIND_NAMES: Record<InboxKind, string> = {
  processed: "Interviews",
  video: "Videos",
  status: "Status changes",
};

/** What happened, as the row says it. */
export function whatHappened(item: InboxItem): string {
  switch (item.kind) {
    case "processed":
      return "Interview processed";
    case "video":
      return "Video ready";
    case "status":
      return item.previous_status === null
        ? `Now “${item.new_status}”`
        : `“${item.previous_status}” to “${item.new_status}”`;
  }
}

/** A row as one sentence, for screen readers and announcements. */
export function rowInWords(item: InboxItem): string {
  const parts = [
    item.unread ? "Unread" : null,
    item.starred ? "Starred" : null,
    item.candidate_name,
    whatHappened(item),
    item.after_gap ? "at least one change before this never reached us" : null,
    item.flow_title,
    item.average === null ? null : `average ${average(item.average)} of 5`,
  ];
  return parts.filter((part) => part !== null).join(", ");
}
