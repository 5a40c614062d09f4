import { expect, test } from "vitest";
import { de } from "./catalogue.de";
import { en } from "./catalogue.en";
import { words } from "./words";

/** Every text with its path: `common.retry`. */
function texts(catalogue: object, path = ""): [string, string][] {
  return Object.entries(catalogue).flatMap(([name, value]) =>
    typeof value === "string" ? [[`${path}${name}`, value]] : texts(value, `${path}${name}.`),
  );
}

function placeholders(text: string): string[] {
  return [...text.matchAll(/\{\{(\w+)\}\}|<(\d+|\w+)\/?>/gu)].map(([whole]) => whole).sort();
}

test("each language has every text, and none is empty", () => {
  const german = new Map(texts(de));
  expect([...german.keys()]).toEqual(texts(en).map(([path]) => path));
  for (const [path, text] of [...texts(en), ...german]) {
    expect(text.trim(), path).not.toBe("");
  }
});

test("each translation fills in the same values", () => {
  const german = new Map(texts(de));
  for (const [path, text] of texts(en)) {
    expect(placeholders(german.get(path) ?? ""), path).toEqual(placeholders(text));
  }
});

test("plurals follow the count", () => {
  const english = words.getFixedT("en", "common");
  expect(english("candidates", { count: 1, n: "1" })).toBe("1 candidate");
  expect(english("candidates", { count: 0, n: "0" })).toBe("0 candidates");
  expect(words.getFixedT("de", "common")("candidates", { count: 2, n: "2" })).toBe("2 Personen");
});
