import "@testing-library/jest-dom/vitest";
import { cleanup, configure } from "@testing-library/react";
import { afterEach, beforeEach } from "vitest";
import { forgetTrail } from "../features/candidate/trail";
import { dismissAway } from "../features/inbox/away";
import { forgetSearches } from "../features/search/recent-searches";
import { forgetFailures } from "../platform/failures";
import { LANGUAGES } from "../words/language";
import { chooseLanguage, readWords } from "../words/words";

/** What a test's window shows of a list at once, and how tall anything in it is. */
const VIEWPORT = 600;
const ELEMENT = 40;

// The test's document lays nothing out, and a virtual list of no height draws no rows.
const height = {
  configurable: true,
  get(this: HTMLElement) {
    return this.hasAttribute("data-scroller") ? VIEWPORT : ELEMENT;
  },
};
const width = { configurable: true, get: () => 800 };
Object.defineProperties(HTMLElement.prototype, {
  offsetHeight: height,
  clientHeight: height,
  offsetWidth: width,
  clientWidth: width,
  scrollIntoView: { configurable: true, value: () => undefined },
});

configure({
  // The whole document as text says less than the question that was not answered.
  getElementError: (message) => new Error(message ?? "No such element."),
  // It only ends what hangs: a busy machine must not fail a test.
  asyncUtilTimeout: 50_000,
});

await Promise.all(LANGUAGES.map(readWords));

beforeEach(() => {
  window.location.hash = "";
  localStorage.clear();
  chooseLanguage(null);
  forgetTrail();
  forgetSearches();
  dismissAway();
  forgetFailures();
});

afterEach(() => cleanup());
