import { useMutation, useQuery } from "@tanstack/react-query";
import { SAYS_FAILURES } from "../../app/query-client";
import { keys } from "../../app/query-keys";
import { navigate } from "../../app/router";
import { errorWords } from "../../components/error-words";
import { useUndo } from "../../components/Undo";
import type { PeopleExport, SavedView } from "../../contract/types";
import { usePlatform } from "../../platform/PlatformContext";
import { asFailure } from "../../platform/platform";
import { useWords } from "../../words/words";

/** What the filters offer. */
export function useFacets() {
  const platform = usePlatform();
  return useQuery({
    queryKey: keys.peopleFacets,
    queryFn: () => platform.call("people_facets"),
  });
}

/** Keeps a view: a new one where it has no id yet. */
export function usePutView() {
  const platform = usePlatform();
  return useMutation({ mutationFn: (view: SavedView) => platform.call("put_view", view) });
}

/** Removes a view; it can be brought back for ten seconds. */
export function useRemoveView() {
  const platform = usePlatform();
  const offer = useUndo();
  const { t } = useWords("people");
  return useMutation({
    meta: SAYS_FAILURES,
    mutationFn: (view: SavedView) => platform.call("remove_view", view.view_id),
    onSuccess: (_, view) => {
      navigate({ screen: "people", f: null, viewId: null }, { replace: true });
      offer(t("view.removed", { name: view.name }), () => {
        platform.call("put_view", view).then(
          ({ view_id }) => navigate({ screen: "people", f: null, viewId: view_id }),
          (thrown) => offer(errorWords(asFailure(thrown).code)),
        );
      });
    },
    onError: (thrown) => offer(errorWords(asFailure(thrown).code)),
  });
}

/** Writes candidates to a CSV file and says where. */
export function useExportPeople() {
  const platform = usePlatform();
  const offer = useUndo();
  const { t } = useWords("people");
  return useMutation({
    meta: SAYS_FAILURES,
    mutationFn: (what: PeopleExport) => platform.call("export_people", what),
    onSuccess: ({ path }) => offer(t("exported", { path })),
    onError: (thrown) => offer(errorWords(asFailure(thrown).code)),
  });
}
