import { BEST_SCORE, ScoreBar } from "../../components/ScoreBar";
import type { Score } from "../../contract/types";
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
          <Row key={score.kind} score={score} />
        ))}
      </dl>
    </section>
  );
}

function Row({ score: { kind, value, flow_average } }: { score: Score }) {
  const { t } = useWords("candidate");
  const name = useScoreName();
  return (
    <div className={styles.row}>
      <dt>{name(kind)}</dt>
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

/** What a score is called; one that is not known here by the API's own words. */
export function useScoreName(): (kind: string) => string {
  const { i18n } = useWords("candidate");
  return (kind) => {
    const named = i18n.getResource(i18n.language, "candidate", `scoreNames.${kind}`);
    if (typeof named === "string") return named;
    const words = kind.replaceAll("_", " ");
    return words.charAt(0).toUpperCase() + words.slice(1);
  };
}
