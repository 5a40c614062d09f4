import { errorWords } from "../../components/error-words";
import type { ChannelState } from "../../contract/types";
import type { FailureCode } from "../../platform/platform";
import { wordsOf } from "../../words/words";

const t = wordsOf("settings");

/** How the way to the channel is, in a sentence. */
export function channelMeaning({ mode, error, resumes }: ChannelState): string {
  const why = error ? ` (${error})` : "";
  switch (mode) {
    case "live":
    case "connecting":
      return t(`channel.mode.${mode}`);
    case "offline":
      return t(resumes ? "channel.mode.offlineKeeps" : "channel.mode.offline") + why;
    case "broken":
      return t("channel.mode.broken") + why;
  }
}

/** What that which comes through it is worth. */
export function channelTrust({ kind }: ChannelState): string {
  return t(`channel.trustOf.${kind}`);
}

/** What becomes of webhooks while this computer is away. */
export function channelKeeps({ kind, resumes }: ChannelState): string {
  if (resumes) return t("channel.keeps");
  return kind === "gosmee"
    ? `${t("channel.lost")} ${t("channel.onlyWithRedis")}`
    : t("channel.lost");
}

/** Why the channel could not be joined, and what to do. */
export function joinErrorWords(code: FailureCode): string {
  switch (code) {
    case "bad_request":
    case "not_found":
    case "no_network":
    case "server_error":
      return t(`channel.failure.${code}`);
    default:
      return errorWords(code);
  }
}
