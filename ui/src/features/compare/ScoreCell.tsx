import { ScoreBar } from "../../components/ScoreBar";
import type { Compared, Median } from "../../contract/types";
import { average, count, points } from "../../lib/format";
import { useWords } from "../../words/words";
import { useScoreName } from "../candidate/Scores";
import styles from "./CompareTable.module.css";
import type { CellProps } from "./grid-keys";

/** The median of the interviews' own means, beside those of the single scores. */
const AVERAGE = "average";

export function ScoreName({ median: { kind, median, interviews } }: { median: Median }) {
  const { t } = useWords("compare");
  const name = useScoreName();
  return (
    <th scope="row">
      <span className={styles.scoreWords}>
        <span>{kind === AVERAGE ? t("average") : name(kind)}</span>
        <span
          className={styles.median}
          title={t("medianOf", { count: interviews, n: count(interviews) })}
        >
          {t("median", { median: points(median) })}
        </span>
      </span>
    </th>
  );
}

interface Props {
  candidate: Compared;
  median: Median;
  cell: CellProps;
}

/** One's score as a bar with the flow's median in it, and as a number. */
export function ScoreCell({ candidate, median: { kind, median }, cell }: Props) {
  const { t } = useWords("compare");
  const isAverage = kind === AVERAGE;
  const found = candidate.scores.find((score) => score.kind === kind)?.value ?? null;
  const value = isAverage ? candidate.average : found;
  if (value === null) {
    return (
      <td {...cell} className={styles.cell}>
        <span className={styles.none}>{t("noScore")}</span>
      </td>
    );
  }
  return (
    <td {...cell} className={styles.cell} data-score={kind}>
      <span className={styles.score}>
        <ScoreBar value={value} mark={median} />
        <span className={styles.value}>
          {isAverage ? average(value) : points(value)}
          <span className="visually-hidden"> {t("ofFive")}</span>
        </span>
      </span>
    </td>
  );
}
