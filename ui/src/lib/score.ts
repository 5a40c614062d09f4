import type { Criterion } from "../contract/types";
import { wordsOf } from "../words/words";
import { average, points, share } from "./format";

const t = wordsOf("common");

const BEST = 5;

type Scored = Pick<Criterion, "system">;

/** Whether a score is a point on a scale, so that a bar can show it. */
export function isOnScale({ system }: Scored): boolean {
  return system === "out_of_5" || system === "percentage";
}

/** Whether a score is a yes or a no: 5 and 0. */
export function isYesOrNo({ system }: Scored, value: number): boolean {
  return system === "binary" && (value === BEST || value === 0);
}

/** A score as its criterion is scored: `4`, `80%`, `Yes`; of an unknown system the plain number. */
export function scoreInWords(criterion: Scored, value: number): string {
  if (isYesOrNo(criterion, value)) return value === BEST ? t("yes") : t("no");
  return criterion.system === "percentage" ? share(value / BEST) : points(value);
}

/** A mean of such scores: `4.3`, `82%`, `78% yes`. */
export function meanInWords({ system }: Scored, mean: number): string {
  if (system === "binary") return t("shareOfYes", { share: share(mean / BEST) });
  return system === "percentage" ? share(mean / BEST) : average(mean);
}
