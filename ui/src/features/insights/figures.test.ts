import { describe, expect, test } from "vitest";
import { bucketsOf } from "./buckets";
import { csvOf } from "./csv";
import { funnelFinding, scoresFinding, timeFinding } from "./insights-words";
import { choiceOf, queryOf, searchOf } from "./period";

const NOW = new Date(2026, 10, 25, 15).getTime();
const day = (date: number, month = 10) => new Date(2026, month, date).getTime();

describe("a period", () => {
  test("of days ends with today and begins with a midnight", () => {
    const query = queryOf(choiceOf("period=7", NOW), NOW);
    expect([query.from, query.before]).toEqual([day(19), day(26)]);
    expect(query.days).toEqual([19, 20, 21, 22, 23, 24, 25].map((date) => day(date)));
  });

  test("that is custom includes both its days, also the wrong way round", () => {
    const query = queryOf(choiceOf("period=custom&from=2026-11-05&to=2026-11-03", NOW), NOW);
    expect([query.from, query.before, query.days.length]).toEqual([day(3), day(6), 3]);
  });

  test("of all time asks for no more days than the program takes, and for the rest together", () => {
    const { days, from } = queryOf(choiceOf("period=all", NOW), NOW);
    expect([days.length, days[0], from]).toEqual([400, 0, null]);
    expect(days.at(-1)).toBe(day(25));
  });

  test("stands in the address as briefly as can be", () => {
    expect(searchOf(choiceOf("", NOW))).toBe("");
    const custom = "period=custom&from=2026-11-01&to=2026-11-20&team=t1&flow=a%26b";
    expect(searchOf(choiceOf(custom, NOW))).toBe(custom);
  });

  test("that makes no sense is the usual one", () => {
    expect(choiceOf("period=moon&from=2026-99-99", NOW)).toMatchObject({
      span: "30",
      from: "2026-10-27",
    });
  });
});

describe("bars", () => {
  const daily = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      day: new Date(2026, 0, 1 + index).getTime(),
      held: 1,
      changes: 2,
    }));
  const end = (count: number) => new Date(2026, 0, 1 + count).getTime();

  test("are days, weeks or months, and lose nothing on the way", () => {
    for (const [count, grain] of [
      [90, "day"],
      [200, "week"],
      [400, "month"],
    ] as const) {
      const { grain: found, buckets } = bucketsOf(daily(count), end(count), false);
      expect(found).toBe(grain);
      expect(buckets.reduce((sum, { held }) => sum + held, 0)).toBe(count);
      expect(buckets.at(-1)?.before).toBe(end(count));
      for (const [index, { before }] of buckets.slice(0, -1).entries()) {
        expect(buckets[index + 1]?.from, "no day belongs to two").toBe(before);
      }
    }
  });

  test("begin with the first interview where the period has no beginning", () => {
    const days = daily(20).map((one, index) =>
      index < 15 ? { ...one, held: 0, changes: 0 } : one,
    );
    expect(bucketsOf(days, end(20), true).buckets).toHaveLength(5);
    expect(bucketsOf(days, end(20), false).buckets).toHaveLength(20);
    expect(bucketsOf([], end(20), true).buckets).toEqual([]);
  });
});

describe("findings", () => {
  const step = (column: string, reached: number, of_previous: number | null) => ({
    column,
    reached,
    now: 0,
    of_previous,
  });

  test("name the step that fewest go on to", () => {
    const steps = [step("invited", 10, null), step("none", 9, 0.9), step("status:a", 3, 1 / 3)];
    expect(funnelFinding(steps)).toBe("Fewest go on to “a”: 33% of those in “Interview held”");
    expect(funnelFinding([step("invited", 2, null), step("none", 2, 1)])).toMatch(/^Everybody/u);
    expect(funnelFinding([])).toBe("Nobody has been invited yet");
  });

  test("name the status with the longest stays, in hours where they are short", () => {
    const time = (status: string, median_days: number | null) => ({
      status,
      ended: 1,
      now: 0,
      median_days,
      p90_days: median_days,
    });
    expect(timeFinding([time("a", 2.5), time("b", 1), time("c", null)])).toBe(
      "Longest in “a”: half stay at most 2.5 days",
    );
    expect(timeFinding([time("a", 0.125)])).toContain("3 hours");
    expect(timeFinding([time("a", null)])).toBe("Nobody has left a status yet");
  });

  test("say that there are no scores rather than a score of nothing", () => {
    const figures = { scores: [{ from: 0, to: 0.5, interviews: 0 }], average: null };
    expect(scoresFinding(figures as never)).toBe("No scores yet");
  });
});

test("a cell of a file is never a formula, and keeps its commas and quotes", () => {
  const text = csvOf([
    ["=1+1", "a, b", 'say "hi"'],
    [-3, null, "- no"],
  ]);
  expect(text).toBe(`\uFEFF'=1+1,"a, b","say ""hi"""\r\n-3,,'- no\r\n`);
});
