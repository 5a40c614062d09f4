import { GoneMark } from "../../components/GoneMark";
import { Icon } from "../../components/Icon";
import { InterviewDate } from "../../components/InterviewDate";
import { When } from "../../components/When";
import type { InboxItem } from "../../contract/types";
import { average, exactMoment, momentAhead } from "../../lib/format";
import styles from "./InboxGrid.module.css";
import { type InboxWords, KIND_ICONS, whatHappened } from "./inbox-words";

interface Props {
  item: InboxItem;
  t: InboxWords;
  now: number;
  isSelected: boolean;
}

/** What stands in a row of the inbox. */
export function InboxCells({ item, t, now, isSelected }: Props) {
  return (
    <>
      <Who item={item} t={t} isSelected={isSelected} />
      <What item={item} t={t} now={now} />
      <Score value={item.average} t={t} />
      <div role="gridcell" className={styles.when}>
        {item.snoozed_until === null ? (
          <When at={item.first_seen_at} now={now} prefix={t("received")} prefixHidden />
        ) : (
          <Until at={item.snoozed_until} now={now} t={t} />
        )}
      </div>
    </>
  );
}

function Who({ item, t, isSelected }: Pick<Props, "item" | "t" | "isSelected">) {
  return (
    <div role="gridcell" className={styles.who}>
      <span className={styles.mark}>
        {isSelected ? <Icon name="check" size={12} /> : null}
        {!isSelected && item.unread ? <Icon name="unread" filled size={12} /> : null}
      </span>
      {item.unread ? <span className="visually-hidden">{t("unread")}: </span> : null}
      <span className={styles.name}>{item.candidate_name}</span>
      {item.starred ? (
        <span className={styles.starred}>
          <Icon name="star" filled size={12} />
          <span className="visually-hidden">{t("starred")}</span>
        </span>
      ) : null}
    </div>
  );
}

function What({ item, t, now }: Pick<Props, "item" | "t" | "now">) {
  return (
    <div role="gridcell" className={styles.what}>
      <Icon name={KIND_ICONS[item.kind]} />
      <span className={styles.event}>
        {item.after_gap ? (
          <span className={styles.gap} title={t("gapDetails")}>
            {t("gap")}
            <span className="visually-hidden">: {t("gapWords")}, </span>
          </span>
        ) : null}
        {whatHappened(item)}
      </span>
      {item.interviewed_at === null ? null : (
        <span className={styles.held}>
          <InterviewDate
            interviewedAt={item.interviewed_at}
            receivedAt={item.first_seen_at}
            now={now}
          />
        </span>
      )}
      <GoneMark at={item.gone_at} />
      <span className={styles.flow}>{item.flow_title}</span>
      {item.done ? <span className={styles.flow}>{t("done")}</span> : null}
    </div>
  );
}

function Score({ value, t }: { value: number | null; t: InboxWords }) {
  return (
    <div role="gridcell" className={styles.score}>
      {value === null ? null : (
        <>
          {average(value)}
          <span className="visually-hidden"> {t("ofFive")}</span>
        </>
      )}
    </div>
  );
}

function Until({ at, now, t }: { at: number; now: number; t: InboxWords }) {
  return (
    <span className={styles.until} title={t("until", { when: exactMoment(at) })}>
      <Icon name="snooze" size={12} />
      <span className="visually-hidden">{t("until", { when: momentAhead(at, now) })}</span>
      <span aria-hidden="true">{momentAhead(at, now)}</span>
    </span>
  );
}
