import { afterEach, expect, test } from "vitest";
import { chooseLanguage } from "../words/words";
import { isOnScale, meanInWords, scoreInWords } from "./score";

afterEach(() => chooseLanguage("en"));

test("a score is shown as its criterion is scored", () => {
  expect(scoreInWords({ system: "out_of_5" }, 4)).toBe("4");
  expect(scoreInWords({ system: "percentage" }, 4)).toBe("80%");
  expect(scoreInWords({ system: "binary" }, 5)).toBe("Yes");
  expect(scoreInWords({ system: "binary" }, 0)).toBe("No");
  expect(scoreInWords({ system: "binary" }, 3), "neither yes nor no").toBe("3");
  expect(scoreInWords({ system: "stars" }, 2.5)).toBe("2.5");
});

test("a mean of yes and no is a share", () => {
  expect(meanInWords({ system: "binary" }, 3.9)).toBe("78% yes");
  expect(meanInWords({ system: "percentage" }, 4.1)).toBe("82%");
  expect(meanInWords({ system: "out_of_5" }, 4)).toBe("4.0");
});

test("scores are written as the reader's language writes them", () => {
  chooseLanguage("de");
  expect(scoreInWords({ system: "percentage" }, 4)).toBe("80\u00a0%");
  expect(scoreInWords({ system: "binary" }, 0)).toBe("Nein");
  expect(meanInWords({ system: "binary" }, 3.9)).toBe("78\u00a0% Ja");
});

test("only what is a point on a scale has a bar", () => {
  const systems = ["out_of_5", "percentage", "binary", "stars"];
  expect(systems.filter((system) => isOnScale({ system }))).toEqual(["out_of_5", "percentage"]);
});
