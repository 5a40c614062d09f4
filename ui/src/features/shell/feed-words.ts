import type { ChannelMode, FeedGap, RelayMode, SyncState } from "../../contract/types";
import { moment } from "../../lib/format";

/** One of the ways by which webhooks come, in the words of the sidebar. */
export interface FeedLine {
  label: string;
  words: string;
  ok: boolean;
}

/** How each of the ways is that were joined. */
export function feedLines({ relay, channel }: SyncState, now: number): FeedLine[] {
  const lines: FeedLine[] = [];
  if (relay) lines.push({ label: "Relay", ...stateOf(relay, now) });
  if (channel) lines.push({ label: `Channel (${channel.kind})`, ...stateOf(channel, now) });
  return lines;
}

function stateOf(
  { mode, since }: { mode: RelayMode | ChannelMode; since: number | null },
  now: number,
) {
  switch (mode) {
    case "live":
      return { words: "Live", ok: true };
    case "polling":
      return { words: "Polling", ok: true };
    case "connecting":
      return { words: "Connecting", ok: true };
    case "offline":
      return {
        words: since === null ? "Offline" : `Offline since ${moment(since, now)}`,
        ok: false,
      };
    case "needs_pairing":
    case "broken":
      return { words: "Needs attention: see Settings", ok: false };
  }
}

/** What was lost, from when to when, and why. */
export function lossWords(gap: FeedGap, now: number): string {
  const until = moment(gap.until, now);
  const span = gap.from === null ? `until ${until}` : `from ${moment(gap.from, now)} to ${until}`;
  return `Webhooks may be missing ${span}: ${reasonWords(gap)}.`;
}

function reasonWords({ reason, feed }: FeedGap): string {
  switch (reason) {
    case "expired":
      return `this computer was away for longer than the ${feed} keeps them`;
    case "epoch":
      return `the ${feed} was restored or moved`;
    case "too_long":
      return `one that the ${feed} passed on was longer than any of Ribbon's can be`;
  }
}

/** What that means for what is on the screen. */
export const LOSS_MEANS =
  "Status changes of that time may be missing; interviews are fetched from Ribbon all the same.";
