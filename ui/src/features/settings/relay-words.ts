import { errorWords } from "../../components/error-words";
import type { RelayState } from "../../contract/types";
import type { FailureCode } from "../../platform/platform";
import { wordsOf } from "../../words/words";

const t = wordsOf("settings");

/** How the way to the relay is, in a sentence. */
export function relayMeaning({ mode, address, error }: RelayState): string {
  const why = error && (mode === "offline" || mode === "broken") ? ` (${error})` : "";
  return t(`relay.mode.${mode}`, { address }) + why;
}

/** Why pairing did not work, and what to do. */
export function pairErrorWords(code: FailureCode): string {
  switch (code) {
    case "wrong_code":
    case "bad_request":
    case "no_network":
    case "server_error":
      return t(`relay.failure.${code}`);
    default:
      return errorWords(code);
  }
}
