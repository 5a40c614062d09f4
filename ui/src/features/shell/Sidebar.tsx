import { hashOf, type Route } from "../../app/router";
import { Icon, type IconName } from "../../components/Icon";
import { Keys } from "../../components/Keys";
import { count, counted } from "../../lib/format";
import { SidebarViews } from "../people/SidebarViews";
import styles from "./Sidebar.module.css";
import { SyncLine } from "./SyncLine";
import { useFlows, useUnreadCount } from "./shell-data";

interface Props {
  route: Route;
  onPalette: () => void;
}

export function Sidebar({ route, onPalette }: Props) {
  const unread = useUnreadCount();
  const { data: flows = [] } = useFlows();
  const inPipeline = route.screen === "pipeline";

  return (
    <nav className={styles.sidebar} aria-label="Main">
      <button type="button" className={styles.palette} onClick={onPalette}>
        <Icon name="search" />
        <span>Commands</span>
        <Keys keys="mod+k" />
      </button>
      <ul className={styles.list}>
        <Entry
          icon="inbox"
          label="Inbox"
          to={{ screen: "inbox" }}
          current={route.screen === "inbox"}
          amount={unread}
          amountWords={counted(unread, "unread item", "unread items")}
          strong
        />
        <Entry
          icon="board"
          label="Pipeline"
          to={{ screen: "pipeline", flowId: null }}
          current={inPipeline && route.flowId === null}
        />
        <Entry
          icon="person"
          label="Candidates"
          to={{ screen: "people", f: null, viewId: null }}
          current={route.screen === "people" && route.viewId === null}
        />
        <Entry
          icon="search"
          label="Search"
          to={{ screen: "search", q: "" }}
          current={route.screen === "search"}
        />
        <Entry
          icon="chart"
          label="Insights"
          to={{ screen: "insights", search: "" }}
          current={route.screen === "insights"}
        />
      </ul>
      <SidebarViews route={route} />
      {flows.length > 0 ? (
        <ul className={`${styles.list} ${styles.flows}`} aria-label="Flows">
          {flows.map((flow) => (
            <Entry
              key={flow.flow_id}
              label={flow.title}
              to={{ screen: "pipeline", flowId: flow.flow_id }}
              current={inPipeline && route.flowId === flow.flow_id}
              amount={flow.candidates}
              amountWords={counted(flow.candidates, "candidate", "candidates")}
            />
          ))}
        </ul>
      ) : null}
      <ul className={`${styles.list} ${styles.bottom}`}>
        <Entry
          icon="flows"
          label="Flows"
          to={{ screen: "flows" }}
          current={["flows", "new-flow", "invite-many", "batch"].includes(route.screen)}
        />
        <Entry
          icon="settings"
          label="Settings"
          to={{ screen: "settings" }}
          current={route.screen === "settings"}
        />
      </ul>
      <SyncLine />
    </nav>
  );
}

interface EntryProps {
  icon?: IconName;
  label: string;
  to: Route;
  current: boolean;
  amount?: number;
  amountWords?: string;
  strong?: boolean;
}

function Entry({ icon, label, to, current, amount = 0, amountWords, strong }: EntryProps) {
  return (
    <li>
      <a
        className={styles.entry}
        href={hashOf(to)}
        aria-current={current ? "page" : undefined}
        title={icon ? undefined : label}
      >
        {icon ? <Icon name={icon} /> : null}
        <span className={styles.label}>{label}</span>
        {amount > 0 ? (
          <>
            <span className={strong ? styles.strong : styles.amount} aria-hidden="true">
              {count(amount)}
            </span>
            <span className="visually-hidden">, {amountWords}</span>
          </>
        ) : null}
      </a>
    </li>
  );
}
