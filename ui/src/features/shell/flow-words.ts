import type { FlowStatus, FlowSummary } from "../../contract/types";
import { wordsOf } from "../../words/words";

const t = wordsOf("common");

/** Whether candidates can be invited, as far as Ribbon's status tells. */
export function takesInvitations(status: FlowStatus): boolean {
  return status !== "closed" && status !== "archived";
}

/** What marks a flow that is not simply open; null for one that is. */
export function flowMark({ status, status_word }: FlowSummary): string | null {
  switch (status) {
    case "open":
      return null;
    case "closed":
      return t("flow.closed");
    case "archived":
      return t("flow.archived");
    case "other":
      return status_word;
  }
}

/** A flow's title and its mark, in one line. */
export function flowLabel(flow: FlowSummary): string {
  const mark = flowMark(flow);
  return mark === null ? flow.title : t("flow.marked", { flow: flow.title, mark });
}
