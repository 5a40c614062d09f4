/** Numbers, dates and durations as the reader's own language writes them. */

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const clock = new Intl.DateTimeFormat(undefined, { hour: "numeric", minute: "2-digit" });
const dayAndMonth = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short" });
const fullDay = new Intl.DateTimeFormat(undefined, {
  day: "numeric",
  month: "short",
  year: "numeric",
});
const fullMoment = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "medium" });
const whole = new Intl.NumberFormat();
const oneDecimal = new Intl.NumberFormat(undefined, {
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});
const atMostOneDecimal = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 });
const relativeDay = new Intl.RelativeTimeFormat(undefined, { numeric: "auto" });

function startOfDay(ms: number): number {
  return new Date(ms).setHours(0, 0, 0, 0);
}

/** Whole days of the calendar between two moments, in the reader's time zone. */
function calendarDays(from: number, to: number): number {
  return Math.round((startOfDay(to) - startOfDay(from)) / DAY);
}

/** `10:42` today, `yesterday 10:42`, `12 Nov` this year, `12 Nov 2025` before. Milliseconds. */
export function moment(ms: number, now: number): string {
  const days = calendarDays(ms, now);
  if (days <= 0) return clock.format(ms);
  if (days === 1) return `${relativeDay.format(-1, "day")} ${clock.format(ms)}`;
  const sameYear = new Date(ms).getFullYear() === new Date(now).getFullYear();
  return (sameYear ? dayAndMonth : fullDay).format(ms);
}

/** Everything about a moment, for a tooltip. */
export function exactMoment(ms: number): string {
  return fullMoment.format(ms);
}

/** The value of a `<time>` element. */
export function isoMoment(ms: number): string {
  return new Date(ms).toISOString();
}

/** Full days that have passed since a moment. */
export function daysSince(ms: number, now: number): number {
  return Math.max(0, Math.floor((now - ms) / DAY));
}

/** `today`, `1 day`, `12 days`. */
export function daysInWords(days: number): string {
  if (days === 0) return "today";
  return days === 1 ? "1 day" : `${whole.format(days)} days`;
}

/** `1,240`. */
export function count(value: number): string {
  return whole.format(value);
}

/** `1 interview`, `1,240 interviews`. */
export function counted(value: number, one: string, many: string): string {
  return `${whole.format(value)} ${value === 1 ? one : many}`;
}

/** A mean out of five: `4.3`. */
export function average(value: number): string {
  return oneDecimal.format(value);
}

/** A single score: `4`, or `4.3` where it is a mean. */
export function points(value: number): string {
  return atMostOneDecimal.format(value);
}

/** A place in a recording: `4:07`, `1:04:07`. Seconds. */
export function timecode(seconds: number): string {
  const all = Math.max(0, Math.floor(Number.isFinite(seconds) ? seconds : 0));
  const two = (part: number) => String(part).padStart(2, "0");
  const hours = Math.floor(all / 3600);
  const minutes = Math.floor((all % 3600) / 60);
  if (hours > 0) return `${hours}:${two(minutes)}:${two(all % 60)}`;
  return `${minutes}:${two(all % 60)}`;
}

/** A length in words: `12 min`, `40 s`. Seconds. */
export function lengthInWords(seconds: number): string {
  if (seconds < 60) return `${Math.round(seconds)} s`;
  return `${whole.format(Math.round(seconds / 60))} min`;
}

/** A speed: `1.25×`. */
export function speed(rate: number): string {
  return `${new Intl.NumberFormat(undefined, { maximumFractionDigits: 2 }).format(rate)}×`;
}

/** `Jane Doe` → `JD`. */
export function initials(name: string): string {
  const words = name.split(/[\s@._-]+/u).filter((word) => word.length > 0);
  const first = words[0] ?? "";
  const last = words.length > 1 ? (words.at(-1) ?? "") : "";
  return (Array.from(first)[0] ?? "").concat(Array.from(last)[0] ?? "").toUpperCase();
}
