import type { QuietHours } from "../../contract/types";

/** When a working day begins, in minutes from midnight. */
export const MORNING = 8 * 60;

/** What quiet hours begin with: an evening and a night. */
export const USUAL_QUIET: QuietHours = { from_minute: 19 * 60, to_minute: MORNING };

/** The morning of the next day; deep in the night, of the day that has not begun yet. */
export function nextMorning(now: number): number {
  const day = new Date(now);
  if (day.getHours() >= 4) day.setDate(day.getDate() + 1);
  return day.setHours(MORNING / 60, MORNING % 60, 0, 0);
}

/** Every half hour of a day, and the minute that holds where it is none of them. */
export function minutesToChoose(held: number): number[] {
  const halves = Array.from({ length: 48 }, (_, index) => index * 30);
  return halves.includes(held) ? halves : [...halves, held].sort((a, b) => a - b);
}
