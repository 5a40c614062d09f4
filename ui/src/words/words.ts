import i18next, { type i18n } from "i18next";
import { initReactI18next, useTranslation } from "react-i18next";
import { de, en } from "./catalogue";
import { languageNow } from "./language";

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

/** The texts of one topic, for a component: it draws itself again when the language changes. */
export const useWords = useTranslation;
