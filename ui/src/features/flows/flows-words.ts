import { useQueryClient } from "@tanstack/react-query";
import { keys } from "../../app/query-keys";
import type {
  AppState,
  FlowDetail,
  InviteBatch,
  InviteCounts,
  InviteOutcome,
  SyncState,
} from "../../contract/types";
import { counted } from "../../lib/format";
import { useSync } from "../shell/shell-data";

/** Why Ribbon cannot be asked to do anything at present; null when it can. */
export function whyOff(app: AppState | undefined, sync: SyncState | undefined): string | null {
  if (app?.phase === "sample") {
    return "This is sample data: nothing is sent to Ribbon. Connect with an API key to invite people and make flows.";
  }
  if (sync?.mode === "offline") {
    return "Offline: Ribbon cannot be reached. Inviting and making flows work again as soon as there is a network.";
  }
  if (sync?.error?.code === "wrong_key") {
    return "Ribbon does not accept the API key. Enter a new one in Settings first.";
  }
  if (sync?.error?.code === "storage") {
    return "The local cache cannot be written, so nothing is sent that could not be written down.";
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
export function webhookWords({ way, host, is_signed }: FlowDetail): WebhookWords {
  const detail = is_signed ? "signed" : "not signed";
  switch (way) {
    case "unknown":
      return { words: "Not known yet", detail: null, ok: true };
    case "none":
      return { words: "Not set", detail: "status changes are lost", ok: false };
    case "relay":
      return { words: "To your relay", detail, ok: is_signed };
    case "elsewhere":
      return { words: `To ${host ?? "another address"}`, detail, ok: is_signed };
  }
}

const EVENTS: Record<string, string> = {
  interview_processed: "Interview processed",
  video_processed: "Video ready",
  candidate_status_updated: "Status change",
};

export function eventWords(eventType: string | null): string {
  return EVENTS[eventType ?? ""] ?? eventType ?? "Webhook";
}

export const OUTCOME_WORDS: Record<InviteOutcome, string> = {
  waiting: "Waiting",
  asked: "Asking Ribbon…",
  made: "Link made",
  refused: "Refused",
  unknown: "Outcome unknown",
  found: "Made, link not known",
  left: "Left",
  bad: "Not invited",
};

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
  const parts = [`${counts.made} of ${counted(asked, "link", "links")} made`];
  if (counts.unknown > 0) parts.push(`${counts.unknown} with unknown outcome`);
  if (counts.refused > 0) parts.push(`${counts.refused} refused`);
  if (counts.found > 0) parts.push(`${counts.found} found without link`);
  if (counts.left > 0) parts.push(`${counts.left} left`);
  if (counts.bad > 0) parts.push(counted(counts.bad, "line left out", "lines left out"));
  return parts.join(", ");
}

export function batchTitle({ file_name }: InviteBatch): string {
  return file_name === "" ? "One invitation" : file_name;
}

export function stateWords(batch: InviteBatch): string {
  switch (batch.state) {
    case "running":
      return "Inviting";
    case "stopped":
      return "Stopped";
    case "done":
      return batch.counts.unknown > 0 ? "Done, with questions" : "Done";
  }
}
