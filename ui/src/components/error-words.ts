import type { FailureCode } from "../platform/platform";
import { wordsOf } from "../words/words";

const t = wordsOf("common");

/** What an error means to the person in front of it, and what they can do. */
export function errorWords(code: FailureCode): string {
  return t(`failure.${code}`);
}
