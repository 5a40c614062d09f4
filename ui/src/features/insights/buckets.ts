import type { DayCount } from "../../contract/types";

export type Grain = "day" | "week" | "month";

/** Interviews of a day, a week or a month. */
export interface Bucket {
  from: number;
  before: number;
  held: number;
  changes: number;
}

/** Up to so many bars can be told apart. */
const MOST_BARS = 92;

/**
 * Days put together until they can be told apart as bars. What lies before the first interview is
 * left out where the period has no beginning of its own.
 */
export function bucketsOf(
  daily: readonly DayCount[],
  before: number,
  isOpen: boolean,
): { grain: Grain; buckets: Bucket[] } {
  const first = isOpen ? daily.findIndex(({ held, changes }) => held + changes > 0) : 0;
  const days = first < 0 ? [] : daily.slice(first);
  const grain: Grain =
    days.length <= MOST_BARS ? "day" : days.length <= MOST_BARS * 4 ? "week" : "month";
  const buckets: Bucket[] = [];
  let last: { bucket: Bucket; name: number } | null = null;
  days.forEach(({ day, held, changes }, index) => {
    const end = days[index + 1]?.day ?? before;
    const name = beginOf(day, grain);
    if (last?.name === name) {
      last.bucket.before = end;
      last.bucket.held += held;
      last.bucket.changes += changes;
    } else {
      last = { bucket: { from: day, before: end, held, changes }, name };
      buckets.push(last.bucket);
    }
  });
  return { grain, buckets };
}

function beginOf(ms: number, grain: Grain): number {
  const day = new Date(ms);
  if (grain === "month") return new Date(day.getFullYear(), day.getMonth()).getTime();
  const back = grain === "week" ? (day.getDay() + 6) % 7 : 0;
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() - back).getTime();
}
