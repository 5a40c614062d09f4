import { screen, waitFor } from "@testing-library/react";
import { describe, expect, test, vi } from "vitest";
import { openWindow, waitForElement } from "../../test/render";

describe("the settings", () => {
  test("switch notifications off and show what was saved", async () => {
    const { platform, user } = openWindow("#/settings");
    const notify = await screen.findByRole("switch", { name: /Notify me/u });
    expect(notify).toBeChecked();
    await user.click(notify);
    await waitFor(() => expect(platform.settings.notifications).toBe(false));
    expect(notify).not.toBeChecked();
  });

  test("fall back to what holds when saving fails", async () => {
    const { platform, user } = openWindow("#/settings");
    platform.fail("set_settings", "storage");
    const hide = await screen.findByRole("switch", { name: /Hide content/u });
    await user.click(hide);
    expect(await screen.findByRole("alert")).toHaveAttribute("data-error-code", "storage");
    await waitFor(() => expect(hide).not.toBeChecked());
  });

  test("say where the data lives, how its key is kept, and what waits in quarantine", async () => {
    openWindow("#/settings", {}, (platform) => platform.setSync({ quarantined: 3 }));
    expect(await screen.findByText("/home/jo/.local/share/ribbon-desk")).toBeInTheDocument();
    expect(screen.getByText("Kept in the keychain")).toBeInTheDocument();
    expect(await screen.findByText("3 waiting, nothing of them is lost")).toBeInTheDocument();
  });

  test("take a new key and go on with it", async () => {
    const { platform, user } = openWindow("#/settings");
    await user.click(await screen.findByRole("button", { name: "Change API key" }));
    await user.type(screen.getByLabelText("API key"), "wrong{Enter}");
    expect(await screen.findByRole("alert")).toHaveAttribute("data-error-code", "wrong_key");
    await user.clear(screen.getByLabelText("API key"));
    await user.type(screen.getByLabelText("API key"), "8d9c{Enter}");
    await waitForElement("[data-inbox-id]");
    expect(platform.calls.filter(({ name }) => name === "connect")).toHaveLength(2);
  });

  test("ask for a new key by themselves when Ribbon refuses the old one", async () => {
    const error = { code: "wrong_key", message: "Ribbon refuses the API key." } as const;
    const { user } = openWindow("#/inbox", {}, (platform) =>
      platform.setSync({ mode: "attention", error }),
    );
    await user.click(await screen.findByRole("link", { name: "Enter a new key" }));
    expect(await screen.findByLabelText("API key")).toBeVisible();
  });

  test("copy the receiver's address", async () => {
    const { user } = openWindow("#/settings");
    const write = vi.spyOn(navigator.clipboard, "writeText").mockResolvedValue();
    await user.click(await screen.findByRole("button", { name: "Copy address" }));
    expect(write).toHaveBeenCalledWith("http://127.0.0.1:7788/hook/4f1c");
    expect(await screen.findByRole("button", { name: "Copied" })).toBeInTheDocument();
  });

  test("say that a tunnel to this computer is live only", async () => {
    openWindow("#/settings");
    expect(await screen.findByText(/It is live only/u)).toHaveTextContent(
      "a status change for ever",
    );
  });

  test("pair with a relay by pasting one line, and leave it", async () => {
    const { user } = openWindow("#/settings");
    const line = await screen.findByLabelText("Pairing line");
    await user.type(line, "https://relay.example.com wrong{Enter}");
    expect(await screen.findByRole("alert")).toHaveAttribute("data-error-code", "wrong_code");
    await user.clear(line);
    await user.type(line, "https://relay.example.com 7QK2-M4XRT{Enter}");
    expect(await screen.findByText(/What Ribbon posts arrives at once/u)).toBeInTheDocument();
    expect(screen.getByText("https://relay.example.com")).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Leave this relay" }));
    expect(await screen.findByLabelText("Pairing line")).toBeInTheDocument();
  });

  test("ask to pair again when the relay no longer knows this computer", async () => {
    const relay = { address: "https://relay.example.com", inbox: "x", error: null, lost_at: null };
    openWindow("#/settings", {}, (platform) =>
      platform.setSync({ relay: { ...relay, mode: "needs_pairing" } }),
    );
    expect(await screen.findByText(/no longer knows this computer/u)).toBeInTheDocument();
    expect(screen.getByLabelText("Pairing line")).toBeInTheDocument();
  });
});
