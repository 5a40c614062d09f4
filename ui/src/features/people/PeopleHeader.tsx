import { useNow } from "../../components/When";
import type { PeopleFilter, SavedView } from "../../contract/types";
import { count, moment } from "../../lib/format";
import { useWords } from "../../words/words";
import { useSync } from "../shell/shell-data";
import { ColumnMenu } from "./ColumnMenu";
import styles from "./PeopleScreen.module.css";
import type { Layout } from "./people-columns";
import { useTotal } from "./people-total";
import { ViewMenu } from "./ViewMenu";

interface Props {
  view: SavedView | null;
  filter: PeopleFilter;
  layout: Layout;
  onLayout: (layout: Layout) => void;
}

/** Whom the table shows, how many there are, and what can be done with all of it. */
export function PeopleHeader({ view, filter, layout, onLayout }: Props) {
  const { t } = useWords("people");
  const total = useTotal(filter);
  return (
    <header className={styles.header}>
      <h1 id="people-heading">{view?.name ?? t("candidates")}</h1>
      {total === null ? null : (
        <p className={styles.facts}>{t("total", { count: total, n: count(total) })}</p>
      )}
      <Freshness />
      <div className={styles.tools}>
        <ViewMenu view={view} filter={filter} layout={layout} />
        <ColumnMenu layout={layout} onChange={onLayout} />
      </div>
    </header>
  );
}

/** Said only where what is on screen may not be all there is. */
function Freshness() {
  const { t } = useWords("people");
  const now = useNow();
  const { data: sync } = useSync();
  if (!sync) return null;
  if (sync.mode === "first_sync") {
    const n = count(sync.interviews);
    return <p className={styles.stale}>{t("stillReading", { count: sync.interviews, n })}</p>;
  }
  const mayBeOld = sync.mode === "offline" || sync.mode === "attention";
  if (!mayBeOld || sync.as_of === null) return null;
  return <p className={styles.stale}>{t("asOf", { when: moment(sync.as_of, now) })}</p>;
}
