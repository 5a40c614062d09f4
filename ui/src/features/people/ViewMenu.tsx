import { useState } from "react";
import { useActions } from "../../app/actions";
import { navigate } from "../../app/router";
import { ActionMenu, type MenuAction } from "../../components/ActionMenu";
import { Button } from "../../components/Button";
import { errorWords } from "../../components/error-words";
import { useUndo } from "../../components/Undo";
import type { PeopleFilter, SavedView } from "../../contract/types";
import { asFailure } from "../../platform/platform";
import { useWords } from "../../words/words";
import { type Layout, readLayout, sameLayout, USUAL, writeLayout } from "./people-columns";
import { useExportPeople, usePutView, useRemoveView } from "./people-data";
import { EVERYONE, writeFilter } from "./people-filter";
import { ViewNameSheet } from "./ViewNameSheet";

interface Props {
  view: SavedView | null;
  filter: PeopleFilter;
  layout: Layout;
}

/** Keeping what the table shows under a name, and what can be done with a view that was kept. */
export function ViewMenu({ view, filter, layout }: Props) {
  const { t } = useWords("people");
  const [asking, setAsking] = useState<"new" | "rename" | null>(null);
  const keep = useKeep(filter, layout);
  const remove = useRemoveView();
  const exporting = useExportPeople();
  const isChanged = view
    ? writeFilter(filter, view.filter) !== null || !sameLayout(layout, readLayout(view.columns))
    : writeFilter(filter, EVERYONE) !== null || !sameLayout(layout, USUAL);

  const group = t("candidates");
  const saveAs = { id: "save-view", label: t("view.saveAs"), run: () => setAsking("new") };
  const exportAll = {
    id: "export-people",
    label: t("exportAll"),
    run: () => exporting.mutate({ candidate_ids: [], filter }),
  };
  const own: MenuAction[] = view
    ? [
        { id: "rename-view", label: t("view.rename"), run: () => setAsking("rename") },
        { id: "remove-view", label: t("view.remove"), run: () => remove.mutate(view) },
      ]
    : [];
  const actions = [saveAs, ...own, exportAll];
  useActions(actions.map((action) => ({ ...action, group, keys: [] })));

  return (
    <>
      {view && isChanged ? (
        <>
          <Button onPress={() => keep(view, view.name)}>{t("view.update")}</Button>
          <Button
            look="quiet"
            onPress={() => navigate({ screen: "people", f: null, viewId: view.view_id })}
          >
            {t("view.reset")}
          </Button>
        </>
      ) : null}
      {!view && isChanged ? (
        <Button onPress={() => setAsking("new")}>{t("view.saveAs")}</Button>
      ) : null}
      <ActionMenu label={t("view.more")} actions={actions} />
      {asking ? (
        <ViewNameSheet
          title={asking === "new" ? t("view.saveTitle") : t("view.renameTitle")}
          name={asking === "rename" ? (view?.name ?? "") : ""}
          onClose={() => setAsking(null)}
          onName={(name) => {
            setAsking(null);
            if (asking === "rename" && view) keep(view, name, view);
            else keep(null, name);
          }}
        />
      ) : null}
    </>
  );
}

/** Keeps a view, as the table is now or, for another name, as the view was. */
function useKeep(filter: PeopleFilter, layout: Layout) {
  const { t } = useWords("people");
  const put = usePutView();
  const offer = useUndo();
  return (before: SavedView | null, name: string, as?: SavedView) => {
    const shown = { filter: as?.filter ?? filter, columns: as?.columns ?? writeLayout(layout) };
    put.mutate(
      { view_id: before?.view_id ?? "", name, ...shown },
      {
        onSuccess: (kept) => {
          if (!as) navigate({ screen: "people", f: null, viewId: kept.view_id });
          const undo = before ? () => put.mutate(before) : undefined;
          offer(t("view.kept", { name: kept.name }), undo);
        },
        onError: (thrown) => offer(errorWords(asFailure(thrown).code)),
      },
    );
  };
}
