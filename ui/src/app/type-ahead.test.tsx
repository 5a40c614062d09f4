import { fireEvent, screen, waitFor } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import type { FakePlatform } from "../platform/fake";
import { openWindow, screenNamed, waitForElement } from "../test/render";

const PERSON = "#/candidate/1001";
const reviewedNow = () => screen.findByRole("button", { name: "Reviewed", pressed: true });

function marksSet(platform: FakePlatform) {
  return platform.calls.filter(({ name }) => name === "mark_candidates" || name === "inbox_mark");
}

/** A key as quick fingers press it: nothing is waited for. */
function press(key: string, more: KeyboardEventInit = {}) {
  fireEvent.keyDown(document.activeElement ?? document.body, { key, ...more });
}

test("a key pressed while a candidate still opens counts once they are there", async () => {
  openWindow(PERSON, { delay: 60 });
  await screen.findByText("Opening the candidate…");
  press("r");
  expect(await reviewedNow()).toBeVisible();
});

test("keys wait in their order until each is understood", async () => {
  const { platform } = openWindow(PERSON, { delay: 60 });
  await screen.findByText("Opening the candidate…");
  press("r");
  press("n");
  await waitFor(() => expect(document.activeElement?.tagName).toBe("TEXTAREA"));
  expect(await reviewedNow()).toBeVisible();
  expect(marksSet(platform)).toHaveLength(1);
});

test("who goes elsewhere meanwhile changes nothing there", async () => {
  const { platform } = openWindow(PERSON, { delay: 60 });
  await screen.findByText("Opening the candidate…");
  press("r");
  window.location.hash = "#/candidate/1002";
  await waitForElement("[data-segment]");
  expect(marksSet(platform)).toEqual([]);
});

test("a key that nobody understood for two seconds is forgotten", async () => {
  const now = vi.spyOn(performance, "now");
  const { platform } = openWindow(PERSON, { delay: 60 });
  await screen.findByText("Opening the candidate…");
  press("r");
  now.mockReturnValue(performance.now() + 2001);
  await waitForElement("[data-segment]");
  now.mockRestore();
  expect(marksSet(platform)).toEqual([]);
});

test("what is typed before the palette is there stands in its field, and does nothing else", async () => {
  const { platform } = openWindow("#/inbox");
  await screenNamed("inbox");
  await waitForElement("[data-inbox-id]");
  press("k", { ctrlKey: true });
  for (const key of "see e") press(key);
  press("Enter");
  expect(await screen.findByRole("combobox")).toHaveValue("see e");
  expect(marksSet(platform)).toEqual([]);
  expect(window.location.hash).toBe("#/inbox");
});
