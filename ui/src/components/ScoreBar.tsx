import styles from "./ScoreBar.module.css";

/** The highest score there is. */
export const BEST_SCORE = 5;

interface Props {
  value: number;
  /** What others reach, as a line across the bar. */
  mark: number | null;
}

/** A score as a bar. What it says stands beside it in words. */
export function ScoreBar({ value, mark }: Props) {
  return (
    <span className={styles.bar} aria-hidden="true">
      <span className={styles.fill} style={{ inlineSize: share(value) }} />
      {mark === null ? null : (
        <span className={styles.tick} style={{ insetInlineStart: share(mark) }} />
      )}
    </span>
  );
}

function share(score: number): string {
  return `${Math.max(0, Math.min(1, score / BEST_SCORE)) * 100}%`;
}
