import { keyPlaceWords } from "../../components/key-place";
import { ErrorNote } from "../../components/Notice";
import { Switch } from "../../components/Switch";
import type { AppState } from "../../contract/types";
import { asFailure } from "../../platform/platform";
import { useWords } from "../../words/words";
import { Copyable } from "./Copyable";
import { Fact, Section } from "./Section";
import styles from "./SettingsScreen.module.css";
import { useSettings } from "./settings-data";

/** What others may see, and what is kept where. */
export function PrivacySection({ app }: { app: AppState }) {
  const { t } = useWords("settings");
  const { settings, unsaved, change } = useSettings();
  return (
    <Section name="privacy">
      {settings ? (
        <Switch
          isOn={settings.hide_content}
          onChange={(hide_content) => change({ hide_content })}
          details={t("privacy.hideMeans")}
        >
          {t("privacy.hide")}
        </Switch>
      ) : null}
      {unsaved ? <ErrorNote failure={asFailure(unsaved)} /> : null}
      <div className={styles.part}>
        <h3>{t("privacy.where")}</h3>
        <dl className={styles.facts}>
          <Fact name={t("privacy.cache")}>
            <Copyable text={app.home} what={t("privacy.copyFolder")} />
            <p className={styles.soft}>{t("privacy.cacheMeans")}</p>
          </Fact>
          <Fact name={t("privacy.key")}>
            {t("privacy.keptIn", { place: keyPlaceWords(app.key_kept_in) })}
          </Fact>
          <Fact name={t("privacy.recordings")}>{t("privacy.recordingsMeans")}</Fact>
          <Fact name={t("privacy.window")}>{t("privacy.windowMeans")}</Fact>
          <Fact name={t("privacy.files")}>{t("privacy.filesMeans")}</Fact>
          <Fact name={t("privacy.sent")}>{t("privacy.sentMeans")}</Fact>
        </dl>
      </div>
    </Section>
  );
}
