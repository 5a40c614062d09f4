import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { useActions } from "../../app/actions";
import { navigate, type Route, useRoute } from "../../app/router";
import { OpeningNotice } from "../../components/OpeningNotice";
import type { AppState } from "../../contract/types";
import { CandidateScreen } from "../candidate/CandidateScreen";
import { InboxScreen } from "../inbox/InboxScreen";
import { PipelineScreen } from "../pipeline/PipelineScreen";
import { Banners } from "./Banners";
import styles from "./Shell.module.css";
import { Sidebar } from "./Sidebar";
import { useSyncNow } from "./shell-data";

// None of these is on the way to the first screen.
const CommandPalette = lazy(async () => ({
  default: (await import("./CommandPalette")).CommandPalette,
}));
const KeyHelp = lazy(async () => ({ default: (await import("./KeyHelp")).KeyHelp }));
const FlowsPlace = lazy(async () => ({
  default: (await import("../flows/FlowsPlace")).FlowsPlace,
}));
const SettingsScreen = lazy(async () => ({
  default: (await import("../settings/SettingsScreen")).SettingsScreen,
}));
const SearchScreen = lazy(async () => ({
  default: (await import("../search/SearchScreen")).SearchScreen,
}));
const CompareScreen = lazy(async () => ({
  default: (await import("../compare/CompareScreen")).CompareScreen,
}));

/** The window once there is something to show: sidebar, banners, one screen. */
export function Shell({ app }: { app: AppState }) {
  const route = useRoute();
  const [open, setOpen] = useState<"palette" | "keys" | null>(null);
  const syncNow = useSyncNow();
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
    goTo("inbox", "Go to inbox", "g i", { screen: "inbox" }),
    goTo("pipeline", "Go to pipeline", "g p", { screen: "pipeline", flowId: null }),
    {
      ...goTo("search", "Search", "g /", { screen: "search", q: "" }),
      keys: ["g /", "/"],
    },
    goTo("flows", "Go to flows", "g f", { screen: "flows" }),
    goTo("settings", "Go to settings", "g s", { screen: "settings" }),
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

function Screen({ route, app }: { route: Route; app: AppState }) {
  switch (route.screen) {
    case "inbox":
      return <InboxScreen onlyUnread={route.unread === true} />;
    case "pipeline":
      return <PipelineScreen flowId={route.flowId} />;
    case "candidate":
      return (
        <CandidateScreen
          key={route.candidateId}
          candidateId={route.candidateId}
          interviewId={route.interviewId}
          at={route.at ?? null}
        />
      );
    case "search":
      return (
        <Suspense fallback={<main className={styles.pending} data-screen="search" />}>
          <SearchScreen q={route.q} />
        </Suspense>
      );
    case "compare":
      return (
        <Suspense fallback={<main className={styles.pending} data-screen="compare" />}>
          <CompareScreen ids={route.ids} flowId={route.flowId} />
        </Suspense>
      );
    case "flows":
    case "new-flow":
    case "invite-many":
    case "batch":
      return (
        <Suspense fallback={<main className={styles.pending} data-screen="flows" />}>
          <FlowsPlace route={route} />
        </Suspense>
      );
    case "settings":
      return (
        <Suspense fallback={<main className={styles.pending} data-screen="settings" />}>
          <SettingsScreen app={app} section={route.section ?? null} />
        </Suspense>
      );
  }
}

function goTo(id: string, label: string, keys: string, route: Route) {
  return { id: `go-${id}`, label, group: "Anywhere", keys: [keys], run: () => navigate(route) };
}
