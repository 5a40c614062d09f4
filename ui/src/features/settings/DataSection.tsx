import type { AppState } from "../../contract/types";
import { Copyable } from "./Copyable";
import styles from "./SettingsScreen.module.css";

/** Where everything is kept, and what program this is. */
export function DataSection({ app }: { app: AppState }) {
  return (
    <section aria-labelledby="data-heading">
      <h2 id="data-heading">Data and program</h2>
      <dl className={styles.facts}>
        <div>
          <dt>Encrypted cache</dt>
          <dd>
            <Copyable text={app.home} what="Copy folder" />
          </dd>
        </div>
        <div>
          <dt>Its key</dt>
          <dd>Kept in {app.key_kept_in}</dd>
        </div>
        <div>
          <dt>Ribbon</dt>
          <dd className="selectable">{app.api_url}</dd>
        </div>
        <div>
          <dt>Version</dt>
          <dd className="selectable">Ribbon Desk {app.version}</dd>
        </div>
      </dl>
    </section>
  );
}
