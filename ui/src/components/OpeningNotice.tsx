import { useState } from "react";
import type { Said } from "../contract/types";
import { useWords } from "../words/words";
import { Button } from "./Button";
import { Icon } from "./Icon";
import styles from "./Notice.module.css";
import { saidWords } from "./said-words";

/** How the cache was opened, where that is not as usual: it stays until it was read. */
export function OpeningNotice({ notice }: { notice: Said | null }) {
  const { t } = useWords();
  const [isRead, setIsRead] = useState(false);
  if (notice === null || isRead) return null;
  return (
    <aside className={styles.error} aria-label={t("aboutCache")} role="status">
      <Icon name="alert" />
      <p className={styles.errorText}>{saidWords(notice)}</p>
      <Button onPress={() => setIsRead(true)}>{t("understood")}</Button>
    </aside>
  );
}
