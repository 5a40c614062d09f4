import { useEffect } from "react";
import { Choice } from "../../components/Choice";
import { EmptyState, ErrorNote } from "../../components/Notice";
import { Pending } from "../../components/Pending";
import type { Comparison } from "../../contract/types";
import { asFailure } from "../../platform/platform";
import { useWords } from "../../words/words";
import { useCandidate } from "../candidate/candidate-data";
import { AddCandidate } from "./AddCandidate";
import { AnswerPlayer } from "./AnswerPlayer";
import styles from "./CompareScreen.module.css";
import { CompareTable } from "./CompareTable";
import { compareInstead, FEWEST, MOST, useComparison } from "./compare-data";
import { usePartPlayer } from "./part-player";

interface Props {
  ids: number[];
  flowId: string | null;
}

/** Two to four candidates side by side: scores, and the same question answered by each. */
export function CompareScreen({ ids: asked, flowId }: Props) {
  const { t } = useWords("compare");
  const ids = [...new Set(asked)].slice(0, MOST);
  const { data, error, refetch } = useComparison(ids, flowId);
  const comparison = ids.length >= FEWEST && !error ? data : undefined;
  useTitle(t("title"));

  return (
    <main className={styles.screen} data-screen="compare" aria-labelledby="compare-heading">
      <header className={styles.header}>
        <h1 id="compare-heading">{t("title")}</h1>
        {comparison?.flow && comparison.flows.length > 0 ? (
          <Choice
            label={t("flow")}
            value={comparison.flow.id}
            options={comparison.flows.map(({ id, name }) => ({ id, label: name }))}
            onChange={(id) => compareInstead(ids, id)}
          />
        ) : null}
        <span className={styles.space} />
        {ids.length < MOST ? (
          <AddCandidate ids={ids} onAdd={(id) => compareInstead([...ids, id], flowId)} />
        ) : (
          <span className={styles.full}>{t("full")}</span>
        )}
      </header>
      {error && ids.length >= FEWEST ? (
        <div className={styles.note}>
          <ErrorNote failure={asFailure(error)} onRetry={() => void refetch()} />
        </div>
      ) : null}
      {ids.length < FEWEST ? <TooFew id={ids[0]} /> : null}
      {ids.length >= FEWEST && !comparison && !error ? <Pending>{t("opening")}</Pending> : null}
      {comparison ? <SideBySide comparison={comparison} flowId={flowId} /> : null}
    </main>
  );
}

function SideBySide({ comparison, flowId }: { comparison: Comparison; flowId: string | null }) {
  const { t } = useWords("compare");
  const player = usePartPlayer();
  return (
    <>
      {comparison.flow ? null : (
        <div className={styles.noFlow} role="note">
          <strong>{t("noFlow.title")}</strong>
          <span>{t("noFlow.text")}</span>
        </div>
      )}
      <CompareTable comparison={comparison} flowId={flowId} player={player} />
      {comparison.flow ? <AnswerPlayer player={player} /> : null}
    </>
  );
}

function TooFew({ id }: { id: number | undefined }) {
  const { t } = useWords("compare");
  return (
    <EmptyState icon="compare" title={t("tooFew.title")}>
      {id === undefined ? t("tooFew.none") : <TooFewBut id={id} />}
    </EmptyState>
  );
}

function TooFewBut({ id }: { id: number }) {
  const { t } = useWords("compare");
  const { data: candidate } = useCandidate(id);
  return candidate ? t("tooFew.one", { name: candidate.name }) : null;
}

function useTitle(title: string): void {
  useEffect(() => {
    const before = document.title;
    document.title = `${title}, Ribbon Desk`;
    return () => {
      document.title = before;
    };
  }, [title]);
}
