import { act, fireEvent, screen, waitFor } from "@testing-library/react";
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

/** A window that has asked for what its screen shows, and gets it only when it is let. */
async function opening(
  place = PERSON,
  asks: "candidate" | "inbox" = "candidate",
  says = "Opening the candidate…",
) {
  let release = () => {};
  const opened = openWindow(place, {}, (platform) => {
    release = platform.stall(asks);
  });
  await screen.findByText(says);
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

test("each key means what the one before has brought into the hand", async () => {
  const { platform, release } = await opening("#/inbox", "inbox", "Reading the inbox…");
  press("j");
  press("s");
  release();
  await waitFor(() => expect(marksSet(platform)).toHaveLength(1));
  const second = document.querySelectorAll("[data-inbox-id]")[1]?.getAttribute("data-inbox-id");
  expect(marksSet(platform)[0]?.argument).toMatchObject({ ids: [Number(second)], starred: true });
});

test("what was meant for a field that a key opens is no command", async () => {
  const { platform, release } = await opening();
  press("n");
  press("r");
  release();
  await waitFor(() => expect(document.activeElement?.tagName).toBe("TEXTAREA"));
  await screen.findByRole("button", { name: "Reviewed", pressed: false });
  expect(marksSet(platform)).toEqual([]);
});

test("a key that is held down is not kept", async () => {
  const { platform, release } = await opening();
  press("r", { repeat: true });
  release();
  await waitForElement("[data-segment]");
  expect(marksSet(platform)).toEqual([]);
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

test("what is typed before the palette has the focus stands in its field, and does nothing else", async () => {
  const { platform } = openWindow("#/inbox");
  await waitForElement("[data-inbox-id]");
  press("k", { ctrlKey: true });
  for (const key of "see e") press(key);
  expect(await screen.findByRole("combobox")).toHaveValue("see e");
  expect(marksSet(platform)).toEqual([]);
  expect(window.location.hash).toBe("#/inbox");
});

test("a command typed and entered before the palette has the focus is done", async () => {
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

test("Enter with nothing typed does nothing", async () => {
  openWindow("#/inbox");
  await waitForElement("[data-inbox-id]");
  press("k", { ctrlKey: true });
  press("x");
  press("Backspace");
  press("Enter");
  expect(await screen.findByRole("combobox")).toHaveValue("");
  expect(window.location.hash).toBe("#/inbox");
});

test.each(["i", " ", "Enter", "Backspace"])(
  "%j for the palette does not get into the field that had the focus",
  async (key) => {
    openWindow("#/search?q=okafor");
    const search = await screen.findByRole("combobox");
    await screen.findByRole("group", { name: "Amara Okafor" });
    act(() => search.focus());
    press("k", { ctrlKey: true });
    expect(fireEvent.keyDown(search, { key }), "the field does not get it").toBe(false);
    await screen.findByRole("dialog");
    expect(window.location.hash, "nor does what belongs to the field").toMatch(/^#\/search/u);
  },
);

test("Escape closes a palette whose field is still on its way", async () => {
  openWindow("#/inbox");
  await waitForElement("[data-inbox-id]");
  press("k", { ctrlKey: true });
  press("Escape");
  await waitFor(() => expect(screen.queryByRole("combobox")).toBeNull());
});
