import { useEffect } from "react";
import type { InboxFilters } from "../../app/query-keys";
import { Button } from "../../components/Button";
import shared from "../../components/List.module.css";
import { ErrorNote } from "../../components/Notice";
import { Pending } from "../../components/Pending";
import { useNow } from "../../components/When";
import { count } from "../../lib/format";
import { useSlots } from "../../lib/slots";
import { useWords } from "../../words/words";
import { InboxBulkBar } from "./InboxBulkBar";
import { InboxEmpty } from "./InboxEmpty";
import styles from "./InboxGrid.module.css";
import { InboxRow, rowElementId } from "./InboxRow";
import { type RowActions, useInboxActions } from "./inbox-actions";
import { type InboxView, useInboxView } from "./inbox-view";
import { SnoozeSheet } from "./SnoozeSheet";

interface Props {
  filters: InboxFilters;
  onClearFilters: () => void;
}

/** The list in each of its states. */
export function InboxGrid({ filters, onClearFilters }: Props) {
  const { t } = useWords("inbox");
  const view = useInboxView(filters);
  const { list, scroller } = view;
  const actions = useInboxActions(view.hands, list.total !== null);

  // Nobody else has the focus: the list's keys are what this screen is for.
  useEffect(() => {
    if (document.activeElement === document.body) scroller.current?.focus();
  }, [scroller]);

  if (list.failure) {
    return (
      <div className={shared.note}>
        <ErrorNote failure={list.failure} onRetry={list.retry} />
      </div>
    );
  }
  if (list.total === 0 && list.waiting === 0) {
    return <InboxEmpty filters={filters} onClearFilters={onClearFilters} />;
  }
  return (
    <div className={shared.frame}>
      <div className={styles.head} aria-hidden="true">
        <span>{t("candidate")}</span>
        <span>{t("whatHappened")}</span>
        <span className={styles.end}>{t("average")}</span>
        <span className={styles.end}>{filters.snoozed ? t("untilHead") : t("received")}</span>
      </div>
      <Waiting rows={list.waiting} onShow={view.showWaiting} />
      {list.total === null ? <Pending>{t("reading")}</Pending> : null}
      <Rows view={view} actions={actions} />
      <InboxBulkBar hands={view.hands} />
      {view.hands.snoozing.items ? (
        <SnoozeSheet
          items={view.hands.snoozing.items}
          canBringBack={filters.snoozed}
          onSnooze={view.hands.snoozing.until}
          onClose={view.hands.snoozing.close}
        />
      ) : null}
    </div>
  );
}

/** What has come in above and would move the rows if it were shown. */
function Waiting({ rows, onShow }: { rows: number; onShow: () => void }) {
  const { t } = useWords("inbox");
  return (
    <>
      {rows > 0 ? (
        <div className={`${shared.waiting} ${styles.waiting}`}>
          <Button look="primary" onPress={onShow}>
            {t("new", { count: rows, n: count(rows) })}
          </Button>
        </div>
      ) : null}
      <div className="visually-hidden" role="status">
        {rows > 0 ? t("waiting", { count: rows, n: count(rows) }) : ""}
      </div>
    </>
  );
}

/** An APG grid with one row in the keys' hands, of which only the visible part exists. */
function Rows({ view, actions }: { view: InboxView; actions: RowActions }) {
  const { t } = useWords("inbox");
  const now = useNow();
  const { scroller, list, virtualizer } = view;
  const { cursor, current, total } = view.hands;
  const items = virtualizer.getVirtualItems();
  const slotOf = useSlots(items);
  return (
    <div
      ref={scroller}
      className={shared.scroller}
      role="grid"
      aria-label={t("inbox")}
      aria-multiselectable="true"
      aria-rowcount={total}
      aria-busy={list.total === null}
      aria-activedescendant={total > 0 ? rowElementId(current) : undefined}
      tabIndex={0}
      data-scroller
    >
      <div
        className={shared.canvas}
        role="presentation"
        style={{ blockSize: virtualizer.getTotalSize() }}
      >
        {items.map(({ index, start }) => (
          <InboxRow
            key={slotOf(index)}
            index={index}
            top={start}
            item={list.rowAt(index)}
            t={t}
            now={now}
            isActive={index === current}
            isSelected={cursor.selected.has(list.rowAt(index)?.id ?? -1)}
            actions={actions}
          />
        ))}
      </div>
    </div>
  );
}
