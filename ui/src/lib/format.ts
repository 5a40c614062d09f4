import { localeNow } from "../words/language";
import { words, wordsOf } from "../words/words";

/** Numbers, dates and durations as the reader's own language writes them. */

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const t = wordsOf("common");

/** Made once for a language: making one costs more than using it a thousand times. */
function formatsFor(locale: string) {
  const unit = (name: string, unitDisplay: "long" | "short" | "narrow" = "short", digits = 0) =>
    new Intl.NumberFormat(locale, {
      style: "unit",
      unit: name,
      unitDisplay,
      maximumFractionDigits: digits,
    });
  return {
    clock: new Intl.DateTimeFormat(locale, { hour: "numeric", minute: "2-digit" }),
    dayAndMonth: new Intl.DateTimeFormat(locale, { day: "numeric", month: "short" }),
    fullDay: new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", year: "numeric" }),
    fullMoment: new Intl.DateTimeFormat(locale, { dateStyle: "full", timeStyle: "medium" }),
    whole: new Intl.NumberFormat(locale),
    oneDecimal: new Intl.NumberFormat(locale, {
      minimumFractionDigits: 1,
      maximumFractionDigits: 1,
    }),
    atMostOneDecimal: new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }),
    atMostTwoDecimals: new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }),
    percent: new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 }),
    month: new Intl.DateTimeFormat(locale, { month: "short", year: "numeric" }),
    list: new Intl.ListFormat(locale, { type: "conjunction" }),
    relativeDay: new Intl.RelativeTimeFormat(locale, { numeric: "auto" }),
    minute: unit("minute", "long", 0),
    hour: unit("hour", "long", 1),
    day: unit("day", "long", 1),
    hourMark: unit("hour", "narrow"),
    dayMark: unit("day", "narrow"),
    seconds: unit("second"),
    minutes: unit("minute"),
  };
}

let held = formatsFor(localeNow());
words.on("languageChanged", () => {
  held = formatsFor(localeNow());
});

function startOfDay(ms: number): number {
  return new Date(ms).setHours(0, 0, 0, 0);
}

/** Whole days of the calendar between two moments, in the reader's time zone. */
function calendarDays(from: number, to: number): number {
  return Math.round((startOfDay(to) - startOfDay(from)) / DAY);
}

/** `10:42` today, `yesterday 10:42`, `12 Nov` this year, `12 Nov 2025` before. Milliseconds. */
export function moment(ms: number, now: number): string {
  const { clock, relativeDay, dayAndMonth, fullDay } = held;
  const days = calendarDays(ms, now);
  if (days <= 0) return clock.format(ms);
  if (days === 1) return `${relativeDay.format(-1, "day")} ${clock.format(ms)}`;
  const sameYear = new Date(ms).getFullYear() === new Date(now).getFullYear();
  return (sameYear ? dayAndMonth : fullDay).format(ms);
}

/** A moment to come: `18:00` today, `tomorrow 09:00`, `30 Nov 09:00`. Milliseconds. */
export function momentAhead(ms: number, now: number): string {
  const { clock, relativeDay } = held;
  const days = calendarDays(now, ms);
  if (days <= 0) return clock.format(ms);
  const day = days === 1 ? relativeDay.format(1, "day") : calendarDay(ms, now);
  return `${day} ${clock.format(ms)}`;
}

/** A day of the calendar: `12 Nov`, `12 Nov 2025` in another year than now. */
export function calendarDay(ms: number, now: number): string {
  const { dayAndMonth, fullDay } = held;
  const sameYear = new Date(ms).getFullYear() === new Date(now).getFullYear();
  return (sameYear ? dayAndMonth : fullDay).format(ms);
}

/** `Nov 2026`. */
export function monthName(ms: number): string {
  return held.month.format(ms);
}

/** Everything about a moment, for a tooltip. */
export function exactMoment(ms: number): string {
  return held.fullMoment.format(ms);
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
  return days === 0 ? t("today") : t("days", { count: days, n: count(days) });
}

/** `1,240`. */
export function count(value: number): string {
  return held.whole.format(value);
}

/** A mean out of five: `4.3`. */
export function average(value: number): string {
  return held.oneDecimal.format(value);
}

/** A single score: `4`, or `4.3` where it is a mean. */
export function points(value: number): string {
  return held.atMostOneDecimal.format(value);
}

/** How long something stayed: `20 minutes`, `3 hours`, `2.5 days`. Days. */
export function stay(days: number): string {
  const minutes = days * 24 * 60;
  if (minutes < 60) return held.minute.format(Math.max(1, Math.round(minutes)));
  return days < 1 ? held.hour.format(days * 24) : held.day.format(days);
}

/** An amount on an axis: `1,200`, `4d`, `60%`. */
export function axisAmount(value: number, unit?: "hour" | "day" | "percent"): string {
  if (unit === "percent") return share(value / 100);
  if (unit === "hour") return held.hourMark.format(value);
  return unit === "day" ? held.dayMark.format(value) : held.whole.format(value);
}

/** `a, b and c`. */
export function list(parts: readonly string[]): string {
  return held.list.format(parts);
}

/** A share of one: `42%`. */
export function share(value: number): string {
  return held.percent.format(value);
}

/** A time of day, minutes from midnight: `18:30`. */
export function timeOfDay(minutes: number): string {
  return held.clock.format(new Date(2000, 0, 1, 0, minutes));
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

/** A length in words: `12 min`, `40 sec`. Seconds. */
export function lengthInWords(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return held.seconds.format(whole);
  return held.minutes.format(Math.round(seconds / 60));
}

/** A speed: `1.25×`. */
export function speed(rate: number): string {
  return `${held.atMostTwoDecimals.format(rate)}×`;
}

/** `Jane Doe` → `JD`. */
export function initials(name: string): string {
  const words = name.split(/[\s@._-]+/u).filter((word) => word.length > 0);
  const first = words[0] ?? "";
  const last = words.length > 1 ? (words.at(-1) ?? "") : "";
  return (Array.from(first)[0] ?? "").concat(Array.from(last)[0] ?? "").toUpperCase();
}
