import type { SettingsSection } from "../../app/router";
import { errorWords } from "../../components/error-words";
import type { AppState } from "../../contract/types";
import { useWords } from "../../words/words";
import { useSync } from "../shell/shell-data";
import { ChannelSection } from "./ChannelSection";
import { Copyable } from "./Copyable";
import { OrganisationSection } from "./OrganisationSection";
import { RelaySection } from "./RelaySection";
import { Section } from "./Section";
import styles from "./SettingsScreen.module.css";

interface Props {
  app: AppState;
  /** Where somebody was led. */
  wanted: SettingsSection | null;
}

/** The ways by which webhooks come. */
export function SourcesSection({ app, wanted }: Props) {
  const { t } = useWords("settings");
  const { data: sync } = useSync();
  if (app.phase !== "connected") {
    return (
      <Section name="sources">
        <p className={styles.soft}>{t("sources.sample")}</p>
      </Section>
    );
  }
  return (
    <Section name="sources">
      <p className={styles.soft}>{t("sources.what")}</p>
      {sync ? (
        <>
          <RelaySection relay={sync.relay} isWanted={wanted === "relay"} />
          <ChannelSection channel={sync.channel} isWanted={wanted === "channel"} />
        </>
      ) : null}
      <OrganisationSection isWanted={wanted === "organisation"} />
      {sync?.receiver_error ? (
        <div className={styles.part}>
          <h3>{t("sources.receiver")}</h3>
          <p role="alert">{errorWords(sync.receiver_error.code)}</p>
          <p className={styles.soft} lang="en">
            {sync.receiver_error.message}
          </p>
        </div>
      ) : null}
      {sync?.receiver_url ? (
        <div className={styles.part}>
          <h3>{t("sources.receiver")}</h3>
          <Copyable text={sync.receiver_url} what={t("sources.copyAddress")} />
          <p className={styles.soft}>{t("sources.receiverWhat")}</p>
        </div>
      ) : null}
    </Section>
  );
}
