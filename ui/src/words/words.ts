import i18next, { type i18n } from "i18next";
import { initReactI18next, useTranslation } from "react-i18next";
import type { en } from "./catalogue.en";
import { keepLanguage, type Language, languageNow } from "./language";

/** Each language is read when it is first spoken. */
const CATALOGUES: Record<Language, () => Promise<object>> = {
  en: async () => (await import("./catalogue.en")).en,
  de: async () => (await import("./catalogue.de")).de,
};

/** The texts of the window, in the reader's language. Missing ones are a compile error. */
export const words: i18n = i18next.createInstance();

void words.use(initReactI18next).init({
  lng: languageNow(),
  // Each language has every text.
  fallbackLng: false,
  defaultNS: "common",
  // React escapes what it shows.
  interpolation: { escapeValue: false },
  initAsync: false,
  returnNull: false,
});

const markDocument = (language: string) => {
  document.documentElement.lang = language;
};
markDocument(words.language);
words.on("languageChanged", markDocument);

/** Reads a language's texts; to be awaited before anything is drawn in it. */
export async function readWords(language: Language): Promise<void> {
  if (hasWords(language)) return;
  const topics = Object.entries(await CATALOGUES[language]());
  for (const [topic, texts] of topics) words.addResourceBundle(language, topic, texts);
}

function hasWords(language: Language): boolean {
  return words.hasResourceBundle(language, "common");
}

/** Another language from now on, without a restart; `null` for the system's. */
export function chooseLanguage(language: Language | null): void {
  keepLanguage(language);
  const next = languageNow();
  if (hasWords(next)) void words.changeLanguage(next);
  else void readWords(next).then(() => words.changeLanguage(languageNow()));
}

/** The texts of one topic, for a component: it draws itself again when the language changes. */
export const useWords = useTranslation;

/**
 * The texts of one topic for functions outside of components, in the language of the moment they
 * are called in. The window draws itself anew from its root when that changes.
 */
export function wordsOf<Topic extends keyof typeof en>(topic: Topic) {
  return words.getFixedT(null, topic);
}
