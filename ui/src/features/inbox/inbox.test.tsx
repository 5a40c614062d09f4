import { act, fireEvent, screen, waitFor } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import type { FakeOptions } from "../../platform/fake";
import { all, openWindow, waitForElement } from "../../test/render";

const names = () => all("[data-inbox-id]").map((row) => row.getAttribute("data-inbox-id"));
const active = () => document.querySelector('[data-active="true"]')?.getAttribute("data-inbox-id");

async function openInbox(options: FakeOptions = {}) {
  const opened = openWindow("#/inbox", options);
  await waitForElement("[data-inbox-id]");
  const ids = opened.platform.world.inbox.map(({ id }) => String(id));
  return { ...opened, ids };
}

function scrollTo(offset: number) {
  const grid = screen.getByRole("grid", { name: "Inbox" });
  grid.scrollTop = offset;
  fireEvent.scroll(grid);
}

describe("the inbox by keyboard", () => {
  test("moves with J and K and stops at the ends", async () => {
    const { user, ids } = await openInbox();
    expect(active()).toBe(ids[0]);
    await user.keyboard("jj");
    expect(active()).toBe(ids[2]);
    await user.keyboard("{ArrowUp}kk");
    expect(active(), "there is nothing above the first").toBe(ids[0]);
  });

  test("names the active row to screen readers from the grid", async () => {
    const { user } = await openInbox();
    await user.keyboard("j");
    const named = screen.getByRole("grid").getAttribute("aria-activedescendant");
    expect(document.getElementById(named ?? "")).toHaveAttribute("data-active", "true");
  });

  test("opens with Enter, marks as read, and comes back to the same row", async () => {
    const { user, ids, platform } = await openInbox();
    await user.keyboard("jj{Enter}");
    await waitForElement('[data-screen="candidate"]');
    const item = platform.world.inbox.find(({ id }) => String(id) === ids[2]);
    await waitFor(() => expect(item?.unread).toBe(false));
    act(() => window.history.back());
    await waitForElement(`[data-inbox-id="${ids[2]}"]`);
    expect(active()).toBe(ids[2]);
  });

  test("puts away with E, and Z brings back", async () => {
    const { user, ids } = await openInbox();
    await user.keyboard("je");
    await waitFor(() => expect(names()).not.toContain(ids[1]));
    expect(active(), "the next one is in hand").toBe(ids[2]);
    await user.keyboard("z");
    await waitFor(() => expect(names()[1]).toBe(ids[1]));
  });

  test("marks unread with U and stars with S", async () => {
    const { user, ids, platform } = await openInbox();
    const item = platform.world.inbox.find(({ id }) => String(id) === ids[0]);
    await user.keyboard("us");
    await waitFor(() => expect([item?.unread, item?.starred]).toEqual([false, true]));
    const row = await waitForElement(`[data-inbox-id="${ids[0]}"]`);
    await waitFor(() => expect(row).toHaveAttribute("data-unread", "false"));
  });

  test("selects with X and extends with shift, and acts on all that are selected", async () => {
    const { user, ids, platform } = await openInbox();
    await user.keyboard("x{Shift>}jj{/Shift}");
    expect(all('[aria-selected="true"]')).toHaveLength(3);
    await user.keyboard("e");
    await waitFor(() => expect(names()).not.toContain(ids[2]));
    const done = platform.world.inbox.filter((item) => item.done).map(({ id }) => String(id));
    expect(done).toEqual(ids.slice(0, 3));
    expect(active(), "the row below the last one is next").toBe(ids[3]);
  });

  test("leaves letters alone while somebody types", async () => {
    const { user, ids } = await openInbox();
    await user.keyboard("{Control>}k{/Control}");
    await user.type(await screen.findByRole("combobox"), "je");
    expect(active()).toBe(ids[0]);
  });

  test("does nothing with letters where single keys are switched off", async () => {
    localStorage.setItem("single-keys", "off");
    const { user, ids } = await openInbox();
    await user.keyboard("j");
    expect(active()).toBe(ids[0]);
    await user.keyboard("{ArrowDown}");
    expect(active()).toBe(ids[1]);
  });
});

test("the inbox shows what is unread after a click on several notifications", async () => {
  const { platform } = await openInbox();
  act(() => platform.emit("open", { screen: "inbox" }));
  await waitFor(() => expect(all('[data-unread="false"]')).toHaveLength(0));
  expect(window.location.hash).toBe("#/inbox");
  expect(screen.getByRole("button", { name: "Unread" })).toHaveAttribute("aria-pressed", "true");
});

describe("a long inbox", () => {
  test("draws only what is on screen of thousands", async () => {
    await openInbox({ people: 5000 });
    expect(all("[data-inbox-id]").length, "more than the screen holds costs time").toBeLessThan(50);
    expect(Number(screen.getByRole("grid").getAttribute("aria-rowcount"))).toBeGreaterThan(8000);
  });

  test("reads the part that is scrolled to and keeps the active row in the document", async () => {
    const { ids } = await openInbox({ people: 5000 });
    scrollTo(4000 * 40);
    await waitForElement(`[data-inbox-id="${ids[4005]}"]`);
    expect(active(), "focus must not be lost by scrolling").toBe(ids[0]);
  });
});

describe("what comes in", () => {
  test("stands on top at once while the list is at rest", async () => {
    const { platform } = await openInbox();
    act(() => void platform.arrive("Zoë Newcomer"));
    expect(await screen.findByText("Zoë Newcomer")).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: /new$/u })).not.toBeInTheDocument();
  });

  test("waits behind a button while somebody is further down", async () => {
    const { platform, ids, user } = await openInbox({ people: 400 });
    scrollTo(2000);
    await waitForElement(`[data-inbox-id="${ids[52]}"]`);
    const before = names();
    for (const name of ["Zoë", "Yann", "Xenia"]) act(() => void platform.arrive(name));
    const button = await screen.findByRole("button", { name: "3 new" });
    expect(names(), "no row may move under the pointer").toEqual(before);
    scrollTo(2400);
    await waitForElement(`[data-inbox-id="${ids[62]}"]`);
    await user.click(button);
    await waitFor(() => expect(screen.getByText("Xenia")).toBeInTheDocument());
  });

  test("does not slip under the hand of somebody who works from the top", async () => {
    const { platform, user, ids } = await openInbox();
    await user.keyboard("s");
    act(() => void platform.arrive("Zoë"));
    await screen.findByRole("button", { name: "1 new" });
    expect(active(), "the next key must hit the same row").toBe(ids[0]);
  });

  test("changes the unread count in the sidebar", async () => {
    const { platform } = await openInbox();
    const unread = platform.world.inbox.filter((item) => item.unread).length;
    await screen.findByText(`, ${unread} unread items`);
    act(() => void platform.arrive("Zoë"));
    await screen.findByText(`, ${unread + 1} unread items`);
  });
});

describe("an inbox row", () => {
  test("says that its time is when it was received", async () => {
    await openInbox();
    const row = await waitForElement("[data-inbox-id]");
    expect(row).toHaveTextContent(/Received/u);
  });

  test("names a gap in words", async () => {
    const { user } = await openInbox({ people: 12 });
    await user.keyboard("{End}");
    const gaps = await screen.findAllByText(/at least one change before this never reached us/u);
    expect(gaps.length).toBeGreaterThan(0);
  });
});

describe("an inbox without rows", () => {
  test("says so when all is done", async () => {
    openWindow("#/inbox", { people: 0 });
    expect(await screen.findByText("All done")).toBeInTheDocument();
  });

  test("says that the first ones are on their way during the first sync", async () => {
    openWindow("#/inbox", { people: 0 }, (platform) => platform.setSync({ mode: "first_sync" }));
    expect(await screen.findByText("The first interviews are on their way")).toBeInTheDocument();
  });

  test("offers to clear the filters that hide everything", async () => {
    const { user, platform } = await openInbox({ people: 4 });
    for (const item of platform.world.inbox) item.unread = false;
    await user.click(screen.getByRole("button", { name: "Unread" }));
    await user.click(await screen.findByRole("button", { name: "Clear filters" }));
    await waitForElement("[data-inbox-id]");
  });

  test("shows why it cannot be read, and tries again", async () => {
    const { platform, user } = openWindow("#/inbox", {}, (fake) =>
      fake.fail("inbox", "bad_request"),
    );
    expect(await screen.findByRole("alert")).toHaveAttribute("data-error-code", "bad_request");
    platform.mend("inbox");
    await user.click(screen.getByRole("button", { name: "Try again" }));
    await waitForElement("[data-inbox-id]");
  });
});
