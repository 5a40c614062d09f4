import { hashOf } from "../../app/router";
import { Icon } from "../../components/Icon";
import { useWords } from "../../words/words";
import styles from "./Banners.module.css";
import { unreadableWords } from "./sync-words";

/** Says that something that Ribbon sent could not be read, until all of it can be. */
export function UnreadableBanner({ count }: { count: number }) {
  const { t } = useWords("shell");
  if (count === 0) return null;
  return (
    <aside
      className={`${styles.banner} ${styles.urgent}`}
      aria-label={t("unreadable.title")}
      data-unreadable={count}
    >
      <Icon name="alert" />
      <span>
        {unreadableWords(count)} {t("unreadable.rest")}
      </span>
      <ToList />
    </aside>
  );
}

/** The same where a list is empty. */
export function UnreadableLink({ count }: { count: number }) {
  return (
    <p>
      {unreadableWords(count)} <ToList />
    </p>
  );
}

function ToList() {
  const { t } = useWords("shell");
  return (
    <a className={styles.link} href={hashOf({ screen: "settings", section: "diagnostics" })}>
      {t("unreadable.show")}
    </a>
  );
}
