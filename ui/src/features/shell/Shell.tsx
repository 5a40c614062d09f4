import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { useActions } from "../../app/actions";
import { navigate, type Route, useRoute } from "../../app/router";
import { OpeningNotice } from "../../components/OpeningNotice";
import type { AppState } from "../../contract/types";
import { useActivity } from "../inbox/away";
import { Banners } from "./Banners";
import styles from "./Shell.module.css";
import { Sidebar } from "./Sidebar";
import { Screen } from "./screens";
import { useSyncNow } from "./shell-data";

// None of these is on the way to the first screen.
const CommandPalette = lazy(async () => ({
  default: (await import("./CommandPalette")).CommandPalette,
}));
const KeyHelp = lazy(async () => ({ default: (await import("./KeyHelp")).KeyHelp }));

/** The window once there is something to show: sidebar, banners, one screen. */
export function Shell({ app }: { app: AppState }) {
  const route = useRoute();
  const [open, setOpen] = useState<"palette" | "keys" | null>(null);
  const syncNow = useSyncNow();
  useActivity();
  const content = useRef<HTMLDivElement>(null);
  const place = route.screen === "candidate" ? `candidate ${route.candidateId}` : route.screen;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another place needs the focus anew.
  useEffect(() => {
    // What had the focus went with its screen; reading goes on where the new one begins.
    if (document.activeElement !== document.body) return;
    const main = content.current?.querySelector("main");
    main?.setAttribute("tabindex", "-1");
    main?.focus();
  }, [place]);
  const group = "Anywhere";

  useActions([
    {
      id: "palette",
      label: "Command palette",
      group,
      keys: ["mod+k"],
      onlyKeys: true,
      run: () => setOpen(open === "palette" ? null : "palette"),
    },
    { id: "keys", label: "Keyboard shortcuts", group, keys: ["?"], run: () => setOpen("keys") },
    goTo("inbox", "Go to inbox", ["g i"], { screen: "inbox" }),
    goTo("pipeline", "Go to pipeline", ["g p"], { screen: "pipeline", flowId: null }),
    goTo("people", "Go to candidates", ["g c"], { screen: "people", f: null, viewId: null }),
    goTo("search", "Search everything", ["/", "g s"], { screen: "search", q: "" }),
    goTo("insights", "Go to insights", ["g n"], { screen: "insights", search: "" }),
    goTo("flows", "Go to flows", ["g f"], { screen: "flows" }),
    goTo("settings", "Go to settings", ["g ,"], { screen: "settings" }),
    {
      id: "back",
      label: "Back",
      group,
      keys: ["[", "alt+arrowleft"],
      run: () => window.history.back(),
    },
    {
      id: "forward",
      label: "Forward",
      group,
      keys: ["]", "alt+arrowright"],
      run: () => window.history.forward(),
    },
    { id: "sync", label: "Sync now", group, keys: ["g r"], run: () => syncNow.mutate() },
  ]);

  return (
    <div className={styles.shell}>
      <Sidebar route={route} onPalette={() => setOpen("palette")} />
      <div className={styles.content} ref={content}>
        <OpeningNotice notice={app.notice} />
        <Banners phase={app.phase} />
        <Screen route={route} app={app} />
      </div>
      <Suspense fallback={null}>
        {open === "palette" ? <CommandPalette onClose={() => setOpen(null)} /> : null}
        {open === "keys" ? <KeyHelp onClose={() => setOpen(null)} /> : null}
      </Suspense>
    </div>
  );
}

function goTo(id: string, label: string, keys: string[], route: Route) {
  return { id: `go-${id}`, label, group: "Anywhere", keys, run: () => navigate(route) };
}
