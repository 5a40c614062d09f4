import { useActions } from "../../app/actions";
import type { InboxFilters } from "../../app/query-keys";
import { Choice } from "../../components/Choice";
import { Toggle } from "../../components/Toggle";
import type { InboxKind } from "../../contract/types";
import { useFlows } from "../shell/shell-data";
import styles from "./InboxScreen.module.css";
import { KIND_NAMES } from "./inbox-words";

interface Props {
  filters: InboxFilters;
  onChange: (filters: InboxFilters) => void;
}

const ALL = "all";

export function InboxFilterBar({ filters, onChange }: Props) {
  const { data: flows = [] } = useFlows();
  const toggleUnread = () => onChange({ ...filters, unreadOnly: !filters.unreadOnly });
  const toggleDone = () => onChange({ ...filters, includeDone: !filters.includeDone });
  const group = "Inbox";
  useActions([
    { id: "filter-unread", label: "Only unread", group, keys: ["shift+u"], run: toggleUnread },
    { id: "filter-done", label: "Show done", group, keys: ["shift+e"], run: toggleDone },
  ]);

  return (
    <div className={styles.filters} role="group" aria-label="Filters">
      <Choice
        label="Flow"
        value={filters.flowId ?? ALL}
        options={[
          { id: ALL, label: "All flows" },
          ...flows.map(({ flow_id, title }) => ({ id: flow_id, label: title })),
        ]}
        onChange={(id) => onChange({ ...filters, flowId: id === ALL ? null : id })}
      />
      <Choice
        label="Kind"
        value={filters.kind ?? ALL}
        options={[
          { id: ALL, label: "Everything" },
          ...Object.entries(KIND_NAMES).map(([id, label]) => ({ id, label })),
        ]}
        onChange={(id) => onChange({ ...filters, kind: id === ALL ? null : (id as InboxKind) })}
      />
      <Toggle isOn={filters.unreadOnly} onChange={toggleUnread}>
        Unread
      </Toggle>
      <Toggle isOn={filters.includeDone} onChange={toggleDone}>
        Show done
      </Toggle>
    </div>
  );
}
