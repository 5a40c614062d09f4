import { Icon } from "../../components/Icon";
import { BEST_SCORE, ScoreBar } from "../../components/ScoreBar";
import type { Criterion, Score } from "../../contract/types";
import { average as asAverage } from "../../lib/format";
import { isOnScale, isYesOrNo, meanInWords, scoreInWords } from "../../lib/score";
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
  const { t: common } = useWords("common");
  const isPartOfAverage = ({ criterion }: Score) => isOnScale(criterion);
  return (
    <section aria-labelledby="scores-heading">
      <h2 id="scores-heading">
        <span>
          {t("scores.title")}
          {average === null ? null : (
            <span className={styles.mean} title={common("averageRule")}>
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
      {average === null || scores.every(isPartOfAverage) ? null : (
        <p className={styles.rule}>{t("scores.rule", { rule: common("averageRule") })}</p>
      )}
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
        {isOnScale(criterion) ? (
          <ScoreBar value={value} mark={flow_average} />
        ) : (
          <YesOrNo criterion={criterion} value={value} />
        )}
        <span className={styles.value}>
          {scoreInWords(criterion, value)}
          {criterion.system === "out_of_5" ? (
            <span className="visually-hidden"> {t("scores.of", { best: BEST_SCORE })}</span>
          ) : null}
        </span>
        <span className={styles.flow}>
          {flow_average === null
            ? ""
            : t("scores.flow", { average: meanInWords(criterion, flow_average) })}
        </span>
      </dd>
    </div>
  );
}

/** A mark instead of a bar; nothing where the system is not known. */
export function YesOrNo({ criterion, value }: Pick<Score, "criterion" | "value">) {
  if (!isYesOrNo(criterion, value)) return <span />;
  return (
    <span className={styles.answer} aria-hidden="true">
      <Icon name={value === 0 ? "close" : "check"} size={14} />
    </span>
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
