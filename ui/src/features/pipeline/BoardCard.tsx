import { memo } from "react";
import { hashOf } from "../../app/router";
import type { Card } from "../../contract/types";
import styles from "./Board.module.css";
import { CardFace } from "./CardFace";

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
          <CardFace card={card} now={now} />
        </a>
      ) : (
        <div className={styles.card} data-index={index} data-pending />
      )}
    </li>
  );
});
