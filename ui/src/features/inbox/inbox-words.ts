import type { IconName } from "../../components/Icon";
import { interviewDateInWords } from "../../components/InterviewDate";
import type { InboxItem, InboxKind } from "../../contract/types";
import { average, count } from "../../lib/format";
import { wordsOf } from "../../words/words";

/** The texts of the inbox, as a list hands them to its rows: asking in each costs a row dearly. */
export type InboxWords = ReturnType<typeof wordsOf<"inbox">>;

const t = wordsOf("inbox");
const common = wordsOf("common");

export const KIND_ICONS: Record<InboxKind, IconName> = {
  processed: "processed",
  video: "video",
  status: "status",
};

export const KINDS = Object.keys(KIND_ICONS) as InboxKind[];

/** What happened, as the row says it. */
export function whatHappened(item: InboxItem): string {
  if (item.kind !== "status") return t(`event.${item.kind}`);
  const status = item.new_status ?? "";
  if (item.previous_status === null) return t("event.now", { status });
  return t("event.moved", { from: item.previous_status, to: status });
}

/** A row as one sentence, for screen readers and announcements. */
export function rowInWords(item: InboxItem): string {
  const parts = [
    item.unread ? t("unread") : null,
    item.starred ? t("starred") : null,
    item.candidate_name,
    whatHappened(item),
    item.interviewed_at === null ? null : interviewedInWords(item, item.interviewed_at),
    item.gone_at === null ? null : common("gone"),
    item.after_gap ? t("gapWords") : null,
    item.flow_title,
    item.average === null ? null : t("averageOf", { score: average(item.average) }),
  ];
  return parts.filter((part) => part !== null).join(", ");
}

function interviewedInWords(item: InboxItem, interviewedAt: number): string {
  return interviewDateInWords({ interviewedAt, receivedAt: item.first_seen_at }, Date.now());
}

/** Whom something was done to: the name, or how many items. */
export function whoInWords(items: readonly InboxItem[]): string {
  const [first] = items;
  if (items.length === 1 && first) return first.candidate_name;
  return t("items", { count: items.length, n: count(items.length) });
}
