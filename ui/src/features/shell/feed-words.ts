import { errorWords } from "../../components/error-words";
import type { ChannelMode, FeedGap, RelayMode, SyncDetail, SyncState } from "../../contract/types";
import { count, moment } from "../../lib/format";
import { wordsOf } from "../../words/words";

const t = wordsOf("shell");

/** What is the matter with a part of synchronisation, or what was done. */
export function standingWords({ standing, count: many, error }: SyncDetail): string {
  if (standing === "failed") return sentence(errorWords(error?.code ?? "internal"));
  return t(`details.standing.${standing}`, { count: many ?? 0, n: count(many ?? 0) });
}

/** As it stands in a list, where more follows. */
function sentence(words: string): string {
  return words.replace(/\.$/u, "");
}

/** One of the ways by which webhooks come, in the words of the sidebar. */
export interface FeedLine {
  label: string;
  words: string;
  ok: boolean;
}

/** How each of the ways is that were joined. */
export function feedLines({ relay, channel }: SyncState, now: number): FeedLine[] {
  const lines: FeedLine[] = [];
  if (relay) lines.push({ label: t("details.relay"), ...stateOf(relay, now) });
  if (channel) {
    const label = t("details.channel", { kind: channel.kind });
    lines.push({ label, ...stateOf(channel, now) });
  }
  return lines;
}

function stateOf(
  { mode, since }: { mode: RelayMode | ChannelMode; since: number | null },
  now: number,
) {
  switch (mode) {
    case "live":
      return { words: t("sync.live"), ok: true };
    case "polling":
      return { words: t("sync.polling"), ok: true };
    case "connecting":
      return { words: t("details.connecting"), ok: true };
    case "offline":
      return {
        words:
          since === null ? t("details.offline") : t("sync.offline", { since: moment(since, now) }),
        ok: false,
      };
    case "needs_pairing":
    case "broken":
      return { words: t("details.seeSettings"), ok: false };
  }
}

/** What was lost, from when to when, and why. */
export function lossWords({ feed, reason, from, until }: FeedGap, now: number): string {
  const why = t(`loss.${feed}.${reason}`);
  const end = moment(until, now);
  if (from === null) return t("loss.until", { until: end, why });
  return t("loss.between", { from: moment(from, now), until: end, why });
}
