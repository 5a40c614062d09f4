import { useEffect } from "react";
import { hashOf, SETTINGS_SECTIONS, type SettingsSection } from "../../app/router";
import type { AppState } from "../../contract/types";
import { useWords } from "../../words/words";
import { AppearanceSection } from "./AppearanceSection";
import { ConnectionSection } from "./ConnectionSection";
import { DiagnosticsSection } from "./DiagnosticsSection";
import { KeyboardSection } from "./KeyboardSection";
import { MarksSection } from "./MarksSection";
import { NotificationsSection } from "./NotificationsSection";
import { PrivacySection } from "./PrivacySection";
import { headingOf, type SectionName } from "./Section";
import styles from "./SettingsScreen.module.css";
import { SourcesSection } from "./SourcesSection";

interface Props {
  app: AppState;
  /** The section, or the field in one, that somebody was led to. */
  section: SettingsSection | null;
}

/** All settings on one page, with a list of its sections beside it. */
export function SettingsScreen({ app, section }: Props) {
  const { t } = useWords("settings");
  const name = sectionOf(section);
  useEffect(() => {
    // A field takes the focus by itself.
    if (name && section === name) goTo(name);
  }, [name, section]);

  return (
    <main className={styles.screen} data-screen="settings" aria-labelledby="settings-heading">
      <nav className={styles.list} aria-label={t("sections")}>
        <h1 id="settings-heading">{t("title")}</h1>
        <ul>
          {SETTINGS_SECTIONS.map((one) => (
            <li key={one}>
              <a
                className={styles.entry}
                href={hashOf({ screen: "settings", section: one })}
                aria-current={one === (name ?? SETTINGS_SECTIONS[0]) ? "true" : undefined}
                // The address may be this one already.
                onClick={() => goTo(one)}
              >
                {t(`section.${one}`)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <div className={styles.scroller}>
        <div className={styles.column}>
          <ConnectionSection app={app} />
          <SourcesSection app={app} wanted={section} />
          <NotificationsSection />
          <AppearanceSection />
          <PrivacySection app={app} />
          <KeyboardSection />
          <MarksSection />
          <DiagnosticsSection app={app} />
        </div>
      </div>
    </main>
  );
}

function sectionOf(section: SettingsSection | null): SectionName | null {
  return SETTINGS_SECTIONS.find((one) => one === section) ?? (section ? "sources" : null);
}

function goTo(name: SectionName): void {
  const heading = document.getElementById(headingOf(name));
  heading?.scrollIntoView({ block: "start" });
  heading?.focus({ preventScroll: true });
}
