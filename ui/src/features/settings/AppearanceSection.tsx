import { contrast, theme } from "../../app/appearance";
import { Choice } from "../../components/Choice";
import { Labelled } from "../../components/Field";
import { Switch } from "../../components/Switch";
import { chosenLanguage, LANGUAGES, type Language } from "../../words/language";
import { chooseLanguage, useWords } from "../../words/words";
import { Section } from "./Section";
import styles from "./SettingsScreen.module.css";

/** Each language calls itself by its own name. */
const NAMES: Record<Language, string> = { en: "English", de: "Deutsch" };
const SYSTEM = "system";
const THEMES = ["system", "light", "dark"] as const;

/** How the window looks and which language it speaks; kept on this computer. */
export function AppearanceSection() {
  const { t } = useWords("settings");
  const languages = [
    { id: SYSTEM, label: t("appearance.languageSystem") },
    ...LANGUAGES.map((id) => ({ id, label: NAMES[id] })),
  ];
  const themes = [
    { id: SYSTEM, label: t("appearance.themeSystem") },
    { id: "light", label: t("appearance.light") },
    { id: "dark", label: t("appearance.dark") },
  ];
  return (
    <Section name="appearance">
      <div className={styles.choices}>
        <Labelled label={t("appearance.language")}>
          <Choice
            label={t("appearance.language")}
            value={chosenLanguage() ?? SYSTEM}
            options={languages}
            onChange={(id) => chooseLanguage(LANGUAGES.find((one) => one === id) ?? null)}
          />
        </Labelled>
        <Labelled label={t("appearance.theme")}>
          <Choice
            label={t("appearance.theme")}
            value={theme.use()}
            options={themes}
            onChange={(id) => theme.keep(THEMES.find((one) => one === id) ?? SYSTEM)}
          />
        </Labelled>
      </div>
      <Switch
        isOn={contrast.use() === "more"}
        onChange={(isOn) => contrast.keep(isOn ? "more" : SYSTEM)}
        details={t("appearance.contrastMeans")}
      >
        {t("appearance.contrast")}
      </Switch>
      <p className={styles.soft}>{t("appearance.motion")}</p>
    </Section>
  );
}
