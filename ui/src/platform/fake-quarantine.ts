import type { Commands } from "../contract/commands";
import type { Obstacle, Quarantined } from "../contract/types";

/** What another attempt does not get any further with. */
const HOPELESS: readonly Obstacle[] = ["unreadable", "nobody", "denied"];

/** Webhooks that could not be applied; `tell` is told how many are left. */
export function fakeQuarantine(waiting: Quarantined[], tell: (left: number) => void) {
  return {
    quarantine: (): Commands["quarantine"]["answer"] => ({
      newest: [...waiting].reverse(),
      total: waiting.length,
    }),
    retry_quarantine: (): Commands["retry_quarantine"]["answer"] => {
      const tried = waiting.length;
      const left = waiting.filter(({ obstacle }) => HOPELESS.includes(obstacle));
      waiting.splice(0, tried, ...left);
      tell(left.length);
      return { tried, applied: tried - left.length, repeats: 0, kept: left.length };
    },
  };
}
