import { afterEach, beforeEach, expect, test } from "vitest";
import type { FakePlatform } from "../platform/fake";
import { ANSWERS, QUESTIONS, SUMMARY } from "../platform/fake-people";
import { en } from "../words/catalogue.en";
import { words } from "../words/words";
import { openWindow, waitForElement } from "./render";

// Every text of the catalogue stands between marks: what has letters outside of them was written
// into a component and would stay English in every language.

function marked(texts: object): object {
  return Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [
      name,
      typeof text === "string" ? `⟦${text}⟧` : marked(text),
    ]),
  );
}

beforeEach(() => {
  for (const [topic, texts] of Object.entries(en)) {
    words.addResourceBundle("en", topic, marked(texts), true, true);
  }
});

afterEach(() => {
  for (const [topic, texts] of Object.entries(en)) {
    words.addResourceBundle("en", topic, texts, true, true);
  }
});

/** What `Intl` writes, names of things that have none in any language, and examples. */
const NO_WORDS =
  /https:\S+(?: [\dA-Z-]+)?|\b(?:[AP]M|yesterday|at|and|[A-Z][a-z]+day|(?:Jan|Febr)uary|March|April|June|July|August|[A-Z][a-z]+(?:em|o)ber|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Alt|days?|hours?|Ribbon Desk|English|Deutsch|en-US)\b/gu;

/** Everything that somebody in front of the window reads or hears. */
function readable(): string[] {
  const texts: string[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    // The program's own words are marked as English.
    if (!node.parentElement?.closest("[lang], style, script")) texts.push(node.textContent ?? "");
  }
  for (const name of ["aria-label", "title", "placeholder"]) {
    for (const element of document.querySelectorAll(`[${name}]`)) {
      texts.push(element.getAttribute(name) ?? "");
    }
  }
  return texts;
}

/** Whatever comes from the world itself: names, titles, statuses, addresses. */
function worldly({ world, sync, writing }: FakePlatform): string[] {
  const strings: string[] = ["Northwind Health", SUMMARY, ...QUESTIONS, ...ANSWERS];
  const take = (value: unknown): void => {
    if (typeof value === "string") strings.push(value);
    else if (value && typeof value === "object") Object.values(value).forEach(take);
  };
  take([world.people, sync, writing.handlers.flows_page(null as never)]);
  take(writing.handlers.flow_draft(null as never));
  take(writing.handlers.invite_batches(null as never));
  return strings.sort((a, b) => b.length - a.length);
}

function written(platform: FakePlatform): string[] {
  const known = new Set(worldly(platform));
  return readable()
    .map((text) => {
      let rest = text;
      while (/⟦[^⟦⟧]*⟧/u.test(rest)) rest = rest.replace(/⟦[^⟦⟧]*⟧/gu, " ");
      return known.has(rest.trim()) ? "" : rest.replace(NO_WORDS, " ").trim();
    })
    .filter((rest) => /\p{L}{2}/u.test(rest) && !known.has(rest));
}

test.each([
  ["", "first_run", "input"],
  ["#/settings", "connected", "#field-channel"],
  ["#/settings", "sample", "code"],
  ["#/flows", "connected", "[data-flow-id]"],
  ["#/flows/flow/flow-data", "connected", "dl"],
  ["#/flows/new", "connected", "form input"],
  ["#/flows/invite/flow-data", "connected", "textarea"],
  ["#/insights", "connected", "[data-chart=scores] svg"],
  ["#/inbox", "connected", "[data-inbox-id]"],
  ["#/pipeline", "connected", "[data-candidate-id]"],
  ["#/people", "connected", "[data-person-id]"],
  ["#/candidate/1002", "connected", "[data-segment]"],
  ["#/search?q=billing", "connected", "[role=option]"],
  ["#/compare?ids=1000,1004,1001", "connected", "[data-answer]"],
] as const)(
  "nothing on %s (%s) is written outside of the catalogue",
  async (hash, phase, ready) => {
    const { platform } = openWindow(hash, { phase });
    await waitForElement(ready);
    await waitForElement("main");
    expect(readable().join(""), "the marks must be there").toContain("⟦");
    expect(written(platform)).toEqual([]);
  },
);
