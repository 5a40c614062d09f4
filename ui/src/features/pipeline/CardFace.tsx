import { Icon } from "../../components/Icon";
import { InterviewDate } from "../../components/InterviewDate";
import type { Card } from "../../contract/types";
import { average, daysInWords, daysSince, exactMoment } from "../../lib/format";
import { useWords } from "../../words/words";
import { MarkSigns } from "../marks/MarkSigns";
import { TagChips } from "../marks/TagChips";
import styles from "./Board.module.css";
import { cardDetails, goneOf, STALE_DAYS } from "./pipeline-words";

/** What stands on a card. */
export function CardFace({ card, now }: { card: Card; now: number }) {
  const { t } = useWords("pipeline");
  return (
    <>
      <span className={styles.line}>
        <span className={styles.who}>
          <span className={styles.name}>{card.name}</span>
          <MarkSigns marks={card.marks} />
        </span>
        {card.average === null ? null : (
          <span className={styles.score}>
            <span className="visually-hidden">, {t("cardAverage")} </span>
            {average(card.average)}
          </span>
        )}
      </span>
      <span className={styles.small}>
        <Since at={card.since} now={now} />
        {card.received_at === null ? null : (
          <span>
            <span className="visually-hidden">, </span>
            <InterviewDate
              interviewedAt={card.interviewed_at}
              receivedAt={card.received_at}
              now={now}
            />
          </span>
        )}
      </span>
      <span className={styles.small}>
        {cardDetails(card).map((detail) => (
          <span key={detail}>
            <span className="visually-hidden">, </span>
            {detail}
          </span>
        ))}
        {card.gone > 0 ? (
          <span className={styles.gap} title={t("goneDetails")} data-gone>
            <span className="visually-hidden">, </span>
            <Icon name="offline" size={12} />
            {goneOf(card)}
          </span>
        ) : null}
        {card.has_gap ? (
          <span className={styles.gap} title={t("gapDetails")}>
            <span className="visually-hidden">, </span>
            <Icon name="gap" size={12} />
            {t("gap")}
            <span className="visually-hidden">: {t("gapDetails")}, </span>
          </span>
        ) : null}
        <TagChips tags={card.marks.tags} most={2} />
      </span>
    </>
  );
}

/** How long somebody has stood here; from two weeks on it says that this is long. */
function Since({ at, now }: { at: number; now: number }) {
  const { t } = useWords("pipeline");
  const days = daysSince(at, now);
  return (
    <span className={styles.since} title={t("seenHere", { when: exactMoment(at) })}>
      <span className="visually-hidden">, {t("cardSince")} </span>
      {daysInWords(days)}
      {days >= STALE_DAYS ? (
        <span className={styles.stale}>
          <span className="visually-hidden">, </span>
          <Icon name="stale" size={12} />
          {t("stale")}
        </span>
      ) : null}
    </span>
  );
}
