import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useConnect } from "../../app/phases";
import { keys } from "../../app/query-keys";
import type { SettingsSection } from "../../app/router";
import { setSingleKeys, useSingleKeys } from "../../app/single-keys";
import { Button } from "../../components/Button";
import { ErrorNote } from "../../components/Notice";
import { Switch } from "../../components/Switch";
import type { AppState, Settings } from "../../contract/types";
import { count } from "../../lib/format";
import { usePlatform } from "../../platform/PlatformContext";
import { asFailure } from "../../platform/platform";
import { ConnectForm } from "../connect/ConnectForm";
import { SyncDetails } from "../shell/SyncDetails";
import { useSync, useSyncNow } from "../shell/shell-data";
import { syncMeaning } from "../shell/sync-words";
import { ChannelSection } from "./ChannelSection";
import { Copyable } from "./Copyable";
import { DataSection } from "./DataSection";
import { RelaySection } from "./RelaySection";
import styles from "./SettingsScreen.module.css";

interface Props {
  app: AppState;
  /** The section that somebody was led to. */
  section: SettingsSection | null;
}

export function SettingsScreen({ app, section }: Props) {
  const { data: sync } = useSync();
  return (
    <main className={styles.screen} data-screen="settings" aria-labelledby="settings-heading">
      <div className={styles.column}>
        <h1 id="settings-heading">Settings</h1>
        <Notifications />
        {app.phase === "connected" ? <Connection app={app} /> : null}
        {app.phase === "connected" && sync ? (
          <>
            <RelaySection relay={sync.relay} isWanted={section === "relay"} />
            <ChannelSection channel={sync.channel} isWanted={section === "channel"} />
          </>
        ) : null}
        <Keyboard />
        <Synchronisation />
        <DataSection app={app} />
      </div>
    </main>
  );
}

function useSettings() {
  const platform = usePlatform();
  const queryClient = useQueryClient();
  const query = useQuery({ queryKey: keys.settings, queryFn: () => platform.call("settings") });
  const save = useMutation({
    mutationFn: (next: Settings) => platform.call("set_settings", next),
    onMutate: (next) => queryClient.setQueryData(keys.settings, next),
    onSuccess: (saved) => queryClient.setQueryData(keys.settings, saved),
    onError: () => queryClient.invalidateQueries({ queryKey: keys.settings }),
  });
  return { query, save };
}

function Notifications() {
  const { query, save } = useSettings();
  const failure = query.error ?? save.error;
  const settings = query.data;
  return (
    <section aria-labelledby="notifications-heading">
      <h2 id="notifications-heading">Notifications</h2>
      {failure ? <ErrorNote failure={asFailure(failure)} /> : null}
      {settings ? (
        <>
          <Switch
            isOn={settings.notifications}
            onChange={(notifications) => save.mutate({ ...settings, notifications })}
            details="Everything stays in the inbox either way."
          >
            Notify me on the desktop
          </Switch>
          <Switch
            isOn={settings.hide_content}
            onChange={(hide_content) => save.mutate({ ...settings, hide_content })}
            details="Notifications say only that something happened: no names, no words, no scores."
          >
            Hide content
          </Switch>
        </>
      ) : null}
    </section>
  );
}

function Keyboard() {
  const on = useSingleKeys();
  return (
    <section aria-labelledby="keyboard-heading">
      <h2 id="keyboard-heading">Keyboard</h2>
      <Switch
        isOn={on}
        onChange={setSingleKeys}
        details="Off, letters and signs by themselves do nothing: for speech input, or against slips. Arrow keys, Enter, Space and keys with Ctrl, Alt or ⌘ go on working."
      >
        Single-key shortcuts
      </Switch>
    </section>
  );
}

function Connection({ app }: { app: AppState }) {
  const connect = useConnect();
  const { data: sync } = useSync();
  const [isOpen, setIsOpen] = useState(false);
  const isShown = isOpen || sync?.error?.code === "wrong_key";
  return (
    <section aria-labelledby="connection-heading">
      <h2 id="connection-heading">Connection</h2>
      <p className={styles.soft}>
        Connected to {app.api_url}. A new key takes the place of the old one as soon as Ribbon
        accepts it.
      </p>
      {isShown ? (
        <div className={styles.form}>
          <ConnectForm connect={connect} autoFocus />
        </div>
      ) : (
        <Button onPress={() => setIsOpen(true)}>Change API key</Button>
      )}
    </section>
  );
}

function Synchronisation() {
  const { data: sync } = useSync();
  const syncNow = useSyncNow();
  if (!sync) return null;
  return (
    <section aria-labelledby="sync-heading">
      <h2 id="sync-heading">Synchronisation</h2>
      <p className={styles.soft}>{syncMeaning(sync)}</p>
      <SyncDetails sync={sync} />
      <dl className={styles.facts}>
        <div>
          <dt>Quarantine</dt>
          <dd>
            {sync.quarantined === 0
              ? "Empty: every delivery could be applied"
              : `${count(sync.quarantined)} waiting, nothing of them is lost`}
          </dd>
        </div>
        {sync.receiver_url ? (
          <div>
            <dt>Webhook receiver</dt>
            <dd>
              <Copyable text={sync.receiver_url} what="Copy address" />
              <p className={styles.soft}>
                On this computer only. Point a tunnel such as ngrok or cloudflared here. It is live
                only: what Ribbon posts while this computer sleeps or is offline is lost, a status
                change for ever. A relay loses nothing.
              </p>
            </dd>
          </div>
        ) : null}
      </dl>
      {sync.mode === "idle" ? null : (
        <Button isDisabled={syncNow.isPending} onPress={() => syncNow.mutate()}>
          {syncNow.isPending ? "Syncing…" : "Sync now"}
        </Button>
      )}
      {syncNow.error ? <ErrorNote failure={asFailure(syncNow.error)} /> : null}
    </section>
  );
}
