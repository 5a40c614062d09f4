import { useActions } from "../../app/actions";
import { hashOf, navigate, type Route } from "../../app/router";
import { useWords } from "../../words/words";
import styles from "../shell/Sidebar.module.css";
import { useViews } from "../shell/shell-data";

/** The saved views, below the entry of the table they are views of. */
export function SidebarViews({ route, isRail }: { route: Route; isRail: boolean }) {
  const { t } = useWords("people");
  const { data: views = [] } = useViews();
  // Also by name from the command palette.
  useActions(
    views.map(({ view_id, name }) => ({
      id: `view-${view_id}`,
      label: t("view.open", { name }),
      group: t("view.views"),
      keys: [],
      run: () => navigate({ screen: "people", f: null, viewId: view_id }),
    })),
  );
  if (views.length === 0 || isRail) return null;
  const current = route.screen === "people" ? route.viewId : null;
  return (
    <ul className={`${styles.list} ${styles.flows}`} aria-label={t("view.views")}>
      {views.map(({ view_id, name }) => (
        <li key={view_id}>
          <a
            className={styles.entry}
            href={hashOf({ screen: "people", f: null, viewId: view_id })}
            aria-current={current === view_id ? "page" : undefined}
            title={name}
            data-view-id={view_id}
          >
            <span className={styles.label}>{name}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}
