import { wordsOf } from "../words/words";
import type { Action } from "./actions";

const t = wordsOf("common");

/** A list in the keys' hands. */
export interface Walkable {
  current: number;
  total: number;
  moveTo: (index: number, extend?: boolean) => void;
}

const PAGE_OF_ROWS = 10;

/** The keys that walk a list and extend what is selected in it. */
export function listMoves(group: string, latest: { readonly current: Walkable }): Action[] {
  const move = (
    id: string,
    label: string,
    keys: string[],
    to: (at: number, total: number) => number,
    extend = false,
  ): Action => ({
    id,
    label,
    group,
    keys,
    onlyKeys: true,
    run: () => {
      const { current, total, moveTo } = latest.current;
      moveTo(to(current, total), extend);
    },
  });
  return [
    move("next", t("list.next"), ["j", "arrowdown"], (at) => at + 1),
    move("previous", t("list.previous"), ["k", "arrowup"], (at) => at - 1),
    move("page-down", t("list.pageDown"), ["pagedown"], (at) => at + PAGE_OF_ROWS),
    move("page-up", t("list.pageUp"), ["pageup"], (at) => at - PAGE_OF_ROWS),
    move("first", t("list.first"), ["home"], () => 0),
    move("last", t("list.last"), ["end"], (_, total) => total - 1),
    move("extend-down", t("list.down"), ["shift+j", "shift+arrowdown"], (at) => at + 1, true),
    move("extend-up", t("list.up"), ["shift+k", "shift+arrowup"], (at) => at - 1, true),
  ];
}
