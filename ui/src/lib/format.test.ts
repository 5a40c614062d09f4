import { describe, expect, test } from "vitest";
import { counted, daysInWords, daysSince, initials, moment, timecode } from "./format";

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
    expect(counted(1, "interview", "interviews")).toBe("1 interview");
    expect(counted(1240, "interview", "interviews")).toMatch(/^1\D?240 interviews$/u);
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
