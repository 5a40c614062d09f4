import { useLeaveSample } from "../../app/phases";
import { hashOf } from "../../app/router";
import { Button } from "../../components/Button";
import { Icon, type IconName } from "../../components/Icon";
import { ErrorNote } from "../../components/Notice";
import { useNow } from "../../components/When";
import type { Phase, SyncState } from "../../contract/types";
import { counted, moment } from "../../lib/format";
import { asFailure, type CommandFailure } from "../../platform/platform";
import styles from "./Banners.module.css";
import { useSync } from "./shell-data";
import { asOf } from "./sync-words";

/** What everything on screen has to be read with: sample data, a first sync, being offline. */
export function Banners({ phase }: { phase: Phase }) {
  const { data: sync } = useSync();
  const now = useNow();
  if (phase === "sample") return <SampleBanner />;
  const line = sync ? lineOf(sync, now) : null;
  if (!line) return null;
  return (
    <div className={`${styles.banner} ${line.urgent ? styles.urgent : ""}`} role="status">
      <Icon name={line.icon} />
      <span>{line.words}</span>
      {sync?.error?.code === "wrong_key" ? (
        <a className={styles.link} href={hashOf({ screen: "settings" })}>
          Enter a new key
        </a>
      ) : null}
    </div>
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
