import { useConnect, useExploreSample } from "../../app/phases";
import { Button } from "../../components/Button";
import { keyPlaceWords } from "../../components/key-place";
import { ErrorNote } from "../../components/Notice";
import { OpeningNotice } from "../../components/OpeningNotice";
import type { AppState } from "../../contract/types";
import { asFailure } from "../../platform/platform";
import { useWords } from "../../words/words";
import { ConnectForm } from "../connect/ConnectForm";
import styles from "./FirstRunScreen.module.css";

export function FirstRunScreen({ app }: { app: AppState }) {
  const { t } = useWords("firstRun");
  const connect = useConnect();
  const explore = useExploreSample();
  const busy = connect.isPending || explore.isPending;

  return (
    <main className={styles.screen} data-screen="first-run">
      <div className={styles.column}>
        <header className={styles.header}>
          <h1>{t("welcome")}</h1>
          <p>{t("what")}</p>
        </header>
        <OpeningNotice notice={app.notice} />
        <div className={styles.ways}>
          <section className={styles.way} aria-labelledby="connect-heading">
            <h2 id="connect-heading">{t("connect")}</h2>
            <ConnectForm connect={connect} isDisabled={explore.isPending} autoFocus />
          </section>
          <section className={styles.way} aria-labelledby="sample-heading">
            <h2 id="sample-heading">{t("sample")}</h2>
            <p>{t("sampleWords")}</p>
            <div className={styles.spacer} />
            {explore.error ? <ErrorNote failure={asFailure(explore.error)} /> : null}
            <Button large look="primary" isDisabled={busy} onPress={() => explore.mutate()}>
              {explore.isPending ? t("preparing") : t("explore")}
            </Button>
          </section>
        </div>
        <WhereItLives app={app} />
      </div>
    </main>
  );
}

function WhereItLives({ app }: { app: AppState }) {
  const { t } = useWords("firstRun");
  return (
    <dl className={styles.facts}>
      <div>
        <dt>{t("data")}</dt>
        <dd>
          {t("dataIn")} <code className="selectable">{app.home}</code>
        </dd>
      </div>
      <div>
        <dt>{t("itsKey")}</dt>
        <dd>{t("keptIn", { place: keyPlaceWords(app.key_kept_in) })}</dd>
      </div>
      <div>
        <dt>{t("apiKey")}</dt>
        <dd>
          {t("sentTo")} <code className="selectable">{hostOf(app.api_url)}</code>
        </dd>
      </div>
    </dl>
  );
}

function hostOf(address: string): string {
  try {
    return new URL(address).host;
  } catch {
    return address;
  }
}
