import { act, cleanup, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import type { FeedGap, SyncMode } from "../../contract/types";
import { moment } from "../../lib/format";
import { openWindow, screenNamed, waitForElement } from "../../test/render";
import { chooseLanguage } from "../../words/words";

describe("the window", () => {
  test("goes to its screens with two keys", async () => {
    const { user } = openWindow("#/settings");
    await screenNamed("settings");
    await user.keyboard("gp");
    await screenNamed("pipeline");
    await user.keyboard("gi");
    await screenNamed("inbox");
  });

  test("goes back and forward with brackets", async () => {
    const { user } = openWindow("#/inbox");
    await screenNamed("inbox");
    await user.keyboard("g,");
    await screenNamed("settings");
    await user.keyboard("[[");
    await screenNamed("inbox");
    await user.keyboard("]");
    await screenNamed("settings");
  });

  test("opens what a notification was about, also while it runs", async () => {
    const { platform } = openWindow("#/inbox");
    await screenNamed("inbox");
    act(() =>
      platform.emit("open", { screen: "candidate", candidate_id: 1003, interview_id: null }),
    );
    await screenNamed("candidate");
  });

  test("lists the flows with their candidates", async () => {
    openWindow("#/inbox");
    const flows = await screen.findByRole("list", { name: "Flows" });
    expect(
      within(flows).getByRole("link", { name: /Data Analyst\s*, 10 candidates/u }),
    ).toHaveAttribute("href", "#/pipeline/flow-data");
  });

  test("says that the cache was damaged until that was read", async () => {
    const { user } = openWindow("#/inbox", {}, (platform) => {
      platform.notice = {
        said: "cache_damaged",
        what: "malformed page",
        aside: "cache.damaged-2026-11-25.db",
        webhooks: 1,
        marks: 1_200,
        restored: 30,
        incomplete: true,
        settings_lost: false,
      };
    });
    await screenNamed("inbox");
    const words =
      "The cache was damaged (malformed page) and was put away as cache.damaged-2026-11-25.db. " +
      "1 webhook and 1,200 of your marks were taken over from it, as far as they could be read, 30 more from their back-up; " +
      "everything else is read again from Ribbon.";
    expect(screen.getByText(words)).toBeInTheDocument();
    act(() => chooseLanguage("de"));
    expect(await screen.findByText(/^Der lokale Speicher war beschädigt/u)).toBeInTheDocument();
    act(() => chooseLanguage("en"));
    await user.click(await screen.findByRole("button", { name: "Understood" }));
    expect(screen.queryByText(words)).not.toBeInTheDocument();
  });

  test("says why it could not start", async () => {
    openWindow("", {}, (platform) => platform.fail("app_state", "keychain"));
    expect(await screen.findByRole("alert")).toHaveAttribute("data-error-code", "keychain");
  });
});

describe("the command palette", () => {
  test("finds a flow by typing and goes there", async () => {
    const { user } = openWindow("#/inbox");
    await screen.findByRole("list", { name: "Flows" });
    await user.keyboard("{Control>}k{/Control}");
    await user.type(await screen.findByRole("combobox"), "night");
    expect(await screen.findAllByRole("option")).toHaveLength(1);
    await user.keyboard("{Enter}");
    await waitFor(() => expect(window.location.hash).toBe("#/pipeline/flow-night"));
    expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
  });

  test("leads to a section of the settings", async () => {
    const { user } = openWindow("#/inbox");
    await screenNamed("inbox");
    await user.keyboard("{Control>}k{/Control}");
    await user.type(await screen.findByRole("combobox"), "appear");
    await screen.findByRole("option", { name: /Appearance/u });
    await user.keyboard("{Enter}");
    await waitFor(() => expect(window.location.hash).toBe("#/settings/appearance"));
  });

  test("comes back to a copied link", async () => {
    const { user } = openWindow("#/inbox");
    await screenNamed("inbox");
    await user.keyboard("{Control>}k{/Control}");
    await user.type(await screen.findByRole("combobox"), "#/candidate/1003");
    await screen.findByRole("option", { name: /Go to #\/candidate\/1003/u });
    await user.keyboard("{Enter}");
    await screenNamed("candidate");
  });

  test("shows the keys beside the commands, and ? shows them all", async () => {
    const { user } = openWindow("#/inbox");
    await waitForElement("[data-inbox-id]");
    await user.keyboard("?");
    const help = await screen.findByRole("dialog", { name: "Keyboard shortcuts" });
    expect(within(help).getByText("Select downwards")).toBeInTheDocument();
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
  });
});

describe("the sync line", () => {
  const words: [SyncMode, RegExp][] = [
    ["first_sync", /First sync/u],
    ["live", /Live/u],
    ["polling", /Polling/u],
    ["offline", /Offline since/u],
    ["attention", /Needs attention/u],
    ["idle", /Nothing to sync/u],
  ];

  test.each(words)("says %s in words, not by colour alone", async (mode, text) => {
    openWindow("#/inbox", {}, (platform) => platform.setSync({ mode }));
    const line = await waitForElement("[data-sync-state]");
    expect(line).toHaveAttribute("data-sync-state", mode);
    expect(line).toHaveTextContent(text);
  });

  test("tells exactly what and when, and synchronises on demand", async () => {
    const { platform, user } = openWindow("#/inbox");
    await user.click(await waitForElement("[data-sync-state]"));
    const details = await screen.findByRole("dialog", { name: "Synchronisation" });
    expect(
      within(details).getByText(/^Received on this computer, only while it is awake/u),
    ).toBeInTheDocument();
    await user.click(within(details).getByRole("button", { name: "Sync now" }));
    await waitFor(() => expect(platform.calls.some(({ name }) => name === "sync_now")).toBe(true));
  });

  test("follows the program without being asked", async () => {
    const { platform } = openWindow("#/inbox");
    const line = await waitForElement("[data-sync-state]");
    act(() => platform.setSync({ mode: "offline" }));
    await waitFor(() => expect(line).toHaveAttribute("data-sync-state", "offline"));
    expect(await screen.findByText(/This is Ribbon as of/u)).toBeInTheDocument();
  });

  test("counts what is there during the first sync", async () => {
    openWindow("#/inbox", {}, (platform) =>
      platform.setSync({ mode: "first_sync", interviews: 1240 }),
    );
    expect(
      await screen.findByText(/1\D?240 interviews so far. You can already work./u),
    ).toBeInTheDocument();
  });
});

describe("what was lost on the way", () => {
  const hour = 3_600_000;
  const noon = new Date(2026, 10, 20, 12).getTime();
  const gap = { feed: "relay", reason: "expired", from: noon - 5 * hour, until: noon } as const;
  const gaps: FeedGap[] = [
    { ...gap, id: 2, dismissed: false },
    { ...gap, id: 1, feed: "channel", reason: "epoch", from: null, dismissed: false },
  ];

  test("is told from when to when and what it means, until it is dismissed for good", async () => {
    const { platform, user } = openWindow("#/inbox", {}, (platform) => platform.setSync({ gaps }));
    const banner = await screen.findByRole("complementary", { name: "Lost webhooks" });
    const from = moment(noon - 5 * hour, Date.now());
    expect(banner).toHaveTextContent(
      `Webhooks may be missing from ${from} to ${moment(noon, Date.now())}`,
    );
    expect(banner).toHaveTextContent("away for longer than the relay keeps them");
    expect(banner).toHaveTextContent("Status changes of that time may be missing");
    expect(banner).toHaveTextContent("1 of 2");
    await user.click(within(banner).getByRole("button", { name: "Dismiss" }));
    await waitFor(() => expect(banner).toHaveTextContent("the channel was restored or moved"));
    expect(banner).not.toHaveTextContent("1 of");
    expect(platform.calls).toContainEqual({ name: "dismiss_gap", argument: 2 });
    await user.click(within(banner).getByRole("button", { name: "Dismiss" }));
    await waitFor(() => expect(banner).not.toBeInTheDocument());
    await user.click(await waitForElement("[data-sync-state]"));
    const details = await screen.findByRole("dialog", { name: "Synchronisation" });
    expect(within(details).getAllByText(/Webhooks may be missing/u)).toHaveLength(2);
  });

  test("stays when dismissing it does not work", async () => {
    const { platform, user } = openWindow("#/inbox", {}, (platform) => platform.setSync({ gaps }));
    platform.fail("dismiss_gap", "storage");
    await user.click(await screen.findByRole("button", { name: "Dismiss" }));
    expect(await screen.findByRole("alert")).toHaveAttribute("data-error-code", "storage");
    expect(screen.getByRole("complementary", { name: "Lost webhooks" })).toBeInTheDocument();
  });
});

describe("a way that the user has to mend", () => {
  const relay = { address: "https://relay.example.com", inbox: "x", since: null, error: null };
  const error = { code: "needs_pairing", message: "The relay no longer knows it." } as const;
  const lockedOut = {
    mode: "attention",
    error,
    relay: { ...relay, mode: "needs_pairing" },
  } as const;

  test("leads from the banner to the field that mends it", async () => {
    const { user } = openWindow("#/inbox", {}, (platform) => platform.setSync(lockedOut));
    await user.click(await screen.findByRole("link", { name: "Pair again" }));
    await screenNamed("settings");
    await waitFor(() => expect(screen.getByLabelText("Pairing line")).toHaveFocus());
  });

  test("leads there from the settings themselves, too", async () => {
    const { user } = openWindow("#/settings", {}, (platform) => platform.setSync(lockedOut));
    expect(await screen.findByLabelText("Pairing line")).not.toHaveFocus();
    await user.click(await screen.findByRole("link", { name: "Pair again" }));
    await waitFor(() => expect(screen.getByLabelText("Pairing line")).toHaveFocus());
  });

  test("is told of each way by itself in the details", async () => {
    const channel = {
      kind: "smee",
      server: "https://smee.io",
      error: null,
      resumes: false,
    } as const;
    const { user } = openWindow("#/inbox", {}, (platform) =>
      platform.setSync({ ...lockedOut, channel: { ...channel, mode: "offline", since: 0 } }),
    );
    await user.click(await waitForElement("[data-sync-state]"));
    const details = await screen.findByRole("dialog", { name: "Synchronisation" });
    expect(within(details).getByText("Relay").parentElement).toHaveTextContent("Needs attention");
    expect(within(details).getByText("Channel (smee)").parentElement).toHaveTextContent(
      /Offline since/u,
    );
  });
});

describe("the sidebar", () => {
  test("shrinks to its icons and keeps its words for screen readers, also next time", async () => {
    const { user } = openWindow("#/inbox");
    const wide = await screen.findByRole("button", { name: "Hide the sidebar" });
    await user.click(wide);
    expect(screen.getByRole("link", { name: /Inbox/u })).toBeInTheDocument();
    expect(screen.queryByRole("list", { name: "Flows" }), "no icon for each flow").toBeNull();
    cleanup();
    openWindow("#/inbox");
    expect(await screen.findByRole("button", { name: "Show the sidebar" })).toBeInTheDocument();
    await user.keyboard("{Control>}b{/Control}");
    expect(await screen.findByRole("list", { name: "Flows" })).toBeInTheDocument();
  });

  test("leads to every screen", async () => {
    openWindow("#/inbox");
    await screenNamed("inbox");
    const main = screen.getByRole("navigation", { name: "Main" });
    const places = within(main)
      .getAllByRole("link")
      .map((link) => link.getAttribute("href"))
      .filter((href) => !href?.startsWith("#/pipeline/"));
    expect(places).toEqual([
      "#/inbox",
      "#/pipeline",
      "#/people",
      "#/search",
      "#/insights",
      "#/flows",
      "#/settings",
    ]);
  });

  test("speaks German when the reader does", async () => {
    openWindow("#/inbox");
    await screenNamed("inbox");
    act(() => chooseLanguage("de"));
    expect(await screen.findByRole("link", { name: /^Eingang/u })).toBeInTheDocument();
    expect(screen.getByRole("link", { name: /Data Analyst\s*, 10 Personen/u })).toBeInTheDocument();
  });
});
