import { useRef, useState } from "react";
import { ErrorNote } from "../../components/Notice";
import type { Card, BoardColumn as Column } from "../../contract/types";
import { FIRST_PART, useListWindow } from "../../lib/list-window";
import type { Paged } from "../../lib/paged";
import { useWords } from "../../words/words";
import { rememberTrail, type TrailEntry } from "../candidate/trail";
import styles from "./Board.module.css";
import { BoardCard } from "./BoardCard";
import type { Place } from "./board-cursor";
import { CardMarks } from "./CardMarks";
import { ColumnHeading } from "./ColumnHeading";
import { useCardFocus } from "./card-focus";
import type { ColumnMoves } from "./column-order";
import { PAGE_SIZE, useCards } from "./pipeline-data";
import { columnInWords, columnStatus, columnTitle } from "./pipeline-words";

const CARD_HEIGHT = 72;

interface Props {
  flowId: string;
  flowTitle: string;
  column: Column;
  now: number;
  /** The card with the tab stop, where it is in this column. */
  cursorIndex: number | null;
  /** Counts the moves by key: each takes the focus along. */
  moves: number;
  onReach: (place: Place) => void;
  order: ColumnMoves;
}

export function BoardColumn(props: Props) {
  const { flowId, flowTitle, column, now, cursorIndex, moves, onReach } = props;
  const { t } = useWords("pipeline");
  const scroller = useRef<HTMLDivElement>(null);
  const [part, setPart] = useState(FIRST_PART);
  const also = cursorIndex ?? undefined;
  const cards = useCards({ flowId, column: column.key, also, ...part });
  const virtualizer = useListWindow({
    scroller,
    count: column.count,
    rowHeight: CARD_HEIGHT,
    overscan: 4,
    lead: 2,
    cursor: cursorIndex,
    pageSize: PAGE_SIZE,
    part,
    onPart: setPart,
  });
  useCardFocus({
    scroller,
    index: cursorIndex,
    isThere: cursorIndex !== null && cards.rowAt(cursorIndex) !== undefined,
    moves,
    scrollToIndex: (index) => virtualizer.scrollToIndex(index, { align: "auto" }),
  });

  const held = cursorIndex === null ? undefined : cards.rowAt(cursorIndex);
  return (
    <section
      className={styles.column}
      data-status={columnStatus(column)}
      data-count={column.count}
      data-kind={column.kind}
      aria-label={columnInWords(column)}
    >
      <ColumnHeading column={column} order={props.order} />
      {held ? <CardMarks card={held} /> : null}
      {cards.failure ? <ErrorNote failure={cards.failure} onRetry={cards.retry} /> : null}
      <div ref={scroller} className={styles.cards} data-scroller>
        {/* biome-ignore lint/a11y/useKeyWithClickEvents: the cards in it are links. */}
        <ul
          aria-label={columnTitle(column)}
          style={{ blockSize: virtualizer.getTotalSize() }}
          onFocus={({ target }) => {
            const index = indexOf(target);
            if (index !== null) onReach({ column: column.key, index });
          }}
          onClick={({ target }) => {
            if (indexOf(target) === null) return;
            const label = t("trail", { flow: flowTitle, column: columnTitle(column) });
            rememberTrail(label, trailOf(column, cards));
          }}
        >
          {virtualizer.getVirtualItems().map(({ index, start }) => (
            <BoardCard
              key={index}
              index={index}
              top={start}
              total={column.count}
              card={cards.rowAt(index)}
              now={now}
              hasTabStop={index === cursorIndex}
            />
          ))}
        </ul>
      </div>
    </section>
  );
}

/** Those cards of the column that have been read, for going on from the candidate's page. */
function trailOf(column: Column, cards: Paged<Card>): TrailEntry[] {
  const entries: TrailEntry[] = [];
  for (let index = 0; index < column.count; index += 1) {
    const card = cards.rowAt(index);
    if (card) entries.push({ candidateId: card.candidate_id, interviewId: null });
  }
  return entries;
}

/** Which card an event came from. */
function indexOf(target: EventTarget): number | null {
  const card = target instanceof Element ? target.closest("[data-index]") : null;
  return card ? Number(card.getAttribute("data-index")) : null;
}
