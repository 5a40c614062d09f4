import { useLeaveSample } from "../../app/phases";
import { fieldOf, hashOf, type SettingsField } from "../../app/router";
import { Button } from "../../components/Button";
import { Icon, type IconName } from "../../components/Icon";
import { ErrorNote } from "../../components/Notice";
import { useNow } from "../../components/When";
import type { Phase, SyncState } from "../../contract/types";
import { counted, moment } from "../../lib/format";
import { asFailure, type CommandFailure } from "../../platform/platform";
import styles from "./Banners.module.css";
import { GapBanner } from "./GapBanner";
import { useSync } from "./shell-data";
import { asOf } from "./sync-words";

/** What everything on screen has to be read with: sample data, a first sync, being offline. */
export function Banners({ phase }: { phase: Phase }) {
  const { data: sync } = useSync();
  const now = useNow();
  if (phase === "sample") return <SampleBanner />;
  if (!sync) return null;
  const line = lineOf(sync, now);
  return (
    <>
      {line ? (
        <div className={`${styles.banner} ${line.urgent ? styles.urgent : ""}`} role="status">
          <Icon name={line.icon} />
          <span>{line.words}</span>
          <WayOut sync={sync} />
        </div>
      ) : null}
      <GapBanner gaps={sync.gaps} now={now} />
    </>
  );
}

/** Where the trouble that the banner tells of can be mended. */
function WayOut({ sync }: { sync: SyncState }) {
  switch (sync.error?.code) {
    case "wrong_key":
      return (
        <a className={styles.link} href={hashOf({ screen: "settings" })}>
          Enter a new key
        </a>
      );
    case "needs_pairing":
      return <ToField section="relay">Pair again</ToField>;
    case "broken_channel":
      return <ToField section="channel">Join again</ToField>;
    default:
      return null;
  }
}

function ToField({ section, children }: { section: SettingsField; children: string }) {
  return (
    <a
      className={styles.link}
      href={hashOf({ screen: "settings", section })}
      // The settings take the focus there when they open; those that are open already do not.
      onClick={() => document.getElementById(fieldOf(section))?.focus()}
    >
      {children}
    </a>
  );
}

function SampleBanner() {
  const leave = useLeaveSample();
  return (
    <aside className={styles.banner} aria-label="Sample data">
      <Icon name="sparkle" />
      <span>
        <strong>Sample data.</strong> Nobody here is real.
      </span>
      {leave.error ? <ErrorNote failure={asFailure(leave.error) as CommandFailure} /> : null}
      <Button isDisabled={leave.isPending} onPress={() => leave.mutate()}>
        Leave sample data
      </Button>
    </aside>
  );
}

function lineOf(sync: SyncState, now: number) {
  const line = (icon: IconName, words: string, urgent = false) => ({ icon, words, urgent });
  switch (sync.mode) {
    case "first_sync":
      return line(
        "polling",
        sync.interviews === 0
          ? "Reading the first interviews."
          : `${counted(sync.interviews, "interview", "interviews")} so far. You can already work.`,
      );
    case "offline": {
      const fresh = asOf(sync, now);
      const since = `Offline since ${moment(sync.since, now)}.`;
      return line("offline", fresh ? `${since} This is Ribbon ${fresh}.` : since);
    }
    case "attention":
      return line("alert", sync.error?.message ?? quarantineWords(sync), true);
    default:
      return null;
  }
}

function quarantineWords({ quarantined }: SyncState): string {
  if (quarantined === 0) return "Synchronisation needs you: the line at the bottom left says why.";
  const what = counted(quarantined, "delivery", "deliveries");
  return `${what} could not be applied. Nothing is lost: the line at the bottom left says more.`;
}
