import { useState } from "react";
import { useKeptPlace } from "../../app/place";
import { useRoute } from "../../app/router";
import type { AppState } from "../../contract/types";
import { later } from "../../lib/later";
import { useActivity } from "../inbox/away";
import { Palette } from "./Palette";
import styles from "./Shell.module.css";
import { Sidebar } from "./Sidebar";
import { type Opened, useShellActions } from "./shell-actions";
import { sidebarWidth } from "./sidebar-width";

// The sidebar is drawn first, while the rest is read.
const Workplace = later(
  async () => (await import("./Workplace")).Workplace,
  () => <main className={styles.pending} />,
);
const KeyHelp = later(async () => (await import("./KeyHelp")).KeyHelp);

/** The window once there is something to show: sidebar, banners, one screen. */
export function Shell({ app }: { app: AppState }) {
  const route = useRoute();
  const [open, setOpen] = useState<Opened>(null);
  useActivity();
  const isRail = sidebarWidth.use() === "rail";
  useKeptPlace(app.phase === "connected");
  useShellActions(open, setOpen);
  const close = () => setOpen(null);

  return (
    <div className={`${styles.shell} ${isRail ? styles.rail : ""}`}>
      <Sidebar route={route} isRail={isRail} onPalette={() => setOpen("palette")} />
      <div className={styles.content}>
        <Workplace route={route} app={app} />
      </div>
      {open === "palette" ? <Palette onClose={close} /> : null}
      {open === "keys" ? <KeyHelp onClose={close} /> : null}
    </div>
  );
}
