import { useActions } from "../../app/actions";
import { navigate } from "../../app/router";
import { Choice as Select } from "../../components/Choice";
import { count } from "../../lib/format";
import { useWords } from "../../words/words";
import { useFlows } from "../shell/shell-data";
import styles from "./InsightsScreen.module.css";
import { type Choice, SPANS, type Span, searchOf } from "./period";

const ALL = "all-flows";

/** Period and flow. They stand in the address, so that back and forward and links work. */
export function InsightsFilters({ choice }: { choice: Choice }) {
  const { t } = useWords("insights");
  const { data: flows = [] } = useFlows();
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
      <Select
        label={t("flow")}
        value={choice.flowId ?? ALL}
        options={[
          { id: ALL, label: t("allFlows") },
          ...flows.map(({ flow_id, title }) => ({ id: flow_id, label: title })),
        ]}
        onChange={(id) => change({ flowId: id === ALL ? null : id })}
      />
    </div>
  );
}
