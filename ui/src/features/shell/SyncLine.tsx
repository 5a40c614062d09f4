import { Button as AriaButton } from "react-aria-components/Button";
import { Dialog, DialogTrigger } from "react-aria-components/Dialog";
import { Popover } from "react-aria-components/Popover";
import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { ErrorNote } from "../../components/Notice";
import { useNow } from "../../components/When";
import { CommandFailure } from "../../platform/platform";
import { useWords } from "../../words/words";
import { SyncDetails } from "./SyncDetails";
import styles from "./SyncLine.module.css";
import { useSync, useSyncNow } from "./shell-data";
import { asOf, syncIcon, syncLine, syncMeaning } from "./sync-words";

/** How fresh the window is, in one line; pressing it tells exactly what and when. */
export function SyncLine() {
  const { data: sync } = useSync();
  const syncNow = useSyncNow();
  const now = useNow();
  const { t } = useWords("shell");
  if (!sync) return <div className={styles.placeholder} />;
  const fresh = asOf(sync, now);
  const canSync = sync.mode !== "idle";

  return (
    <DialogTrigger>
      <AriaButton className={styles.line ?? ""} data-sync-state={sync.mode}>
        <Icon name={syncIcon(sync)} />
        <span className={styles.words} data-rail-hidden>
          <span>{syncLine(sync, now)}</span>
          {fresh && sync.mode !== "idle" ? <span className={styles.asOf}>{fresh}</span> : null}
        </span>
      </AriaButton>
      <Popover placement="top start" offset={6} className={styles.popover ?? ""}>
        <Dialog className={styles.dialog ?? ""} aria-label={t("sync.title")}>
          <h2>{syncLine(sync, now)}</h2>
          <p className={styles.meaning}>{syncMeaning(sync)}</p>
          {sync.error ? <ErrorNote failure={new CommandFailure(sync.error)} /> : null}
          <SyncDetails sync={sync} />
          <div className={styles.actions}>
            <Button
              isDisabled={!canSync || syncNow.isPending}
              onPress={() => syncNow.mutate()}
              {...(canSync ? {} : { "aria-describedby": "sync-why-not" })}
            >
              {syncNow.isPending ? t("syncing") : t("syncNow")}
            </Button>
            {canSync ? null : <span id="sync-why-not">{t("sync.nothingToSync")}</span>}
          </div>
          {syncNow.error ? (
            <ErrorNote failure={syncNow.error as CommandFailure} onRetry={() => syncNow.mutate()} />
          ) : null}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
