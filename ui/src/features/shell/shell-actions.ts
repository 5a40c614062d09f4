import { type Action, useActions } from "../../app/actions";
import { navigate, type Route } from "../../app/router";
import { useWords } from "../../words/words";
import { useSyncNow } from "./shell-data";
import { sidebarWidth, toggleSidebar } from "./sidebar-width";

/** What is open over the screen. */
export type Opened = "palette" | "keys" | null;

/** What can be done on every screen. */
export function useShellActions(open: Opened, setOpen: (open: Opened) => void): void {
  const { t } = useWords(["shell", "common"]);
  const syncNow = useSyncNow();
  const isRail = sidebarWidth.use() === "rail";
  const group = t("common:anywhere");
  const action = (id: string, label: string, keys: string[], run: () => void): Action => ({
    id,
    label,
    group,
    keys,
    run,
  });
  const go = (to: keyof typeof PLACES, ...keys: string[]) =>
    action(`go-${to}`, t(`go.${to}`), keys, () => navigate(PLACES[to]));

  useActions([
    {
      ...action("palette", t("palette"), ["mod+k"], () =>
        setOpen(open === "palette" ? null : "palette"),
      ),
      onlyKeys: true,
    },
    action("keys", t("allKeys"), ["?"], () => setOpen("keys")),
    go("inbox", "g i"),
    go("pipeline", "g p"),
    go("people", "g c"),
    go("search", "/", "g s"),
    go("insights", "g n"),
    go("flows", "g f"),
    go("settings", "g ,"),
    action("back", t("back"), ["[", "alt+arrowleft"], () => window.history.back()),
    action("forward", t("forward"), ["]", "alt+arrowright"], () => window.history.forward()),
    action("sync", t("syncNow"), ["g r"], () => syncNow.mutate()),
    action("sidebar", t(isRail ? "showSidebar" : "hideSidebar"), ["mod+b"], toggleSidebar),
  ]);
}

const PLACES = {
  inbox: { screen: "inbox" },
  pipeline: { screen: "pipeline", flowId: null },
  people: { screen: "people", f: null, viewId: null },
  search: { screen: "search", q: "" },
  insights: { screen: "insights", search: "" },
  flows: { screen: "flows" },
  settings: { screen: "settings" },
} as const satisfies Record<string, Route>;
