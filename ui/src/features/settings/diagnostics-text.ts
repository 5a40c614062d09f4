import type { AppState, SyncState } from "../../contract/types";
import { isoMoment } from "../../lib/format";
import { languageNow } from "../../words/language";
import { feedLines, lossWords } from "../shell/feed-words";

/**
 * What somebody who helps needs to know. Left out: the receiver's address and the relay's inbox,
 * by which webhooks could be posted, and everything about candidates.
 */
export function diagnosticsText(app: AppState, sync: SyncState, now: number): string {
  const at = (ms: number | null) => (ms === null ? "never" : isoMoment(ms));
  const lines = [
    `Ribbon Desk ${app.version}, ${app.phase}, ${languageNow()}`,
    `Ribbon: ${app.api_url}`,
    `System: ${navigator.userAgent}`,
    `Written: ${isoMoment(now)}`,
    `State: ${sync.mode} since ${at(sync.since)}, as of ${at(sync.as_of)}`,
    `Interviews: ${sync.interviews}`,
    `Quarantine: ${sync.quarantined}`,
    `Not readable: ${sync.unreadable}`,
    sync.error ? `Error: ${sync.error.code}: ${sync.error.message}` : null,
    ...sync.details.map(
      ({ part, standing, error, at: when, ok }) =>
        `${ok ? "ok" : "NOT OK"} ${part}: ${error?.message ?? standing}, ${at(when)}`,
    ),
    ...feedLines(sync, now).map(({ label, words }) => `${label}: ${words}`),
    ...sync.gaps.map((gap) => lossWords(gap, now)),
  ];
  return lines.filter((line) => line !== null).join("\n");
}
