import { useEffect } from "react";
import { useActions } from "../../app/actions";
import { useNow } from "../../components/When";
import type { Board as BoardData } from "../../contract/types";
import { useWords } from "../../words/words";
import styles from "./Board.module.css";
import { BoardColumn } from "./BoardColumn";
import { useBoardCursor } from "./board-cursor";
import { useColumnMoves } from "./column-order";

/** The columns side by side. One card has the tab stop; the arrow keys carry it about. */
export function Board({ board }: { board: BoardData }) {
  const now = useNow();
  const { t } = useWords("pipeline");
  const cursor = useBoardCursor(board);
  const order = useColumnMoves(board);
  const standing = board.columns.map(({ key }) => key).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another order moves what is in hand.
  useEffect(() => {
    const column = document.activeElement?.closest("[data-status]");
    column?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [standing]);
  const held = board.columns.find(({ key }) => key === cursor.place.column);
  const group = t("pipeline");
  const move = (by: -1 | 1) => () => {
    if (held) order.move(held, by);
  };
  useActions([
    { id: "column-left", label: t("column.leftKey"), group, keys: ["shift+h"], run: move(-1) },
    { id: "column-right", label: t("column.rightKey"), group, keys: ["shift+l"], run: move(1) },
    { id: "column-reset", label: t("column.reset"), group, keys: [], run: order.reset },
  ]);
  return (
    <div className={styles.board}>
      {board.columns.map((column) => (
        <BoardColumn
          key={column.key}
          flowId={board.flow.flow_id}
          flowTitle={board.flow.title}
          column={column}
          now={now}
          cursorIndex={cursor.place.column === column.key ? cursor.place.index : null}
          moves={cursor.moves}
          onReach={cursor.put}
          order={order}
        />
      ))}
    </div>
  );
}
