import { type RefObject, useState } from "react";
import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { EmptyState } from "../../components/Notice";
import { useUndo } from "../../components/Undo";
import { useWords } from "../../words/words";
import { forgetSearches, keepSearch, recentSearches } from "./recent-searches";
import styles from "./SearchScreen.module.css";

interface Props {
  onSearch: (text: string) => void;
  field: RefObject<HTMLInputElement | null>;
}

/** Before anything is typed: what can be searched, and what was searched lately. */
export function SearchStart({ onSearch, field }: Props) {
  const { t } = useWords("search");
  const say = useUndo();
  const [recent, setRecent] = useState(recentSearches);
  const forget = () => {
    forgetSearches();
    setRecent([]);
    field.current?.focus();
    say(t("recent.forgotten"), () => {
      for (const text of recent.toReversed()) keepSearch(text);
      setRecent(recentSearches());
    });
  };
  const again = (text: string) => {
    onSearch(text);
    field.current?.focus();
  };
  return (
    <div className={styles.start} data-scroller data-search-start>
      {recent.length > 0 ? (
        <section aria-labelledby="recent-heading" className={styles.recent}>
          <h2 id="recent-heading">
            {t("recent.title")}
            <Button look="quiet" onPress={forget}>
              {t("recent.clear")}
            </Button>
          </h2>
          <ul>
            {recent.map((text) => (
              <li key={text}>
                <button type="button" className={styles.again} onClick={() => again(text)}>
                  <Icon name="stale" size={12} /> {text}
                </button>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <EmptyState icon="search" title={t("start.title")}>
        <p>{t("start.what")}</p>
        <p className={styles.more}>{t("start.offline")}</p>
      </EmptyState>
    </div>
  );
}
