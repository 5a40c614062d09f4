import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test, vi } from "vitest";
import { all, openWindow, waitForElement } from "../../test/render";
import { snoozeTimes } from "./snooze-times";

const names = () => all("[data-inbox-id]").map((row) => row.getAttribute("data-inbox-id"));

async function openInbox() {
  const opened = openWindow("#/inbox");
  await waitForElement("[data-inbox-id]");
  const item = (id: string | null | undefined) =>
    opened.platform.world.inbox.find((one) => String(one.id) === id);
  return { ...opened, item };
}

describe("snoozing", () => {
  test("puts an item off until tomorrow by key, and Z brings it back as it was", async () => {
    const { user, item } = await openInbox();
    const [first, second] = names();
    await user.keyboard("h");
    await user.click(await screen.findByRole("menuitem", { name: /^Tomorrow morning/u }));
    await waitFor(() => expect(names()).not.toContain(first));
    expect(item(first)?.snoozed_until).toBeGreaterThan(Date.now());
    expect(document.querySelector('[data-active="true"]')).toHaveAttribute(
      "data-inbox-id",
      second ?? "",
    );
    await user.keyboard("z");
    await waitFor(() => expect(names()[0]).toBe(first));
    expect(item(first)?.snoozed_until).toBeNull();
  });

  test("takes all that are selected", async () => {
    const { user, item } = await openInbox();
    const ids = names().slice(0, 3);
    await user.keyboard("x{Shift>}jj{/Shift}");
    const bar = screen.getByRole("toolbar", { name: "For all that are selected" });
    await user.click(within(bar).getByRole("button", { name: /^Snooze/u }));
    await user.click(await screen.findByRole("menuitem", { name: /^Next week/u }));
    await waitFor(() => {
      for (const id of ids) expect(item(id)?.snoozed_until).toBeGreaterThan(Date.now());
    });
    expect(screen.queryByRole("toolbar")).not.toBeInTheDocument();
  });

  test("asks for a moment to come where one is picked", async () => {
    // The test's document tells of a moved selection at once, and so without end.
    vi.spyOn(Selection.prototype, "collapse").mockImplementation(() => undefined);
    const { user, item } = await openInbox();
    const [first] = names();
    await user.keyboard("h");
    const dialog = await screen.findByRole("dialog");
    await user.click(within(dialog).getByRole("button", { name: "Snooze" }));
    expect(await screen.findByText("Choose a date and a time.")).toBeInTheDocument();
    await user.click(within(dialog).getByRole("spinbutton", { name: /^month/u }));
    await user.keyboard("06152099");
    await user.keyboard("0930a");
    await user.click(within(dialog).getByRole("button", { name: "Snooze" }));
    await waitFor(() => expect(item(first)?.snoozed_until).toBe(Date.UTC(2099, 5, 15, 9, 30)));
  });

  test("has a list of what waits, from which it can be brought back", async () => {
    const { user, item } = await openInbox();
    const [first] = names();
    await user.keyboard("h");
    await user.click(await screen.findByRole("menuitem", { name: /^Tomorrow morning/u }));
    await waitFor(() => expect(names()).not.toContain(first));
    await user.keyboard("{Shift>}h{/Shift}");
    await waitFor(() => expect(names()).toEqual([first]));
    expect(await waitForElement("[data-inbox-id]")).toHaveTextContent(/Until tomorrow/u);
    await user.keyboard("h");
    await user.click(await screen.findByRole("menuitem", { name: "Bring back now" }));
    expect(await screen.findByText("Nothing is snoozed")).toBeInTheDocument();
    expect(item(first)?.snoozed_until).toBeNull();
  });

  test("takes an unread item out of the sidebar's count", async () => {
    const { user, platform } = await openInbox();
    const unread = platform.world.inbox.filter((one) => one.unread).length;
    await screen.findByText(`, ${unread} unread items`);
    await user.keyboard("h");
    await user.click(await screen.findByRole("menuitem", { name: /^Next week/u }));
    await screen.findByText(`, ${unread - 1} unread items`);
  });

  test("offers no later today where that is tomorrow", () => {
    const evening = new Date(2026, 10, 26, 22, 30).getTime();
    expect(snoozeTimes(evening).map(({ id }) => id)).toEqual(["tomorrow", "nextWeek"]);
    const noon = new Date(2026, 10, 26, 12, 20).getTime();
    expect(snoozeTimes(noon).map(({ until }) => new Date(until).toString().slice(0, 21))).toEqual([
      "Thu Nov 26 2026 15:00",
      "Fri Nov 27 2026 09:00",
      "Mon Nov 30 2026 09:00",
    ]);
  });

  test("on a Monday goes on next Monday", () => {
    const monday = new Date(2026, 10, 30, 8, 0).getTime();
    const next = snoozeTimes(monday).find(({ id }) => id === "nextWeek");
    expect(new Date(next?.until ?? 0).toDateString()).toBe("Mon Dec 07 2026");
  });
});

describe("several at once", () => {
  test("are starred and brought back each as it was", async () => {
    const { user, platform } = await openInbox();
    const before = platform.world.inbox.slice(0, 3).map(({ starred }) => starred);
    const third = platform.world.inbox[2];
    if (third) third.starred = true;
    await user.keyboard("x{Shift>}jj{/Shift}s");
    const starred = () => platform.world.inbox.slice(0, 3).map((item) => item.starred);
    await waitFor(() => expect(starred()).toEqual([true, true, true]));
    await user.keyboard("z");
    await waitFor(() => expect(starred().slice(0, 2)).toEqual(before.slice(0, 2)));
  });

  test("are narrowed to those with a star", async () => {
    const { user, platform } = await openInbox();
    await user.keyboard("{Shift>}s{/Shift}");
    const starred = platform.world.inbox.filter((one) => one.starred).map(({ id }) => String(id));
    await waitFor(() => expect(names()).toEqual(starred));
  });
});
