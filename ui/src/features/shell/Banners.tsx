import { useLeaveSample } from "../../app/phases";
import { fieldOf, hashOf, type SettingsField } from "../../app/router";
import { Button } from "../../components/Button";
import { errorWords } from "../../components/error-words";
import { Icon, type IconName } from "../../components/Icon";
import { ErrorNote } from "../../components/Notice";
import { useNow } from "../../components/When";
import type { CommandError, Phase, SyncState } from "../../contract/types";
import { count, moment } from "../../lib/format";
import { asFailure, type CommandFailure } from "../../platform/platform";
import { useWords, wordsOf } from "../../words/words";
import styles from "./Banners.module.css";
import { GapBanner } from "./GapBanner";
import { useSync } from "./shell-data";
import { asOf } from "./sync-words";
import { UnreadableBanner } from "./UnreadableBanner";

const t = wordsOf("shell");

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
          <span>
            {line.words}
            {line.detail ? (
              <span className={styles.detail} lang="en">
                {line.detail}
              </span>
            ) : null}
          </span>
          <WayOut sync={sync} />
        </div>
      ) : null}
      <UnreadableBanner count={sync.unreadable} />
      <GapBanner gaps={sync.gaps} now={now} />
    </>
  );
}

/** Where the trouble that the banner tells of can be mended. */
function WayOut({ sync }: { sync: SyncState }) {
  const { t } = useWords("shell");
  switch (sync.error?.code) {
    case "wrong_key":
      return (
        <a className={styles.link} href={hashOf({ screen: "settings" })}>
          {t("newKey")}
        </a>
      );
    case "needs_pairing":
    case "broken_pairing":
      return <ToField section="relay">{t("pairAgain")}</ToField>;
    case "broken_channel":
      return <ToField section="channel">{t("joinAgain")}</ToField>;
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
  const { t } = useWords("shell");
  return (
    <aside className={styles.banner} aria-label={t("sample.title")}>
      <Icon name="sparkle" />
      <span>
        <strong>{t("sample.strong")}</strong> {t("sample.words")}
      </span>
      {leave.error ? <ErrorNote failure={asFailure(leave.error) as CommandFailure} /> : null}
      <Button isDisabled={leave.isPending} onPress={() => leave.mutate()}>
        {t("sample.leave")}
      </Button>
    </aside>
  );
}

function lineOf(sync: SyncState, now: number) {
  const line = (icon: IconName, words: string, urgent = false, detail?: string) => ({
    icon,
    words,
    urgent,
    detail,
  });
  switch (sync.mode) {
    case "first_sync":
      return line(
        "polling",
        sync.interviews === 0
          ? t("readingFirst")
          : t("soFar", { count: sync.interviews, n: count(sync.interviews) }),
      );
    case "offline": {
      const fresh = asOf(sync, now);
      const since = t("offlineSince", { since: moment(sync.since, now) });
      return line("offline", fresh ? `${since} ${t("thisIsRibbon", { asOf: fresh })}` : since);
    }
    case "attention":
      return sync.error
        ? line("alert", errorWords(sync.error.code), true, detailOf(sync.error))
        : line("alert", quarantineWords(sync), true);
    default:
      return null;
  }
}

/** What the other end said, where that says more than the code does. */
function detailOf({ code, message }: CommandError): string | undefined {
  return code === "wrong_key" ? undefined : message;
}

function quarantineWords({ quarantined }: SyncState): string {
  if (quarantined === 0) return t("needsYou");
  return t("notApplied", { count: quarantined, n: count(quarantined) });
}
