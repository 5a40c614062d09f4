import { errorWords } from "../../components/error-words";
import type { FailureCode } from "../../platform/platform";
import { wordsOf } from "../../words/words";

const t = wordsOf("connect");

/** Why a key could not be taken, and what to do: each cause in its own words. */
export function connectErrorWords(code: FailureCode): string {
  switch (code) {
    case "wrong_key":
    case "no_network":
    case "server_error":
      return t(`failure.${code}`);
    default:
      return errorWords(code);
  }
}
