import { useConnect, useExploreSample } from "../../app/phases";
import { Button } from "../../components/Button";
import { ErrorNote } from "../../components/Notice";
import { OpeningNotice } from "../../components/OpeningNotice";
import type { AppState } from "../../contract/types";
import { asFailure } from "../../platform/platform";
import { ConnectForm } from "../connect/ConnectForm";
import styles from "./FirstRunScreen.module.css";

export function FirstRunScreen({ app }: { app: AppState }) {
  const connect = useConnect();
  const explore = useExploreSample();
  const busy = connect.isPending || explore.isPending;

  return (
    <main className={styles.screen} data-screen="first-run">
      <div className={styles.column}>
        <header className={styles.header}>
          <h1>Welcome to Ribbon Desk</h1>
          <p>
            Every interview, video and status change from Ribbon, on this computer, even offline.
          </p>
        </header>
        <OpeningNotice notice={app.notice} />
        <div className={styles.ways}>
          <section className={styles.way} aria-labelledby="connect-heading">
            <h2 id="connect-heading">Connect to Ribbon</h2>
            <ConnectForm connect={connect} isDisabled={explore.isPending} autoFocus />
          </section>
          <section className={styles.way} aria-labelledby="sample-heading">
            <h2 id="sample-heading">Just look around</h2>
            <p>
              Invented candidates with recordings and transcripts. Works without a key and without a
              network, is marked as sample everywhere, and is gone with one click.
            </p>
            <div className={styles.spacer} />
            {explore.error ? <ErrorNote failure={asFailure(explore.error)} /> : null}
            <Button large look="primary" isDisabled={busy} onPress={() => explore.mutate()}>
              {explore.isPending ? "Preparing sample data…" : "Explore with sample data"}
            </Button>
          </section>
        </div>
        <WhereItLives app={app} />
      </div>
    </main>
  );
}

function WhereItLives({ app }: { app: AppState }) {
  return (
    <dl className={styles.facts}>
      <div>
        <dt>Your data</dt>
        <dd>
          Encrypted on this computer only, in <code className="selectable">{app.home}</code>
        </dd>
      </div>
      <div>
        <dt>Its key</dt>
        <dd>Kept in {app.key_kept_in}</dd>
      </div>
      <div>
        <dt>Your API key</dt>
        <dd>
          Sent to nobody but <code className="selectable">{hostOf(app.api_url)}</code>
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
