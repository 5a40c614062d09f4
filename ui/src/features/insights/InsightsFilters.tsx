import { useActions } from "../../app/actions";
import { navigate } from "../../app/router";
import { Choice as Select } from "../../components/Choice";
import { count } from "../../lib/format";
import { useWords } from "../../words/words";
import { flowLabel } from "../shell/flow-words";
import { useFlows } from "../shell/shell-data";
import { TeamChoice } from "../shell/TeamChoice";
import { teamsOf } from "../shell/teams";
import styles from "./InsightsScreen.module.css";
import { type Choice, SPANS, type Span, searchOf } from "./period";

const ALL = "all-flows";

/** Period, team and flow. They stand in the address, so that back and forward and links work. */
export function InsightsFilters({ choice }: { choice: Choice }) {
  const { t } = useWords("insights");
  const { data: flows = [] } = useFlows();
  const { flowId, teamId } = choice;
  const isOfTeam = (id: string | null, team: string | null) =>
    team === null || flows.some((flow) => flow.flow_id === id && flow.team_id === team);
  const change = (part: Partial<Choice>) =>
    navigate({ screen: "insights", search: searchOf({ ...choice, ...part }) });
  const spanWords = (span: Span) =>
    span === "all" || span === "custom" ? t(span) : t("days", { n: count(Number(span)) });
  const group = t("title");
  useActions(
    SPANS.map((span, index) => ({
      id: `insights-${span}`,
      label: spanWords(span),
      group,
      keys: [String(index + 1)],
      run: () => change({ span }),
    })),
  );
  const day = (label: string, field: "from" | "to") => (
    <label className={styles.day}>
      {label}
      <input
        type="date"
        value={choice[field]}
        onChange={({ target }) => {
          // While a day is being typed it is none.
          if (target.value) change({ [field]: target.value });
        }}
      />
    </label>
  );
  return (
    <div className={styles.filters}>
      <Select
        label={t("period")}
        value={choice.span}
        options={SPANS.map((span) => ({ id: span, label: spanWords(span) }))}
        onChange={(id) => change({ span: SPANS.find((span) => span === id) ?? "30" })}
      />
      {choice.span === "custom" ? (
        <>
          {day(t("from"), "from")}
          {day(t("to"), "to")}
        </>
      ) : null}
      <TeamChoice
        teams={teamsOf(flows)}
        teamId={teamId}
        choose={(team) => change({ teamId: team, flowId: isOfTeam(flowId, team) ? flowId : null })}
      />
      <Select
        label={t("flow")}
        value={flowId ?? ALL}
        options={[
          { id: ALL, label: t("allFlows") },
          ...flows
            .filter(({ flow_id }) => flow_id === flowId || isOfTeam(flow_id, teamId))
            .map((flow) => ({ id: flow.flow_id, label: flowLabel(flow) })),
        ]}
        onChange={(id) => change({ flowId: id === ALL ? null : id })}
      />
    </div>
  );
}
