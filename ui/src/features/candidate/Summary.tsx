import { Icon } from "../../components/Icon";
import { useWords } from "../../words/words";
import styles from "./CandidateScreen.module.css";

/** Marks what no human wrote. */
export function WrittenByAi() {
  const { t } = useWords("candidate");
  return (
    <span className={styles.byAi}>
      <Icon name="sparkle" size={12} /> {t("byAi")}
    </span>
  );
}

export function Summary({ text }: { text: string }) {
  const { t } = useWords("candidate");
  return (
    <section aria-labelledby="summary-heading">
      <h2 id="summary-heading">
        {t("summary")} <WrittenByAi />
      </h2>
      <p className={`${styles.summary} selectable`}>{text}</p>
    </section>
  );
}
