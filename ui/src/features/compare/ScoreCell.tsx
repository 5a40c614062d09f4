import { ScoreBar } from "../../components/ScoreBar";
import type { Compared, Median } from "../../contract/types";
import { average, count, points } from "../../lib/format";
import { useWords } from "../../words/words";
import { useCriterionName } from "../candidate/Scores";
import styles from "./CompareTable.module.css";
import type { CellProps } from "./grid-keys";

export function ScoreName({ median: { criterion, median, interviews } }: { median: Median }) {
  const { t } = useWords("compare");
  const name = useCriterionName();
  return (
    <th scope="row">
      <span className={styles.scoreWords}>
        <span>{criterion ? name(criterion) : t("average")}</span>
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
export function ScoreCell({ candidate, median: { criterion, median }, cell }: Props) {
  const { t } = useWords("compare");
  const found = candidate.scores.find((score) => score.criterion.key === criterion?.key)?.value;
  const value = criterion ? (found ?? null) : candidate.average;
  if (value === null) {
    return (
      <td {...cell} className={styles.cell}>
        <span className={styles.none}>{t("noScore")}</span>
      </td>
    );
  }
  return (
    <td {...cell} className={styles.cell} data-score={criterion?.key ?? "average"}>
      <span className={styles.score}>
        <ScoreBar value={value} mark={median} />
        <span className={styles.value}>
          {criterion ? points(value) : average(value)}
          <span className="visually-hidden"> {t("ofFive")}</span>
        </span>
      </span>
    </td>
  );
}
