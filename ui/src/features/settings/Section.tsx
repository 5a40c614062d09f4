import type { ReactNode } from "react";
import type { SETTINGS_SECTIONS } from "../../app/router";
import { useWords } from "../../words/words";
import styles from "./SettingsScreen.module.css";

export type SectionName = (typeof SETTINGS_SECTIONS)[number];

/** The id of a section's heading. */
export function headingOf(name: SectionName): string {
  return `settings-${name}`;
}

/** A section with its heading, which takes the focus when somebody is led there. */
export function Section({ name, children }: { name: SectionName; children: ReactNode }) {
  const { t } = useWords("settings");
  return (
    <section className={styles.section} aria-labelledby={headingOf(name)}>
      <h2 id={headingOf(name)} tabIndex={-1}>
        {t(`section.${name}`)}
      </h2>
      {children}
    </section>
  );
}

/** Something with a name in a list of facts. */
export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
