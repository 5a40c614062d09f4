import i18next, { type i18n } from "i18next";
import { initReactI18next, useTranslation } from "react-i18next";
import { de, en } from "./catalogue";
import { keepLanguage, type Language, languageNow } from "./language";

/** The texts of the window, in the reader's language. Missing ones are a compile error. */
export const words: i18n = i18next.createInstance();

void words.use(initReactI18next).init({
  resources: { en, de },
  lng: languageNow(),
  fallbackLng: "en",
  defaultNS: "common",
  ns: Object.keys(en),
  // React escapes what it shows.
  interpolation: { escapeValue: false },
  // The texts are in the bundle.
  initAsync: false,
  returnNull: false,
});

const markDocument = (language: string) => {
  document.documentElement.lang = language;
};
markDocument(words.language);
words.on("languageChanged", markDocument);

/** Another language from now on, without a restart; `null` for the system's. */
export function chooseLanguage(language: Language | null): void {
  keepLanguage(language);
  void words.changeLanguage(languageNow());
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
