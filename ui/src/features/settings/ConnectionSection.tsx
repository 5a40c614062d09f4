import { useState } from "react";
import { useConnect } from "../../app/phases";
import { Button } from "../../components/Button";
import type { AppState } from "../../contract/types";
import { useWords } from "../../words/words";
import { ConnectForm } from "../connect/ConnectForm";
import { useSync } from "../shell/shell-data";
import { Section } from "./Section";
import styles from "./SettingsScreen.module.css";

/** To whom this window is connected, and a new key. */
export function ConnectionSection({ app }: { app: AppState }) {
  const { t } = useWords("settings");
  return (
    <Section name="connection">
      {app.phase === "connected" ? (
        <Connected app={app} />
      ) : (
        <p className={styles.soft}>{t("connection.sample")}</p>
      )}
    </Section>
  );
}

function Connected({ app }: { app: AppState }) {
  const { t } = useWords("settings");
  const connect = useConnect();
  const { data: sync } = useSync();
  const [isOpen, setIsOpen] = useState(false);
  const isShown = isOpen || sync?.error?.code === "wrong_key";
  return (
    <>
      <p className={styles.soft}>{t("connection.connectedTo", { address: app.api_url })}</p>
      {isShown ? (
        <div className={styles.form}>
          <ConnectForm connect={connect} autoFocus />
        </div>
      ) : (
        <Button onPress={() => setIsOpen(true)}>{t("connection.change")}</Button>
      )}
    </>
  );
}
