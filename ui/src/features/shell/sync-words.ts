import type { IconName } from "../../components/Icon";
import type { SyncMode, SyncState } from "../../contract/types";
import { count, moment } from "../../lib/format";
import { wordsOf } from "../../words/words";

const t = wordsOf("shell");

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
      return t("sync.first_sync", { n: count(sync.interviews) });
    case "offline":
      return t("sync.offline", { since: moment(sync.since, now) });
    default:
      return t(`sync.${sync.mode}`);
  }
}

/** What the line means, for its details. */
export function syncMeaning(sync: SyncState): string {
  return t(`meaning.${sync.mode}`);
}

/** Where the data may be old: when Ribbon last answered. */
export function asOf(sync: SyncState, now: number): string | null {
  return sync.as_of === null ? null : t("sync.asOf", { at: moment(sync.as_of, now) });
}
