import { useMemo } from "react";
import { useRemembered } from "../../app/remembered";
import { navigate } from "../../app/router";
import { Button } from "../../components/Button";
import { EmptyState, ErrorNote } from "../../components/Notice";
import { Pending } from "../../components/Pending";
import type { PeopleFilter, SavedView } from "../../contract/types";
import { asFailure } from "../../platform/platform";
import { useWords } from "../../words/words";
import { useViews } from "../shell/shell-data";
import { FilterBar } from "./FilterBar";
import { FilterChips } from "./FilterChips";
import { PeopleHeader } from "./PeopleHeader";
import styles from "./PeopleScreen.module.css";
import { PeopleTable } from "./PeopleTable";
import { type Layout, readLayout, writeLayout } from "./people-columns";
import { cleared, EVERYONE, readFilter, writeFilter } from "./people-filter";

interface Props {
  f: string | null;
  viewId: string | null;
}

/** Everyone, as a table: narrowed and sorted by the address, over a saved view where it names one. */
export function PeopleScreen({ f, viewId }: Props) {
  const { t } = useWords("people");
  const { data: views, error, refetch } = useViews();
  const view = viewId === null ? null : views?.find(({ view_id }) => view_id === viewId);
  return (
    <main className={styles.screen} data-screen="people" aria-labelledby="people-heading">
      {view === undefined ? (
        <>
          <h1 id="people-heading" className="visually-hidden">
            {t("candidates")}
          </h1>
          {error ? (
            <div className={styles.note}>
              <ErrorNote failure={asFailure(error)} onRetry={() => void refetch()} />
            </div>
          ) : views ? (
            <GoneView />
          ) : (
            <Pending>{t("reading")}</Pending>
          )}
        </>
      ) : (
        <People key={viewId ?? "everyone"} f={f} view={view} />
      )}
    </main>
  );
}

function GoneView() {
  const { t } = useWords("people");
  return (
    <EmptyState icon="person" title={t("view.gone")}>
      <Button onPress={() => navigate({ screen: "people", f: null, viewId: null })}>
        {t("view.toAll")}
      </Button>
    </EmptyState>
  );
}

function People({ f, view }: { f: string | null; view: SavedView | null }) {
  const base = view?.filter ?? EVERYONE;
  const filter = useMemo(() => readFilter(f, base), [f, base]);
  const [layout, setLayout] = useLayout(view);
  const change = (next: PeopleFilter, how: { replace?: boolean } = {}) =>
    navigate({ screen: "people", f: writeFilter(next, base), viewId: view?.view_id ?? null }, how);
  return (
    <>
      <PeopleHeader view={view} filter={filter} layout={layout} onLayout={setLayout} />
      <FilterBar filter={filter} onChange={change} />
      <FilterChips filter={filter} onChange={change} />
      <PeopleTable
        key={JSON.stringify(filter)}
        label={view?.name ?? null}
        filter={filter}
        layout={layout}
        onFilter={change}
        onLayout={setLayout}
        onClearFilters={() => change(cleared(filter))}
      />
    </>
  );
}

const KEPT = "people-columns";

/** The columns: a view's own until they are changed, else as they were left. */
function useLayout(view: SavedView | null): [Layout, (next: Layout) => void] {
  const name = `people-layout-${view?.view_id ?? ""}`;
  const [changed, setChanged] = useRemembered<Layout | null>(name, null);
  const own = view?.columns;
  const base = useMemo(
    () => readLayout(own ?? (localStorage.getItem(KEPT) ?? "").split(",")),
    [own],
  );
  const put = (next: Layout) => {
    setChanged(next);
    if (!view) localStorage.setItem(KEPT, writeLayout(next).join(","));
  };
  return [changed ?? base, put];
}
