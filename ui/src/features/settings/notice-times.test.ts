import { expect, test } from "vitest";
import { minutesToChoose, nextMorning } from "./notice-times";

const at = (day: number, hour: number) => new Date(2026, 10, day, hour).getTime();

test("until tomorrow is the next morning, also when the night is long", () => {
  expect(nextMorning(at(20, 17))).toBe(at(21, 8));
  expect(nextMorning(at(20, 6)), "somebody who is up early has a day before them").toBe(at(21, 8));
  expect(nextMorning(at(21, 1)), "nobody has slept yet").toBe(at(21, 8));
  expect(nextMorning(at(30, 12))).toBe(new Date(2026, 11, 1, 8).getTime());
});

test("a time that is no half hour can stay as it is", () => {
  expect(minutesToChoose(600)).toHaveLength(48);
  expect(minutesToChoose(605).slice(20, 22)).toEqual([600, 605]);
});
