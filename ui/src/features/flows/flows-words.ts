import { useQueryClient } from "@tanstack/react-query";
import { keys } from "../../app/query-keys";
import type {
  AppState,
  FlowDetail,
  FlowSummary,
  InviteBatch,
  InviteCounts,
  InviteOutcome,
  SyncState,
} from "../../contract/types";
import { count } from "../../lib/format";
import { wordsOf } from "../../words/words";
import { useSync } from "../shell/shell-data";

const t = wordsOf("flows");

/** Why Ribbon cannot be asked to do anything at present; null when it can. */
export function whyOff(app: AppState | undefined, sync: SyncState | undefined): string | null {
  if (app?.phase === "sample") {
    return t("off.sample");
  }
  if (sync?.mode === "offline") {
    return t("off.offline");
  }
  if (sync?.error?.code === "wrong_key") {
    return t("off.wrongKey");
  }
  if (sync?.error?.code === "storage") {
    return t("off.storage");
  }
  return null;
}

export function useWhyOff(): string | null {
  const queryClient = useQueryClient();
  const { data: sync } = useSync();
  return whyOff(queryClient.getQueryData<AppState>(keys.app), sync);
}

interface WebhookWords {
  words: string;
  detail: string | null;
  /** Whether that is as it should be. */
  ok: boolean;
}

/** Whether a flow's webhooks reach us, in a few words. */
export function webhookWords({ way, host, is_signed, heard }: FlowDetail): WebhookWords {
  const detail = t(is_signed ? "way.signed" : "way.notSigned");
  switch (way) {
    case "unknown":
      return { words: t("way.unknown"), detail: null, ok: true };
    case "organisation": {
      const checked = t(is_signed ? "way.checked" : "way.ifSet");
      return { words: t("way.organisation"), detail: checked, ok: is_signed || heard !== null };
    }
    case "relay":
      return { words: t("way.relay"), detail, ok: is_signed };
    case "elsewhere":
      return { words: t("way.to", { host: host ?? t("way.another") }), detail, ok: is_signed };
  }
}

/** Why nobody can be invited into a flow; null when somebody can. */
export function closedWords({
  title,
  status,
}: Pick<FlowSummary, "title" | "status">): string | null {
  if (status === "closed" || status === "archived") return t(`closed.${status}`, { flow: title });
  return null;
}

const EVENTS = ["interview_processed", "video_processed", "candidate_status_updated"] as const;

export function eventWords(eventType: string | null): string {
  const known = EVENTS.find((event) => event === eventType);
  return known ? t(`event.${known}`) : (eventType ?? t("event.other"));
}

export function outcomeWords(outcome: InviteOutcome): string {
  return t(`outcome.${outcome}`);
}

export function total(counts: InviteCounts): number {
  return Object.values(counts).reduce((sum, one) => sum + one, 0);
}

/** How many have come to an end, whichever. */
export function settled(counts: InviteCounts): number {
  return total(counts) - counts.waiting - counts.asked;
}

/** `120 of 140 links made, 3 unknown, 2 refused`. */
export function countWords(counts: InviteCounts): string {
  const asked = total(counts) - counts.bad;
  const parts: string[] = [
    t("counts.made", { count: asked, n: count(asked), made: count(counts.made) }),
  ];
  for (const what of ["unknown", "refused", "found", "left"] as const) {
    if (counts[what] > 0) parts.push(t(`counts.${what}`, { n: count(counts[what]) }));
  }
  if (counts.bad > 0) parts.push(t("counts.bad", { count: counts.bad, n: count(counts.bad) }));
  return parts.join(", ");
}

export function batchTitle({ file_name }: InviteBatch): string {
  return file_name === "" ? t("oneInvitation") : file_name;
}

export function stateWords(batch: InviteBatch): string {
  const hasQuestions = batch.state === "done" && batch.counts.unknown > 0;
  return t(hasQuestions ? "state.questions" : `state.${batch.state}`);
}
