import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import type { SyncMode } from "../../contract/types";
import { openWindow, screenNamed, waitForElement } from "../../test/render";

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
    await user.keyboard("gs");
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
    expect(within(details).getByText(/Relay connected/u)).toBeInTheDocument();
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
