import { useState } from "react";
import { Button } from "./Button";
import { Icon } from "./Icon";
import styles from "./Notice.module.css";

/** How the cache was opened, where that is not as usual: it stays until it was read. */
export function OpeningNotice({ notice }: { notice: string | null }) {
  const [isRead, setIsRead] = useState(false);
  if (notice === null || isRead) return null;
  return (
    <aside className={styles.error} aria-label="About the local cache" role="status">
      <Icon name="alert" />
      <p className={styles.errorText}>{notice}</p>
      <Button onPress={() => setIsRead(true)}>Understood</Button>
    </aside>
  );
}
