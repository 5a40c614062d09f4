import { useMutation, useQueryClient } from "@tanstack/react-query";
import { SAYS_FAILURES } from "../../app/query-client";
import { keys } from "../../app/query-keys";
import { errorWords } from "../../components/error-words";
import { useUndo } from "../../components/Undo";
import type { Board, BoardColumn } from "../../contract/types";
import { count } from "../../lib/format";
import { usePlatform } from "../../platform/PlatformContext";
import { asFailure } from "../../platform/platform";
import { useWords } from "../../words/words";
import { columnTitle } from "./pipeline-words";

/** Those columns that can be moved, from the left. The two without a status stay first. */
export function movable(columns: readonly BoardColumn[]): string[] {
  return columns.filter(({ kind }) => kind === "status").map(({ key }) => key);
}

/** The order with a column one place further; the same where it cannot go further. */
export function stepped(order: readonly string[], key: string, by: -1 | 1): readonly string[] {
  const from = order.indexOf(key);
  const other = order[from + by];
  if (from < 0 || other === undefined) return order;
  const next = [...order];
  next[from] = other;
  next[from + by] = key;
  return next;
}

export interface ColumnMoves {
  canMove: (column: BoardColumn, by: -1 | 1) => boolean;
  move: (column: BoardColumn, by: -1 | 1) => void;
  reset: () => void;
}

/** Puts the columns of a flow in another order; it can be taken back for ten seconds. */
export function useColumnMoves(board: Board): ColumnMoves {
  const { t } = useWords("pipeline");
  const platform = usePlatform();
  const queryClient = useQueryClient();
  const offer = useUndo();
  const flowId = board.flow.flow_id;
  const order = movable(board.columns);
  const put = useMutation({
    meta: SAYS_FAILURES,
    mutationFn: (next: readonly string[]) =>
      platform.call("set_columns", { flow_id: flowId, keys: [...next] }),
    onMutate: (next) => {
      void queryClient.cancelQueries({ queryKey: keys.board(flowId) });
      queryClient.setQueryData<Board>(keys.board(flowId), (shown) =>
        shown ? inOrder(shown, next) : shown,
      );
    },
    onSuccess: (answer) => queryClient.setQueryData(keys.board(flowId), answer),
    onError: (thrown) => {
      offer(errorWords(asFailure(thrown).code));
      return queryClient.invalidateQueries({ queryKey: keys.board(flowId) });
    },
  });

  return {
    canMove: (column, by) => stepped(order, column.key, by) !== order,
    move: (column, by) => {
      const next = stepped(order, column.key, by);
      if (next === order) return;
      put.mutate(next);
      const place = count(next.indexOf(column.key) + 1);
      const words = { title: columnTitle(column), place, n: count(next.length) };
      offer(t("column.did", words), () => put.mutate(order));
    },
    reset: () => {
      put.mutate([]);
      offer(t("column.didReset"), () => put.mutate(order));
    },
  };
}

/** The board with its columns in an order; without one they wait for the answer. */
function inOrder(board: Board, order: readonly string[]): Board {
  if (order.length === 0) return board;
  const fixed = board.columns.filter(({ kind }) => kind !== "status");
  const moved = order.flatMap((key) => board.columns.filter((column) => column.key === key));
  return { ...board, columns: [...fixed, ...moved] };
}
