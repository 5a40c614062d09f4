import { useEffect } from "react";
import { useRemembered } from "../../app/remembered";
import { navigate } from "../../app/router";
import { Choice } from "../../components/Choice";
import frame from "../../components/Frame.module.css";
import { EmptyState, ErrorNote } from "../../components/Notice";
import { Pending } from "../../components/Pending";
import type { Board as BoardData, FlowSummary } from "../../contract/types";
import { average, count } from "../../lib/format";
import { asFailure } from "../../platform/platform";
import { useWords } from "../../words/words";
import { flowLabel } from "../shell/flow-words";
import { useFlows, useSync } from "../shell/shell-data";
import { TeamChoice } from "../shell/TeamChoice";
import { useTeamFilter } from "../shell/teams";
import { Board } from "./Board";
import { useBoard } from "./pipeline-data";
import { ReadOnly } from "./ReadOnly";

/** One flow's candidates by where they stand. */
export function PipelineScreen({ flowId }: { flowId: string | null }) {
  const { t } = useWords("pipeline");
  const { data: flows, error, refetch } = useFlows();
  const [lastFlow, setLastFlow] = useRemembered<string | null>("pipeline-flow", null);
  const shown = flowId ?? lastFlow ?? flows?.[0]?.flow_id ?? null;

  useEffect(() => {
    if (flowId) setLastFlow(flowId);
    else if (shown) navigate({ screen: "pipeline", flowId: shown }, { replace: true });
  }, [flowId, shown, setLastFlow]);

  return (
    <main className={frame.screen} data-screen="pipeline" aria-labelledby="pipeline-heading">
      {error && !flows ? (
        <div className={frame.note}>
          <h1 id="pipeline-heading">{t("pipeline")}</h1>
          <ErrorNote failure={asFailure(error)} onRetry={() => void refetch()} />
        </div>
      ) : null}
      {flows?.length === 0 ? <NoFlows /> : null}
      {/* The flow that was shown last may be from another life. */}
      {shown && flows?.length !== 0 ? (
        <FlowBoard key={shown} flowId={shown} flows={flows ?? []} />
      ) : null}
    </main>
  );
}

function NoFlows() {
  const { t } = useWords("pipeline");
  const { data: sync } = useSync();
  return (
    <>
      <h1 id="pipeline-heading" className="visually-hidden">
        {t("pipeline")}
      </h1>
      <EmptyState icon="board" title={t("noFlows")}>
        {sync?.mode === "first_sync" ? t("noFlowsFirst") : t("noFlowsText")}
      </EmptyState>
    </>
  );
}

function FlowBoard({ flowId, flows: all }: { flowId: string; flows: readonly FlowSummary[] }) {
  const { t } = useWords("pipeline");
  const { data: board, error, refetch } = useBoard(flowId);
  const { flows: ofTeam, ...team } = useTeamFilter("board", all);
  const summary = board?.flow ?? all.find((flow) => flow.flow_id === flowId);
  // What is on screen can always be chosen.
  const flows = all.filter((flow) => flow.flow_id === flowId || ofTeam.includes(flow));

  return (
    <>
      <header className={frame.header}>
        <h1 id="pipeline-heading">{summary ? flowLabel(summary) : t("pipeline")}</h1>
        {board ? <FlowFacts board={board} /> : null}
        <ReadOnly />
        <TeamChoice {...team} />
        <Choice
          label={t("flow")}
          value={flowId}
          options={flows.map((flow) => ({ id: flow.flow_id, label: flowLabel(flow) }))}
          onChange={(id) => navigate({ screen: "pipeline", flowId: id })}
        />
      </header>
      {error && !board ? (
        <div className={frame.note}>
          <ErrorNote failure={asFailure(error)} onRetry={() => void refetch()} />
        </div>
      ) : null}
      {board?.columns.every((column) => column.count === 0) ? (
        <EmptyState icon="person" title={t("nobody")}>
          {t("nobodyText")}
        </EmptyState>
      ) : null}
      {board || error ? null : <Pending>{t("reading")}</Pending>}
      {board?.columns.some((column) => column.count > 0) ? <Board board={board} /> : null}
    </>
  );
}

function FlowFacts({ board: { flow, gone } }: { board: BoardData }) {
  const { t } = useWords("pipeline");
  const { t: common } = useWords("common");
  const facts = {
    candidates: t("candidates", { count: flow.candidates, n: count(flow.candidates) }),
    interviews: t("interviews", { count: flow.completed, n: count(flow.completed) }),
  };
  return (
    <p className={frame.facts}>
      {flow.average === null
        ? t("facts", facts)
        : t("factsWithAverage", { ...facts, average: average(flow.average) })}
      {gone === 0 ? null : `, ${common("goneCount", { count: gone, n: count(gone) })}`}
    </p>
  );
}
