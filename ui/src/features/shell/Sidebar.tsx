import { hashOf, type Route } from "../../app/router";
import { Icon, type IconName } from "../../components/Icon";
import { Keys } from "../../components/Keys";
import type { FlowSummary } from "../../contract/types";
import { count } from "../../lib/format";
import { later } from "../../lib/later";
import { useWords } from "../../words/words";
import { SidebarViews } from "../people/SidebarViews";
import { flowLabel } from "./flow-words";
import styles from "./Sidebar.module.css";
import { useFlows, useUnreadCount } from "./shell-data";
import { useTeamFilter } from "./teams";

// What React Aria is needed for comes after the first paint.
const SyncLine = later(
  async () => (await import("./SyncLine")).SyncLine,
  () => <div className={styles.syncLine} />,
);
const SidebarToggle = later(
  async () => (await import("./SidebarToggle")).SidebarToggle,
  () => <div className={styles.toggle} />,
);

const TeamChoice = later(
  async () => (await import("./TeamChoice")).TeamChoice,
  () => null,
);

interface Props {
  route: Route;
  /** Only icons. */
  isRail: boolean;
  onPalette: () => void;
}

const NO_FLOWS: readonly FlowSummary[] = [];

export function Sidebar({ route, isRail, onPalette }: Props) {
  const { t } = useWords(["shell", "common"]);
  const unread = useUnreadCount();
  const { data: all = NO_FLOWS } = useFlows();
  const { flows, ...team } = useTeamFilter("sidebar", all);
  const inPipeline = route.screen === "pipeline";

  return (
    <nav className={styles.sidebar} aria-label={t("main")}>
      <div className={styles.top}>
        <button
          type="button"
          className={`${styles.palette} ${isRail ? styles.small : ""}`}
          onClick={onPalette}
          title={isRail ? t("commands") : undefined}
        >
          <Icon name="command" />
          <span className={styles.label} data-rail-hidden>
            {t("commands")}
          </span>
          {isRail ? null : <Keys keys="mod+k" />}
        </button>
        <SidebarToggle isRail={isRail} />
      </div>
      <ul className={styles.list}>
        <Entry
          icon="inbox"
          label={t("inbox")}
          to={{ screen: "inbox" }}
          current={route.screen === "inbox"}
          amount={unread}
          amountWords={t("unread", { count: unread, n: count(unread) })}
          strong
        />
        <Entry
          icon="board"
          label={t("pipeline")}
          to={{ screen: "pipeline", flowId: null }}
          current={inPipeline && route.flowId === null}
        />
        <Entry
          icon="person"
          label={t("people")}
          to={{ screen: "people", f: null, viewId: null }}
          current={route.screen === "people" && route.viewId === null}
        />
        <Entry
          icon="search"
          label={t("search")}
          to={{ screen: "search", q: "" }}
          current={route.screen === "search"}
        />
        <Entry
          icon="chart"
          label={t("insights")}
          to={{ screen: "insights", search: "" }}
          current={route.screen === "insights"}
        />
      </ul>
      <SidebarViews route={route} isRail={isRail} />
      {team.teams.length > 1 && !isRail ? (
        <div className={styles.team}>
          <TeamChoice {...team} />
        </div>
      ) : null}
      {flows.length > 0 && !isRail ? (
        <ul className={`${styles.list} ${styles.flows}`} aria-label={t("flows")}>
          {flows.map((flow) => (
            <Entry
              key={flow.flow_id}
              label={flowLabel(flow)}
              to={{ screen: "pipeline", flowId: flow.flow_id }}
              current={inPipeline && route.flowId === flow.flow_id}
              amount={flow.candidates}
              amountWords={t("common:candidates", {
                count: flow.candidates,
                n: count(flow.candidates),
              })}
            />
          ))}
        </ul>
      ) : null}
      <ul className={`${styles.list} ${styles.bottom}`}>
        <Entry
          icon="flows"
          label={t("flows")}
          to={{ screen: "flows" }}
          current={["flows", "flow", "new-flow", "invite-many", "batch"].includes(route.screen)}
        />
        <Entry
          icon="settings"
          label={t("settings")}
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
        title={label}
      >
        {icon ? <Icon name={icon} /> : null}
        <span className={styles.label} data-rail-hidden>
          {label}
        </span>
        {amount > 0 ? (
          <>
            <span
              className={strong ? styles.strong : styles.amount}
              aria-hidden="true"
              {...(strong ? { "data-rail-badge": true } : { "data-rail-hidden": true })}
            >
              {count(amount)}
            </span>
            <span className="visually-hidden">, {amountWords}</span>
          </>
        ) : null}
      </a>
    </li>
  );
}
