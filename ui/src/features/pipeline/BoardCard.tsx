import { memo } from "react";
import { hashOf } from "../../app/router";
import { Icon } from "../../components/Icon";
import type { Card } from "../../contract/types";
import { average, daysInWords, daysSince, exactMoment } from "../../lib/format";
import styles from "./Board.module.css";
import { cardDetails, GAP_WORDS, STALE_DAYS } from "./pipeline-words";

interface Props {
  index: number;
  top: number;
  total: number;
  card: Card | undefined;
  now: number;
  hasTabStop: boolean;
}

export const BoardCard = memo(function BoardCard({
  index,
  top,
  total,
  card,
  now,
  hasTabStop,
}: Props) {
  return (
    <li
      className={styles.slot}
      style={{ transform: `translateY(${top}px)` }}
      aria-setsize={total}
      aria-posinset={index + 1}
    >
      {card ? (
        <a
          className={styles.card}
          href={hashOf({ screen: "candidate", candidateId: card.candidate_id, interviewId: null })}
          data-candidate-id={card.candidate_id}
          data-index={index}
          tabIndex={hasTabStop ? 0 : -1}
        >
          <Face card={card} now={now} />
        </a>
      ) : (
        <div className={styles.card} data-index={index} data-pending />
      )}
    </li>
  );
});

function Face({ card, now }: { card: Card; now: number }) {
  const days = daysSince(card.since, now);
  return (
    <>
      <span className={styles.line}>
        <span className={styles.name}>{card.name}</span>
        {card.average === null ? null : (
          <span className={styles.score}>
            <span className="visually-hidden">, average </span>
            {average(card.average)}
          </span>
        )}
      </span>
      <span className={styles.small} title={`Seen here ${exactMoment(card.since)}`}>
        <span className="visually-hidden">, in this status since </span>
        {daysInWords(days)}
        {days >= STALE_DAYS ? (
          <span className={styles.stale}>
            <span className="visually-hidden">, </span>
            <Icon name="stale" size={12} />
            stale
          </span>
        ) : null}
      </span>
      <span className={styles.small}>
        {cardDetails(card).map((detail) => (
          <span key={detail}>
            <span className="visually-hidden">, </span>
            {detail}
          </span>
        ))}
        {card.has_gap ? (
          <span className={styles.gap} title={GAP_WORDS}>
            <span className="visually-hidden">, </span>
            <Icon name="gap" size={12} />
            gap
            <span className="visually-hidden">: {GAP_WORDS}</span>
          </span>
        ) : null}
      </span>
    </>
  );
}
