import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { useKeptPlace } from "../../app/place";
import { type Route, useRoute } from "../../app/router";
import { OpeningNotice } from "../../components/OpeningNotice";
import type { AppState } from "../../contract/types";
import { useActivity } from "../inbox/away";
import { Banners } from "./Banners";
import { ScreenBoundary } from "./ScreenBoundary";
import styles from "./Shell.module.css";
import { Sidebar } from "./Sidebar";
import { Screen } from "./screens";
import { type Opened, useShellActions } from "./shell-actions";
import { sidebarWidth } from "./sidebar-width";

// None of these is on the way to the first screen.
const CommandPalette = lazy(async () => ({
  default: (await import("./CommandPalette")).CommandPalette,
}));
const KeyHelp = lazy(async () => ({ default: (await import("./KeyHelp")).KeyHelp }));

/** The window once there is something to show: sidebar, banners, one screen. */
export function Shell({ app }: { app: AppState }) {
  const route = useRoute();
  const [open, setOpen] = useState<Opened>(null);
  useActivity();
  const content = useRef<HTMLDivElement>(null);
  const isRail = sidebarWidth.use() === "rail";
  useFocusOfScreens(route, content);
  useKeptPlace(app.phase === "connected");
  useShellActions(open, setOpen);
  const close = () => setOpen(null);

  return (
    <div className={`${styles.shell} ${isRail ? styles.rail : ""}`}>
      <Sidebar route={route} isRail={isRail} onPalette={() => setOpen("palette")} />
      <div className={styles.content} ref={content}>
        <OpeningNotice notice={app.notice} />
        <Banners phase={app.phase} />
        <ScreenBoundary key={route.screen}>
          <Screen route={route} app={app} />
        </ScreenBoundary>
      </div>
      <Suspense fallback={null}>
        {open === "palette" ? <CommandPalette onClose={close} /> : null}
        {open === "keys" ? <KeyHelp onClose={close} /> : null}
      </Suspense>
    </div>
  );
}

function useFocusOfScreens(route: Route, content: React.RefObject<HTMLDivElement | null>): void {
  const place = route.screen === "candidate" ? `candidate ${route.candidateId}` : route.screen;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another place needs the focus anew.
  useEffect(() => {
    // What had the focus went with its screen; reading goes on where the new one begins.
    if (document.activeElement !== document.body) return;
    const main = content.current?.querySelector("main");
    main?.setAttribute("tabindex", "-1");
    main?.focus();
  }, [place]);
}
