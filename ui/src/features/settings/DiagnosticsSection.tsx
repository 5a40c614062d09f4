import { useState } from "react";
import { Button } from "../../components/Button";
import { ErrorNote } from "../../components/Notice";
import { useNow } from "../../components/When";
import type { AppState } from "../../contract/types";
import { copyText } from "../../lib/clipboard";
import { count } from "../../lib/format";
import { asFailure } from "../../platform/platform";
import { useWords } from "../../words/words";
import { SyncDetails } from "../shell/SyncDetails";
import { useSync, useSyncNow } from "../shell/shell-data";
import { syncMeaning } from "../shell/sync-words";
import { diagnosticsText } from "./diagnostics-text";
import { QuarantinePart } from "./QuarantinePart";
import { Fact, Section } from "./Section";
import styles from "./SettingsScreen.module.css";
import { UnreadablePart } from "./UnreadablePart";

/** What was synchronised when, what could not be applied, and all of it as a text to send on. */
export function DiagnosticsSection({ app }: { app: AppState }) {
  const { t } = useWords(["settings", "shell"]);
  const { data: sync } = useSync();
  const syncNow = useSyncNow();
  return (
    <Section name="diagnostics">
      {sync ? (
        <>
          <p className={styles.soft}>{syncMeaning(sync)}</p>
          <SyncDetails sync={sync} />
        </>
      ) : null}
      <dl className={styles.facts}>
        {sync ? (
          <>
            <Fact name={t("diagnostics.quarantine")}>
              {sync.quarantined === 0
                ? t("diagnostics.quarantineEmpty")
                : t("diagnostics.quarantineWaiting", { n: count(sync.quarantined) })}
            </Fact>
            <Fact name={t("unreadable.title")}>
              {sync.unreadable === 0
                ? t("unreadable.none")
                : t("unreadable.some", { n: count(sync.unreadable) })}
            </Fact>
            {sync.gaps.length === 0 ? (
              <Fact name={t("diagnostics.gaps")}>{t("diagnostics.noGaps")}</Fact>
            ) : null}
          </>
        ) : null}
        <Fact name={t("diagnostics.ribbon")}>
          <span className="selectable">{app.api_url}</span>
        </Fact>
        <Fact name={t("diagnostics.version")}>
          <span className="selectable">Ribbon Desk {app.version}</span>
        </Fact>
      </dl>
      {sync ? <QuarantinePart waiting={sync.quarantined} /> : null}
      {sync ? (
        <UnreadablePart total={sync.unreadable} app={app} canRead={sync.mode !== "idle"} />
      ) : null}
      <div className={styles.buttons}>
        {sync && sync.mode !== "idle" ? (
          <Button isDisabled={syncNow.isPending} onPress={() => syncNow.mutate()}>
            {syncNow.isPending ? t("shell:syncing") : t("shell:syncNow")}
          </Button>
        ) : null}
        <CopyDiagnostics app={app} />
      </div>
      <p className={styles.soft}>{t("diagnostics.copyMeans")}</p>
      {syncNow.error ? <ErrorNote failure={asFailure(syncNow.error)} /> : null}
    </Section>
  );
}

function CopyDiagnostics({ app }: { app: AppState }) {
  const { t } = useWords(["settings", "common"]);
  const { data: sync } = useSync();
  const now = useNow();
  const [copied, setCopied] = useState<boolean | null>(null);
  return (
    <>
      <Button
        isDisabled={!sync}
        onPress={() => {
          if (sync) void copyText(diagnosticsText(app, sync, now)).then(setCopied);
        }}
      >
        {copied ? t("common:copied") : t("diagnostics.copy")}
      </Button>
      {copied === false ? <span role="alert">{t("diagnostics.copyFailed")}</span> : null}
    </>
  );
}
