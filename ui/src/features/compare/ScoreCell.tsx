import { ScoreBar } from "../../components/ScoreBar";
import type { Compared, Median } from "../../contract/types";
import { average, count } from "../../lib/format";
import { isOnScale, meanInWords, scoreInWords } from "../../lib/score";
import { useWords } from "../../words/words";
import { useCriterionName, YesOrNo } from "../candidate/Scores";
import styles from "./CompareTable.module.css";
import type { CellProps } from "./grid-keys";

export function ScoreName({ median }: { median: Median }) {
  const { t } = useWords("compare");
  const { t: common } = useWords("common");
  const name = useCriterionName();
  const { criterion, interviews } = median;
  return (
    <th scope="row">
      <span className={styles.scoreWords}>
        <span title={criterion ? undefined : common("averageRule")}>
          {criterion ? name(criterion) : t("average")}
        </span>
        <span
          className={styles.median}
          title={t("medianOf", { count: interviews, n: count(interviews) })}
        >
          {useUsual(median)}
        </span>
      </span>
    </th>
  );
}

/** What is usual in the flow: the median, and of a yes-or-no criterion the share of yes. */
function useUsual({ criterion, median, mean }: Median): string {
  const { t } = useWords("compare");
  if (criterion?.system === "binary") return t("share", { share: meanInWords(criterion, mean) });
  return t("median", { median: scoreInWords(criterion ?? OUT_OF_5, median) });
}

const OUT_OF_5 = { system: "out_of_5" };

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
  const isOutOf5 = (criterion ?? OUT_OF_5).system === "out_of_5";
  return (
    <td {...cell} className={styles.cell} data-score={criterion?.key ?? "average"}>
      <span className={styles.score}>
        {criterion && !isOnScale(criterion) ? (
          <YesOrNo criterion={criterion} value={value} />
        ) : (
          <ScoreBar value={value} mark={median} />
        )}
        <span className={styles.value}>
          {criterion ? scoreInWords(criterion, value) : average(value)}
          {isOutOf5 ? <span className="visually-hidden"> {t("ofFive")}</span> : null}
        </span>
      </span>
    </td>
  );
}
