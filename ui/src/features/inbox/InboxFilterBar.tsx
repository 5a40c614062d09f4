import { useActions } from "../../app/actions";
import type { InboxFilters } from "../../app/query-keys";
import { Choice } from "../../components/Choice";
import { Toggle } from "../../components/Toggle";
import type { InboxKind } from "../../contract/types";
import { useWords } from "../../words/words";
import { useFlows } from "../shell/shell-data";
import styles from "./InboxScreen.module.css";
import { KINDS } from "./inbox-words";

interface Props {
  filters: InboxFilters;
  onChange: (filters: InboxFilters) => void;
}

const ALL = "all";

export function InboxFilterBar({ filters, onChange }: Props) {
  const { t } = useWords("inbox");
  const { data: flows = [] } = useFlows();
  const toggles = useToggles(filters, onChange);

  return (
    <div className={styles.filters} role="group" aria-label={t("filters")}>
      <Choice
        label={t("flow")}
        value={filters.flowId ?? ALL}
        options={[
          { id: ALL, label: t("allFlows") },
          ...flows.map(({ flow_id, title }) => ({ id: flow_id, label: title })),
        ]}
        onChange={(id) => onChange({ ...filters, flowId: id === ALL ? null : id })}
      />
      <Choice
        label={t("kindField")}
        value={filters.kind ?? ALL}
        options={[
          { id: ALL, label: t("everything") },
          ...KINDS.map((id) => ({ id, label: t(`kind.${id}`) })),
        ]}
        onChange={(id) => onChange({ ...filters, kind: id === ALL ? null : (id as InboxKind) })}
      />
      {toggles.map(({ id, name, isOn, run }) => (
        <Toggle key={id} isOn={isOn} onChange={run}>
          {name}
        </Toggle>
      ))}
    </div>
  );
}

/** What is on or off, each with its key. */
function useToggles(filters: InboxFilters, onChange: (filters: InboxFilters) => void) {
  const { t } = useWords("inbox");
  const toggle = (
    id: string,
    name: string,
    label: string,
    key: string,
    field: "unreadOnly" | "starredOnly" | "snoozed" | "includeDone",
  ) => ({
    id,
    name,
    label,
    group: t("inbox"),
    keys: [key],
    isOn: filters[field],
    run: () => onChange({ ...filters, [field]: !filters[field] }),
  });
  const toggles = [
    toggle("filter-unread", t("unread"), t("onlyUnread"), "shift+u", "unreadOnly"),
    toggle("filter-starred", t("starred"), t("onlyStarred"), "shift+s", "starredOnly"),
    toggle("filter-snoozed", t("snoozed"), t("showSnoozed"), "shift+h", "snoozed"),
    toggle("filter-done", t("showDone"), t("showDone"), "shift+e", "includeDone"),
  ];
  useActions(toggles);
  return toggles;
}
