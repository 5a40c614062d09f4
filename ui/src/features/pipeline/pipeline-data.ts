import { useQuery } from "@tanstack/react-query";
import { keys } from "../../app/query-keys";
import type { Card } from "../../contract/types";
import { type Paged, usePaged } from "../../lib/paged";
import { usePlatform } from "../../platform/PlatformContext";

/** Cards are read in pages of this size. */
export const PAGE_SIZE = 100;

export function useBoard(flowId: string) {
  const platform = usePlatform();
  return useQuery({ queryKey: keys.board(flowId), queryFn: () => platform.call("board", flowId) });
}

interface Slice {
  flowId: string;
  column: string;
  first: number;
  last: number;
  /** The card in the keys' hands, where it is in this column. */
  also: number | undefined;
}

/** The part of a column that is on screen. */
export function useCards({ flowId, column, first, last, also }: Slice): Paged<Card> {
  const platform = usePlatform();
  return usePaged<Card>({
    keyPrefix: keys.cards(flowId, column),
    pageSize: PAGE_SIZE,
    first,
    last,
    also,
    fetchPage: (page) =>
      platform.call("board_cards", {
        flow_id: flowId,
        column,
        offset: page * PAGE_SIZE,
        limit: PAGE_SIZE,
      }),
  });
}
