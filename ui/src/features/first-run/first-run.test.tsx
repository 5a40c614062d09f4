import { screen, waitFor } from "@testing-library/react";
import { describe, expect, test, vi } from "vitest";
import type { ErrorCode } from "../../contract/types";
import { openWindow, screenNamed } from "../../test/render";
import { connectErrorWords } from "../connect/connect-words";

const open = () => openWindow("", { phase: "first_run" });

describe("the first minute", () => {
  test("asks for the key first and offers sample data beside it", async () => {
    open();
    expect(await screen.findByLabelText("API key")).toHaveFocus();
    expect(screen.getByRole("button", { name: "Explore with sample data" })).toBeEnabled();
    expect(screen.getByText("/home/jo/.local/share/ribbon-desk")).toBeInTheDocument();
    expect(screen.getByText(/the keychain/u)).toBeInTheDocument();
  });

  test("leads to the inbox with a key that Ribbon accepts", async () => {
    const { platform, user } = open();
    await user.type(await screen.findByLabelText("API key"), "8d9c{Enter}");
    await screenNamed("inbox");
    expect(platform.calls.find(({ name }) => name === "connect")?.argument).toEqual({
      api_key: "8d9c",
    });
  });

  test("does not ask Ribbon about no key at all", async () => {
    const { platform, user } = open();
    await user.click(await screen.findByRole("button", { name: "Connect" }));
    expect(screen.getByText("Paste the API key first.")).toBeInTheDocument();
    expect(platform.calls.some(({ name }) => name === "connect")).toBe(false);
  });

  test.each<[ErrorCode, RegExp]>([
    ["wrong_key", /does not know this key/u],
    ["no_network", /cannot be reached/u],
    ["server_error", /trouble of its own/u],
  ])("tells %s apart and says what to do", async (code, words) => {
    const { platform, user } = open();
    platform.fail("connect", code);
    await user.type(await screen.findByLabelText("API key"), "8d9c{Enter}");
    const alert = await screen.findByRole("alert");
    expect(alert).toHaveAttribute("data-error-code", code);
    expect(alert).toHaveTextContent(words);
  });

  test("has different words for each cause", () => {
    const words = (["wrong_key", "no_network", "server_error", "keychain"] as const).map(
      connectErrorWords,
    );
    expect(new Set(words).size, "two causes must not sound the same").toBe(4);
  });

  test("shows that Ribbon is being asked and takes no second answer meanwhile", async () => {
    const { platform, user } = open();
    const release = platform.stall("connect");
    await user.type(await screen.findByLabelText("API key"), "8d9c{Enter}");
    expect(await screen.findByRole("button", { name: "Asking Ribbon…" })).toBeDisabled();
    expect(screen.getByRole("button", { name: "Explore with sample data" })).toBeDisabled();
    release();
    await screenNamed("inbox");
  });

  test("copies a ready text for the admin", async () => {
    const { user } = open();
    const write = vi.spyOn(navigator.clipboard, "writeText").mockResolvedValue();
    await user.click(await screen.findByRole("button", { name: "Ask my admin" }));
    expect(write.mock.calls[0]?.[0]).toMatch(/API key/u);
    expect(await screen.findByText(/paste it to your admin/u)).toBeInTheDocument();
  });

  test("marks sample data everywhere and leaves it with one click", async () => {
    const { user } = open();
    await user.click(await screen.findByRole("button", { name: "Explore with sample data" }));
    await screenNamed("inbox");
    await user.click(screen.getByRole("link", { name: /Pipeline/u }));
    await screenNamed("pipeline");
    expect(screen.getByText("Sample data.")).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Leave sample data" }));
    await screenNamed("first-run");
    await waitFor(() => expect(window.location.hash, "nothing of it may stay").toBe("#/inbox"));
  });
});
