import { useSyncExternalStore } from "react";
import { Button } from "../components/Button";
import { errorWords } from "../components/error-words";
import { Icon } from "../components/Icon";
import notice from "../components/Notice.module.css";
import { saidWords } from "../components/said-words";
import { dismissFailures, reportedFailures, watchFailures } from "../platform/failures";
import type { CommandFailure } from "../platform/platform";
import { useWords } from "../words/words";
import styles from "./FailureBanner.module.css";

/** So many failures are shown; the others are counted. */
const MOST = 3;

/** What failed and is shown nowhere else, until it is dismissed. */
export function FailureBanner() {
  const { t } = useWords();
  const failures = useSyncExternalStore(watchFailures, reportedFailures);
  if (failures.length === 0) return null;
  const more = failures.length - MOST;
  return (
    // Dialogs hide the rest of the window from screen readers, but not this.
    <aside
      className={`${notice.error} ${styles.banner}`}
      aria-label={t("didNotWork")}
      data-react-aria-top-layer="true"
    >
      <Icon name="alert" />
      <div className={notice.errorText} role="alert">
        <p>
          <strong>{t("didNotWork")}</strong>
        </p>
        {failures.slice(-MOST).map((failure) => (
          <Failure key={`${failure.code} ${failure.message}`} failure={failure} />
        ))}
        {more > 0 ? <p>{t("moreFailures", { count: more, n: String(more) })}</p> : null}
      </div>
      <Button onPress={dismissFailures}>{t("dismiss")}</Button>
    </aside>
  );
}

function Failure({ failure }: { failure: CommandFailure }) {
  const { code, command, message, said } = failure;
  return (
    <div data-failed-command={command ?? ""} data-error-code={code}>
      <p>{said ? saidWords(said) : errorWords(code)}</p>
      <p className={notice.errorDetail} lang="en">
        {command ? `${command}: ${message}` : message}
      </p>
    </div>
  );
}
