/** The languages that the window speaks. */
export const LANGUAGES = ["en", "de"] as const;
export type Language = (typeof LANGUAGES)[number];

const NAME = "language";

/** What the reader has chosen; `null` to follow the system. */
export function chosenLanguage(): Language | null {
  const chosen = localStorage.getItem(NAME);
  return LANGUAGES.find((language) => language === chosen) ?? null;
}

export function keepLanguage(language: Language | null): void {
  if (language === null) localStorage.removeItem(NAME);
  else localStorage.setItem(NAME, language);
}

/** The chosen language, else the first of the system's that the window speaks, else English. */
export function languageNow(): Language {
  const spoken = navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase());
  return (
    chosenLanguage() ??
    spoken.flatMap((tag) => LANGUAGES.filter((language) => language === tag))[0] ??
    "en"
  );
}

/** For `Intl`: the system's own region where it speaks the window's language. */
export function localeNow(): string {
  const language = languageNow();
  return navigator.languages.find((tag) => tag.toLowerCase().startsWith(language)) ?? language;
}
