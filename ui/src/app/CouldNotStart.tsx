import { ErrorNote } from "../components/Notice";
import type { CommandFailure } from "../platform/platform";
import { useWords } from "../words/words";
import styles from "./App.module.css";

interface Props {
  failure: CommandFailure;
  onRetry: () => void;
}

/** The program's other half could not be opened. */
export function CouldNotStart({ failure, onRetry }: Props) {
  const { t } = useWords("shell");
  return (
    <main className={styles.failed} data-screen="failed">
      <h1>{t("couldNotStart")}</h1>
      <ErrorNote failure={failure} onRetry={onRetry} />
    </main>
  );
}
