import { screen, waitFor } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import { openWindow, waitForElement } from "../../test/render";
import { digestInWords } from "./AwayDigest";

const HOUR = 3_600_000;

async function openAfter(hours: number) {
  localStorage.setItem("last-active", String(Date.now() - hours * HOUR));
  const opened = openWindow("#/inbox");
  await waitForElement("[data-inbox-id]");
  return opened;
}

const digest = () => document.querySelector("[data-digest]");

describe("after time away", () => {
  test("the inbox says what came in, and for how long nobody was here", async () => {
    const { platform } = await openAfter(48);
    const { since } = { since: Date.now() - 48 * HOUR };
    const came = platform.world.inbox.filter(
      (item) => item.kind === "processed" && item.first_seen_at >= since,
    );
    const words = await screen.findByText(/^While you were away, 2 days: /u);
    expect(words).toHaveTextContent(`${came.length} interviews`);
  });

  test("it can be dismissed", async () => {
    const { user } = await openAfter(48);
    await waitForElement("[data-digest]");
    await user.click(screen.getByRole("button", { name: "Dismiss" }));
    expect(digest()).toBeNull();
  });

  test("a break of three hours is not worth a word", async () => {
    const { platform } = await openAfter(3);
    await waitFor(() => expect(platform.calls.some(({ name }) => name === "flows")).toBe(true));
    expect(digest()).toBeNull();
    expect(platform.calls.some(({ name }) => name === "digest")).toBe(false);
  });

  test("nothing is said where nothing came", async () => {
    localStorage.setItem("last-active", String(Date.now() - 9 * HOUR));
    const { platform } = openWindow("#/inbox", { people: 0 });
    await waitFor(() => expect(platform.calls.some(({ name }) => name === "digest")).toBe(true));
    await screen.findByText("All done");
    expect(digest()).toBeNull();
  });

  test("the first start of all is no time away", async () => {
    openWindow("#/inbox");
    await waitForElement("[data-inbox-id]");
    expect(digest()).toBeNull();
    expect(Number(localStorage.getItem("last-active"))).toBeGreaterThan(0);
  });
});

test("a digest names the most frequent statuses and counts the rest", () => {
  const moved = ["shortlisted", "hired", "rejected", "final round"].map((status, index) => ({
    status,
    candidates: 9 - index,
  }));
  expect(digestInWords({ processed: 14, videos: 1, moved, changes: 40 })).toEqual([
    "14 interviews",
    "1 video",
    "9 moved to shortlisted",
    "8 moved to hired",
    "7 moved to rejected",
    "16 other status changes",
  ]);
});
