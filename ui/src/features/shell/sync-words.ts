import type { IconName } from "../../components/Icon";
import type { SyncMode, SyncState } from "../../contract/types";
import { count, moment } from "../../lib/format";
import { wordsOf } from "../../words/words";

const t = wordsOf("shell");

const ICONS: Record<SyncMode, IconName> = {
  first_sync: "polling",
  live: "live",
  polling: "polling",
  offline: "offline",
  attention: "alert",
  idle: "stale",
};

/** Nothing looks well while something could not be read. */
export function syncIcon({ mode, unreadable }: SyncState): IconName {
  const isWell = mode === "live" || mode === "polling";
  return isWell && unreadable > 0 ? "alert" : ICONS[mode];
}

/** The sidebar's one line. */
export function syncLine(sync: SyncState, now: number): string {
  const line = modeWords(sync, now);
  if (sync.unreadable === 0) return line;
  return `${line} · ${t("unreadable.short", { count: sync.unreadable, n: count(sync.unreadable) })}`;
}

function modeWords(sync: SyncState, now: number): string {
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
  const meaning = t(`meaning.${sync.mode}`);
  if (sync.unreadable === 0) return meaning;
  return `${meaning} ${unreadableWords(sync.unreadable)}`;
}

/** How many items could not be read, as a sentence. */
export function unreadableWords(unreadable: number): string {
  return t("unreadable.count", { count: unreadable, n: count(unreadable) });
}

/** Where the data may be old: when Ribbon last answered. */
export function asOf(sync: SyncState, now: number): string | null {
  return sync.as_of === null ? null : t("sync.asOf", { at: moment(sync.as_of, now) });
}
