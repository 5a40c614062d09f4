import { useNow } from "../../components/When";
import type { Board as BoardData } from "../../contract/types";
import styles from "./Board.module.css";
import { BoardColumn } from "./BoardColumn";
import { useBoardCursor } from "./board-cursor";

/** The columns side by side. One card has the tab stop; the arrow keys carry it about. */
export function Board({ board }: { board: BoardData }) {
  const now = useNow();
  const cursor = useBoardCursor(board);
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
        />
      ))}
    </div>
  );
}
