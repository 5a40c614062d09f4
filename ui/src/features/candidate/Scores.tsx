import { BEST_SCORE, ScoreBar } from "../../components/ScoreBar";
import type { Criterion, Score } from "../../contract/types";
import { average as asAverage, points } from "../../lib/format";
import { useWords } from "../../words/words";
import styles from "./Scores.module.css";
import { WrittenByAi } from "./Summary";

interface Props {
  scores: readonly Score[];
  average: number | null;
}

/** An AI's scores as bars against the flow's means, with the numbers as text. */
export function Scores({ scores, average }: Props) {
  const { t } = useWords("candidate");
  return (
    <section aria-labelledby="scores-heading">
      <h2 id="scores-heading">
        <span>
          {t("scores.title")}
          {average === null ? null : (
            <span className={styles.mean}>
              {" "}
              {asAverage(average)} <span className={styles.of}>{t("scores.average")}</span>
            </span>
          )}
        </span>
        <WrittenByAi />
      </h2>
      <dl className={styles.scores}>
        {scores.map((score) => (
          <Row key={score.criterion.key} score={score} />
        ))}
      </dl>
    </section>
  );
}

function Row({ score: { criterion, value, flow_average } }: { score: Score }) {
  const { t } = useWords("candidate");
  const name = useCriterionName();
  return (
    <div className={styles.row}>
      <dt>{name(criterion)}</dt>
      <dd>
        <ScoreBar value={value} mark={flow_average} />
        <span className={styles.value}>
          {points(value)}
          <span className="visually-hidden"> {t("scores.of", { best: BEST_SCORE })}</span>
        </span>
        <span className={styles.flow}>
          {flow_average === null ? "" : t("scores.flow", { average: asAverage(flow_average) })}
        </span>
      </dd>
    </div>
  );
}

/** What a criterion is called: one that every flow has by our words, any other as Ribbon writes it. */
export function useCriterionName(): (criterion: Criterion) => string {
  const { i18n } = useWords("candidate");
  return ({ key, name }) => {
    const named = i18n.getResource(i18n.language, "candidate", `scoreNames.${key}`);
    return typeof named === "string" ? named : name;
  };
}
