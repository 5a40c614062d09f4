import { wordsOf } from "../words/words";

const t = wordsOf("common");

/** Where the cache's key is kept, which the program says in English: a file, or the keychain. */
export function keyPlaceWords(place: string): string {
  const path = place.match(/^the key file (.+)$/u)?.[1];
  return path ? t("keyFile", { path }) : t("keychain");
}
