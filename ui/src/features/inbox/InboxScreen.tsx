import { useEffect, useMemo } from "react";
import type { InboxFilters } from "../../app/query-keys";
import { useRemembered } from "../../app/remembered";
import { navigate } from "../../app/router";
import { useWords } from "../../words/words";
import { AwayDigest } from "./AwayDigest";
import { InboxFilterBar } from "./InboxFilterBar";
import { InboxGrid } from "./InboxGrid";
import styles from "./InboxScreen.module.css";

const EVERYTHING: InboxFilters = {
  flowId: null,
  kind: null,
  unreadOnly: false,
  includeDone: false,
  starredOnly: false,
  snoozed: false,
};

/** The triage queue. */
export function InboxScreen({ onlyUnread }: { onlyUnread: boolean }) {
  const { t } = useWords("inbox");
  const [filters, setFilters] = useRemembered<InboxFilters>("inbox-filters", EVERYTHING);
  // A click on several notifications leads here; from then on the filter is the reader's own.
  useEffect(() => {
    if (!onlyUnread) return;
    setFilters({ ...EVERYTHING, unreadOnly: true });
    navigate({ screen: "inbox" }, { replace: true });
  }, [onlyUnread, setFilters]);
  const name = useMemo(() => JSON.stringify(filters), [filters]);
  return (
    <main className={styles.screen} data-screen="inbox" aria-labelledby="inbox-heading">
      <header className={styles.header}>
        <h1 id="inbox-heading">{t("inbox")}</h1>
        <InboxFilterBar filters={filters} onChange={setFilters} />
      </header>
      <AwayDigest />
      <InboxGrid key={name} filters={filters} onClearFilters={() => setFilters(EVERYTHING)} />
    </main>
  );
}
