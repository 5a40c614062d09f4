import { Button } from "../../components/Button";
import { ErrorNote } from "../../components/Notice";
import { useNow } from "../../components/When";
import type { InviteRow } from "../../contract/types";
import { counted, moment } from "../../lib/format";
import { asFailure } from "../../platform/platform";
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
  const { id } = row;
  if (row.outcome === "refused" || row.outcome === "left") {
    return (
      <div className={styles.decisions}>
        <Button isDisabled={off} onPress={() => decide.mutate({ decision: "again", id })}>
          Try again
        </Button>
        {row.outcome === "refused" ? (
          <Button look="quiet" onPress={() => decide.mutate({ decision: "leave", id })}>
            Leave it
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
  const { id, traces } = row;
  const hers = traces.filter(({ same_address }) => same_address);
  const likely = hers.length > 0 ? hers : traces;
  return (
    <div className={styles.question}>
      <p>
        {traces.length === 0
          ? "It may have been made or not. Ribbon’s list, as it was read last, shows no new interview in this flow that could be it."
          : `It may have been made: Ribbon’s list has ${counted(traces.length, "new interview", "new interviews")} in this flow that nobody here accounts for${hers.length > 0 ? ", one of them under this address" : ". Ribbon does not say whose before it is held"}.`}{" "}
        The link itself cannot be had again from here; it may be in Ribbon.
      </p>
      <div className={styles.decisions}>
        <Button isDisabled={off || look.isPending} onPress={() => look.mutate()}>
          Look in Ribbon
        </Button>
        {likely.map((trace) => (
          <Button
            key={trace.interview_id}
            onPress={() =>
              decide.mutate({ decision: "found", id, interview_id: trace.interview_id })
            }
          >
            It is the one seen {moment(trace.first_seen_at, now)}
          </Button>
        ))}
        <Button isDisabled={off} onPress={() => decide.mutate({ decision: "again", id })}>
          Not made: invite again
        </Button>
        <Button look="quiet" onPress={() => decide.mutate({ decision: "leave", id })}>
          Leave it
        </Button>
      </div>
      {decide.error ? <ErrorNote failure={asFailure(decide.error)} /> : null}
    </div>
  );
}
