import { useEffect } from "react";
import { useRemembered } from "../../app/remembered";
import { navigate } from "../../app/router";
import { Choice } from "../../components/Choice";
import { EmptyState, ErrorNote } from "../../components/Notice";
import { Pending } from "../../components/Pending";
import type { Board as BoardData, FlowSummary } from "../../contract/types";
import { average, counted } from "../../lib/format";
import { asFailure } from "../../platform/platform";
import { useFlows, useSync } from "../shell/shell-data";
import { Board } from "./Board";
import styles from "./PipelineScreen.module.css";
import { useBoard } from "./pipeline-data";

/** One flow's candidates by where they stand. */
export function PipelineScreen({ flowId }: { flowId: string | null }) {
  const { data: flows, error, refetch } = useFlows();
  const [lastFlow, setLastFlow] = useRemembered<string | null>("pipeline-flow", null);
  const shown = flowId ?? lastFlow ?? flows?.[0]?.flow_id ?? null;

  useEffect(() => {
    if (flowId) setLastFlow(flowId);
    else if (shown) navigate({ screen: "pipeline", flowId: shown }, { replace: true });
  }, [flowId, shown, setLastFlow]);

  return (
    <main className={styles.screen} data-screen="pipeline" aria-labelledby="pipeline-heading">
      {error && !flows ? (
        <div className={styles.note}>
          <h1 id="pipeline-heading">Pipeline</h1>
          <ErrorNote failure={asFailure(error)} onRetry={() => void refetch()} />
        </div>
      ) : null}
      {flows?.length === 0 ? <NoFlows /> : null}
      {shown ? <FlowBoard key={shown} flowId={shown} flows={flows ?? []} /> : null}
    </main>
  );
}

function NoFlows() {
  const { data: sync } = useSync();
  return (
    <>
      <h1 id="pipeline-heading" className="visually-hidden">
        Pipeline
      </h1>
      <EmptyState icon="board" title="No flows yet">
        {sync?.mode === "first_sync"
          ? "They are being read from Ribbon and appear here one by one."
          : "As soon as your organisation has an interview flow in Ribbon, its board is here."}
      </EmptyState>
    </>
  );
}

function FlowBoard({ flowId, flows }: { flowId: string; flows: readonly FlowSummary[] }) {
  const { data: board, error, refetch } = useBoard(flowId);
  const title = board?.flow.title ?? flows.find((flow) => flow.flow_id === flowId)?.title;

  return (
    <>
      <header className={styles.header}>
        <h1 id="pipeline-heading">{title ?? "Pipeline"}</h1>
        {board ? <FlowFacts board={board} /> : null}
        <span className={styles.readOnly}>
          Statuses are moved in Ribbon. Days count since they were seen here.
        </span>
        <Choice
          label="Flow"
          value={flowId}
          options={flows.map((flow) => ({ id: flow.flow_id, label: flow.title }))}
          onChange={(id) => navigate({ screen: "pipeline", flowId: id })}
        />
      </header>
      {error && !board ? (
        <div className={styles.note}>
          <ErrorNote failure={asFailure(error)} onRetry={() => void refetch()} />
        </div>
      ) : null}
      {board?.columns.every(({ count }) => count === 0) ? (
        <EmptyState icon="person" title="Nobody in this flow yet">
          Candidates appear here when they are invited, interviewed, or moved in Ribbon.
        </EmptyState>
      ) : null}
      {board || error ? null : <Pending>Reading the board…</Pending>}
      {board?.columns.some(({ count }) => count > 0) ? <Board board={board} /> : null}
    </>
  );
}

function FlowFacts({ board: { flow } }: { board: BoardData }) {
  return (
    <p className={styles.facts}>
      {counted(flow.candidates, "candidate", "candidates")}
      {", "}
      {counted(flow.completed, "interview", "interviews")}
      {flow.average === null ? null : `, average ${average(flow.average)}`}
    </p>
  );
}
