import { ActionMenu } from "../../components/ActionMenu";
import type { BoardColumn } from "../../contract/types";
import { average, count } from "../../lib/format";
import { useWords } from "../../words/words";
import styles from "./Board.module.css";
import type { ColumnMoves } from "./column-order";
import { columnTitle } from "./pipeline-words";

interface Props {
  column: BoardColumn;
  order: ColumnMoves;
}

/** A column's name, how many stand in it, their mean, and the way to put it elsewhere. */
export function ColumnHeading({ column, order }: Props) {
  const { t } = useWords("pipeline");
  const title = columnTitle(column);
  return (
    <header className={styles.heading}>
      <div className={styles.title}>
        <h2 title={title}>{title}</h2>
        <span className={styles.count}>{count(column.count)}</span>
      </div>
      {column.kind === "status" ? (
        <ActionMenu
          label={t("column.menu", { title })}
          icon="more"
          small
          actions={[
            {
              id: "left",
              label: t("column.left"),
              keys: "shift+h",
              isOff: !order.canMove(column, -1),
              run: () => order.move(column, -1),
            },
            {
              id: "right",
              label: t("column.right"),
              keys: "shift+l",
              isOff: !order.canMove(column, 1),
              run: () => order.move(column, 1),
            },
            { id: "reset", label: t("column.reset"), run: order.reset },
          ]}
        />
      ) : null}
      <p className={styles.mean} title={t("meanDetails")}>
        {column.average === null ? null : t("mean", { average: average(column.average) })}
      </p>
    </header>
  );
}
