import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import type { FakePlatform } from "../platform/fake";
import { openWindow, screenNamed, waitForElement } from "../test/render";

const PERSON = "#/candidate/1001";
const reviewedNow = () => screen.findByRole("button", { name: "Reviewed", pressed: true });

function marksSet(platform: FakePlatform) {
  return platform.calls.filter(({ name }) => name === "mark_candidates" || name === "inbox_mark");
}

function asksForCandidate({ name }: FakePlatform["calls"][number]) {
  return name === "candidate";
}

/** A key as quick fingers press it: nothing is waited for. */
function press(key: string, more: KeyboardEventInit = {}) {
  fireEvent.keyDown(document.activeElement ?? document.body, { key, ...more });
}

/** A window whose candidate is asked for, and comes only when it is let. */
async function opening() {
  let release = () => {};
  const opened = openWindow(PERSON, {}, (platform) => {
    release = platform.stall("candidate");
  });
  await screen.findByText("Opening the candidate…");
  return { ...opened, release };
}

test("a key pressed while a candidate still opens counts once they are there", async () => {
  const { release } = await opening();
  press("r");
  release();
  expect(await reviewedNow()).toBeVisible();
});

test("keys wait in their order until each is understood", async () => {
  const { platform, release } = await opening();
  press("r");
  press("n");
  release();
  await waitFor(() => expect(document.activeElement?.tagName).toBe("TEXTAREA"));
  expect(await reviewedNow()).toBeVisible();
  expect(marksSet(platform)).toHaveLength(1);
});

test("who goes elsewhere meanwhile changes nothing there", async () => {
  const { platform, release } = await opening();
  press("r");
  window.location.hash = "#/candidate/1002";
  await waitFor(() => expect(platform.calls.filter(asksForCandidate)).toHaveLength(2));
  release();
  await waitForElement("[data-segment]");
  expect(marksSet(platform)).toEqual([]);
});

test("a key that nobody understood for two seconds is forgotten", async () => {
  const { platform, release } = await opening();
  const now = vi.spyOn(performance, "now");
  press("r");
  now.mockReturnValue(performance.now() + 2001);
  release();
  await waitForElement("[data-segment]");
  now.mockRestore();
  expect(marksSet(platform)).toEqual([]);
});

test("what is typed before the palette is there stands in its field, and does nothing else", async () => {
  const { platform } = openWindow("#/inbox");
  await waitForElement("[data-inbox-id]");
  press("k", { ctrlKey: true });
  for (const key of "see e") press(key);
  expect(await screen.findByRole("combobox")).toHaveValue("see e");
  expect(marksSet(platform)).toEqual([]);
  expect(window.location.hash).toBe("#/inbox");
});

test("a command typed and entered before the palette is there is done", async () => {
  openWindow("#/inbox");
  await waitForElement("[data-inbox-id]");
  press("k", { ctrlKey: true });
  for (const key of "settings") press(key);
  press("Enter");
  await screenNamed("settings");
  expect(screen.queryByRole("combobox")).toBeNull();
});

test("a command that was typed ahead is done by Enter in the palette", async () => {
  openWindow("#/inbox");
  await waitForElement("[data-inbox-id]");
  press("k", { ctrlKey: true });
  for (const key of "settings") press(key);
  const field = await screen.findByRole("combobox");
  act(() => field.focus());
  press("Enter");
  await screenNamed("settings");
});

test("what is typed for the palette does not get into the field that had the focus", async () => {
  openWindow("#/search");
  const search = await screen.findByRole("combobox");
  act(() => search.focus());
  press("k", { ctrlKey: true });
  const isLeft = fireEvent.keyDown(search, { key: "i" });
  expect(isLeft, "the field does not get it").toBe(false);
  const palette = within(await screen.findByRole("dialog"));
  expect(palette.getByRole("combobox")).toHaveValue("i");
});
