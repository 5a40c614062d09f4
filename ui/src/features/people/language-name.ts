import { localeNow } from "../../words/language";

/** A language tag in the reader's language: `en-US` is "American English". */
export function languageName(tag: string): string {
  try {
    return new Intl.DisplayNames(localeNow(), { type: "language" }).of(tag) ?? tag;
  } catch {
    // What Ribbon sends need not be a language tag.
    return tag;
  }
}
