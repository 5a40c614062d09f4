import { act, screen, waitFor } from "@testing-library/react";
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

  test("say who keeps the receiver from its address", async () => {
    const message = "cannot listen on 127.0.0.1:8788: nginx (process 77) listens there";
    const error = { code: "receiver_blocked", message } as const;
    openWindow("#/settings", {}, (platform) =>
      platform.setSync({
        mode: "attention",
        receiver_url: null,
        receiver_error: error,
        error,
      }),
    );
    await waitFor(() => expect(screen.getAllByText(message)).toHaveLength(2));
    expect(screen.queryByRole("button", { name: "Copy address" })).not.toBeInTheDocument();
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
    const relay = { address: "https://relay.example.com", inbox: "x", since: null, error: null };
    openWindow("#/settings", {}, (platform) =>
      platform.setSync({ relay: { ...relay, mode: "needs_pairing" } }),
    );
    expect(await screen.findByText(/no longer knows this computer/u)).toBeInTheDocument();
    expect(screen.getByLabelText("Pairing line")).toBeInTheDocument();
  });

  test("say why a kept pairing cannot be used, and let it be replaced or left", async () => {
    const relay = { address: "http://relay.example.com", inbox: "x", since: 1, error: "no https" };
    const { user } = openWindow("#/settings", {}, (platform) =>
      platform.setSync({ relay: { ...relay, mode: "broken" } }),
    );
    expect(await screen.findByText(/cannot be used.*no https/u)).toBeInTheDocument();
    expect(screen.getByLabelText("Pairing line")).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Leave this relay" }));
    expect(await screen.findByText(/A relay keeps Ribbon's webhooks/u)).toBeInTheDocument();
  });
});

describe("a channel", () => {
  const field = () => screen.findByLabelText("Channel address");

  test("is joined by pasting its address, which is not shown again, and left", async () => {
    const { platform, user } = openWindow("#/settings");
    await user.click(await screen.findByRole("button", { name: "Listen" }));
    expect(await screen.findByText(/Paste the channel's address first/u)).toBeInTheDocument();
    await user.type(await field(), "https://smee.io/AbCdEf123456{Enter}");
    expect(await screen.findByText(/^Listening\./u)).toBeInTheDocument();
    expect(screen.getByText("https://smee.io")).toBeInTheDocument();
    expect(screen.queryByText(/AbCdEf123456/u)).not.toBeInTheDocument();
    expect(screen.getByText(/marked “not verified”/u)).toHaveTextContent(
      "An interview that it tells of is fetched from Ribbon before it counts",
    );
    expect(screen.getByText(/^Live only/u)).toHaveTextContent("a status change for ever");
    expect(platform.calls).toContainEqual({
      name: "join_channel",
      argument: { address: "https://smee.io/AbCdEf123456" },
    });
    await user.click(screen.getByRole("button", { name: "Leave this channel" }));
    expect(await field()).toHaveValue("");
  });

  test("of gosmee says whose signature counts, and whether it keeps what it is sent", async () => {
    const state = { server: "https://gosmee.example", mode: "live", since: null, error: null };
    const channel = { ...state, kind: "gosmee", mode: "live" } as const;
    const { platform } = openWindow("#/settings", {}, (platform) =>
      platform.setSync({ channel: { ...channel, resumes: false } }),
    );
    expect(await screen.findByText(/signature is checked here/u)).toBeInTheDocument();
    expect(screen.getByText(/Only a gosmee that runs with Redis/u)).toBeInTheDocument();
    act(() => platform.setSync({ channel: { ...channel, resumes: true } }));
    expect(await screen.findByText(/goes on where it left off/u)).toBeInTheDocument();
  });

  test("is shown as it is now, though an older answer comes late", async () => {
    const { platform, user } = openWindow("#/settings");
    const release = platform.stall("join_channel");
    await user.type(await field(), "https://smee.io/AbCdEf123456{Enter}");
    const { channel } = platform.sync;
    if (!channel) throw new Error("It is joined, and only the answer is held back.");
    act(() => platform.setSync({ channel: { ...channel, mode: "offline", error: "no route" } }));
    expect(await screen.findByText(/no route/u)).toBeInTheDocument();
    await act(async () => release());
    await waitFor(() => expect(screen.queryByText("Looking…")).not.toBeInTheDocument());
    expect(screen.getByText(/no route/u)).toBeInTheDocument();
  });

  test("that is none is refused in words that say what to do", async () => {
    const { user } = openWindow("#/settings");
    await user.type(await field(), "https://nowhere.example/x{Enter}");
    const alert = await screen.findByRole("alert");
    expect(alert).toHaveAttribute("data-error-code", "not_found");
    expect(alert).toHaveTextContent("Open it in a browser");
    await user.clear(await field());
    await user.type(await field(), "my channel{Enter}");
    expect(await screen.findByText(/This is not a channel's address/u)).toBeInTheDocument();
    expect(await field()).toBeInvalid();
  });

  test("that cannot be reached says what is lost meanwhile", async () => {
    const state = { server: "https://smee.io", since: 1, error: "no route", resumes: false };
    openWindow("#/settings", {}, (platform) =>
      platform.setSync({ channel: { ...state, kind: "smee", mode: "offline" } }),
    );
    expect(
      await screen.findByText(/What is posted meanwhile is lost\. \(no route\)/u),
    ).toBeInTheDocument();
  });
});
