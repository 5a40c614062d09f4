import { describe, expect, test } from "vitest";
import { chooseLanguage } from "../words/words";
import {
  average,
  count,
  daysInWords,
  daysSince,
  exactMoment,
  initials,
  lengthInWords,
  moment,
  stay,
  timecode,
  timeOfDay,
} from "./format";

const NOON = Date.UTC(2026, 10, 23, 12, 0);
const HOUR = 3_600_000;

describe("moments", () => {
  test("of today are a time of day", () => {
    expect(moment(NOON - 2 * HOUR, NOON)).toMatch(/^10:00/u);
  });

  test("of yesterday say so", () => {
    expect(moment(NOON - 24 * HOUR, NOON)).toMatch(/^yesterday 12:00/u);
  });

  test("of another year name it", () => {
    expect(moment(NOON - 400 * 24 * HOUR, NOON)).toContain("2025");
    expect(moment(NOON - 40 * 24 * HOUR, NOON)).not.toContain("2026");
  });

  test("count only full days, and none before they happened", () => {
    expect(daysSince(NOON - 47 * HOUR, NOON)).toBe(1);
    expect(daysSince(NOON + HOUR, NOON)).toBe(0);
  });
});

describe("words", () => {
  test("agree with their numbers", () => {
    expect([daysInWords(0), daysInWords(1), daysInWords(12)]).toEqual([
      "today",
      "1 day",
      "12 days",
    ]);
  });

  test("for places in a recording have hours only where there are any", () => {
    expect([timecode(7), timecode(247), timecode(3847)]).toEqual(["0:07", "4:07", "1:04:07"]);
    expect(timecode(Number.NaN), "an unknown length is no length").toBe("0:00");
  });

  test("shrink to initials in any script", () => {
    expect([initials("Jane Doe"), initials("李 小龙"), initials("")]).toEqual(["JD", "李小", ""]);
  });
});

describe("another language", () => {
  test("takes effect at once, in words and numbers", () => {
    const before = [count(1240), average(4.25), moment(NOON - 40 * 24 * HOUR, NOON)];
    expect(before[0]).toBe("1,240");
    chooseLanguage("de");
    expect([count(1240), average(4.25)]).toEqual(["1.240", "4,3"]);
    expect(moment(NOON - 24 * HOUR, NOON)).toMatch(/^gestern 12:00/u);
    expect(daysInWords(12)).toBe("12 Tage");
    expect([lengthInWords(720), lengthInWords(40)]).toEqual(["12 Min.", "40 Sek."]);
    expect(exactMoment(NOON)).toMatch(/^Montag, 23\. November 2026/u);
    expect(timeOfDay(18 * 60 + 30)).toBe("18:30");
    expect(document.documentElement.lang).toBe("de");
  });

  test("says how long something stayed in minutes, hours or days", () => {
    const days = [0.00001, 0.25 / 24, 0.125, 2.5];
    expect(days.map(stay)).toEqual(["1 minute", "15 minutes", "3 hours", "2.5 days"]);
  });

  test("goes back to the system's where none is chosen", () => {
    chooseLanguage("de");
    chooseLanguage(null);
    expect([count(1240), document.documentElement.lang]).toEqual(["1,240", "en"]);
  });
});
