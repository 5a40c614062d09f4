import type { IconName } from "../../components/Icon";
import type { SyncMode, SyncState } from "../../contract/types";
import { count, moment } from "../../lib/format";

export const SYNC_ICONS: Record<SyncMode, IconName> = {
  first_sync: "polling",
  live: "live",
  polling: "polling",
  offline: "offline",
  attention: "alert",
  idle: "stale",
};

/** The sidebar's one line. */
export function syncLine(sync: SyncState, now: number): string {
  switch (sync.mode) {
    case "first_sync":
      return `First sync: ${count(sync.interviews)}`;
    case "live":
      return "Live";
    case "polling":
      return "Polling";
    case "offline":
      return `Offline since ${moment(sync.since, now)}`;
    case "attention":
      return "Needs attention";
    case "idle":
      return "Nothing to sync";
  }
}

/** What the line means, for its details. */
export function syncMeaning(sync: SyncState): string {
  switch (sync.mode) {
    case "first_sync":
      return "Everything that Ribbon holds is being read for the first time, newest first. You can already work.";
    case "live":
      return "Ribbon's webhooks reach this computer, and regular checks catch what they miss.";
    case "polling":
      return "Webhooks do not reach this computer at the moment. Interviews are found by regular checks; status changes cannot be.";
    case "offline":
      return "Ribbon cannot be reached. What is here stays usable and is brought up to date as soon as there is a network.";
    case "attention":
      return "Something needs you before everything is in step again.";
    case "idle":
      return "Sample data does not change, so there is nothing to synchronise with.";
  }
}

/** Where the data may be old: when Ribbon last answered. */
export function asOf(sync: SyncState, now: number): string | null {
  return sync.as_of === null ? null : `as of ${moment(sync.as_of, now)}`;
}
