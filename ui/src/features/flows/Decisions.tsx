import { Button } from "../../components/Button";
import { ErrorNote } from "../../components/Notice";
import { useNow } from "../../components/When";
import type { InviteRow } from "../../contract/types";
import { count, moment } from "../../lib/format";
import { asFailure } from "../../platform/platform";
import { useWords } from "../../words/words";
import { useSyncNow } from "../shell/shell-data";
import styles from "./BatchScreen.module.css";
import { useBatchActions } from "./flows-data";
import { useWhyOff } from "./flows-words";

interface Props {
  row: InviteRow;
  batchId: number;
}

/** What the user can decide where Ribbon said no or gave no clear answer. */
export function Decisions({ row, batchId }: Props) {
  const { decide } = useBatchActions(batchId);
  const off = useWhyOff() !== null;
  const { t } = useWords("flows");
  const { id } = row;
  if (row.outcome === "refused" || row.outcome === "left") {
    return (
      <div className={styles.decisions}>
        <Button isDisabled={off} onPress={() => decide.mutate({ decision: "again", id })}>
          {t("decide.again")}
        </Button>
        {row.outcome === "refused" ? (
          <Button look="quiet" onPress={() => decide.mutate({ decision: "leave", id })}>
            {t("decide.leave")}
          </Button>
        ) : null}
        {decide.error ? <ErrorNote failure={asFailure(decide.error)} /> : null}
      </div>
    );
  }
  return row.outcome === "unknown" ? <Question row={row} batchId={batchId} /> : null;
}

/** It may have been made or not: Ribbon's list may tell. */
function Question({ row, batchId }: Props) {
  const { decide } = useBatchActions(batchId);
  const look = useSyncNow();
  const now = useNow();
  const off = useWhyOff() !== null;
  const { t } = useWords("flows");
  const { id, traces } = row;
  const hers = traces.filter(({ same_address }) => same_address);
  const likely = hers.length > 0 ? hers : traces;
  return (
    <div className={styles.question}>
      <p>
        {traces.length === 0
          ? t("decide.noTrace")
          : `${t("decide.traces", { count: traces.length, n: count(traces.length) })} ${t(
              hers.length > 0 ? "decide.sameAddress" : "decide.notWhose",
            )}`}{" "}
        {t("decide.linkGone")}
      </p>
      <div className={styles.decisions}>
        <Button isDisabled={off || look.isPending} onPress={() => look.mutate()}>
          {t("decide.look")}
        </Button>
        {likely.map((trace) => (
          <Button
            key={trace.interview_id}
            onPress={() =>
              decide.mutate({ decision: "found", id, interview_id: trace.interview_id })
            }
          >
            {t("decide.found", { at: moment(trace.first_seen_at, now) })}
          </Button>
        ))}
        <Button isDisabled={off} onPress={() => decide.mutate({ decision: "again", id })}>
          {t("decide.notMade")}
        </Button>
        <Button look="quiet" onPress={() => decide.mutate({ decision: "leave", id })}>
          {t("decide.leave")}
        </Button>
      </div>
      {decide.error ? <ErrorNote failure={asFailure(decide.error)} /> : null}
    </div>
  );
}
