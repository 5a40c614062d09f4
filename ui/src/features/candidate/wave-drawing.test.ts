import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { drawWave } from "./wave-drawing";

const WAVE = { peaks: [0, 255, 10, 128], duration_seconds: 60 };

beforeEach(() => {
  // The test's document cannot draw; what is drawn is not looked at here.
  const context = new Proxy({}, { get: () => vi.fn(), set: () => true });
  vi.spyOn(HTMLCanvasElement.prototype, "getContext").mockReturnValue(context as never);
});

afterEach(() => {
  vi.restoreAllMocks();
  document.body.replaceChildren();
});

function host(): HTMLElement {
  const element = document.createElement("div");
  document.body.append(element);
  return element;
}

test("the drawing brings no style element into the document, and keeps its rules", () => {
  const box = host();
  const clear = drawWave(box, WAVE, document.createElement("audio"));
  const root = box.firstElementChild?.firstElementChild?.shadowRoot;
  expect(root?.querySelector(".canvases"), "it must have drawn").not.toBeNull();
  expect(root?.querySelector("style")).toBeNull();
  expect(root?.adoptedStyleSheets[0]?.cssRules.length).toBeGreaterThan(3);
  clear?.();
  expect(box.childElementCount, "and it goes without a trace").toBe(0);
});

test("nothing is fetched or decoded for it", async () => {
  const fetched = vi.spyOn(globalThis, "fetch");
  const media = document.createElement("audio");
  media.src = "http://127.0.0.1:9/recording.wav";
  const clear = drawWave(host(), WAVE, media);
  await Promise.resolve();
  expect(fetched).not.toHaveBeenCalled();
  expect(media.src).toBe("http://127.0.0.1:9/recording.wav");
  clear?.();
});

test("there is none where nothing can be drawn on", () => {
  vi.spyOn(HTMLCanvasElement.prototype, "getContext").mockReturnValue(null);
  const box = host();
  expect(drawWave(box, WAVE, document.createElement("audio"))).toBeNull();
  expect(box.childElementCount).toBe(0);
});
