import { Icon } from "../../components/Icon";
import styles from "./CandidateScreen.module.css";

/** Marks what no human wrote. */
export function WrittenByAi() {
  return (
    <span className={styles.byAi}>
      <Icon name="sparkle" size={12} /> Written by AI
    </span>
  );
}

export function Summary({ text }: { text: string }) {
  return (
    <section aria-labelledby="summary-heading">
      <h2 id="summary-heading">
        Summary <WrittenByAi />
      </h2>
      <p className={`${styles.summary} selectable`}>{text}</p>
    </section>
  );
}
