import { clearMocks, mockIPC } from "@tauri-apps/api/mocks";
import { afterEach, expect, test, vi } from "vitest";
import { reportedFailures } from "./failures";
import { CommandFailure } from "./platform";
import { tauri } from "./tauri";

afterEach(() => clearMocks());

/** The host refuses every call, in the way in which Tauri does. */
function refuseAll(words: (command: string) => unknown): void {
  mockIPC((command) => {
    throw words(command);
  });
}

test("command that Tauri refuses fails as not allowed", async () => {
  refuseAll((command) => `${command} not allowed. Plugin not found`);
  const failure = await tauri.call("team_members").catch((thrown: unknown) => thrown);
  expect(failure).toBeInstanceOf(CommandFailure);
  expect(failure).toMatchObject({
    code: "not_allowed",
    message: "team_members not allowed. Plugin not found",
  });
});

test("command that the program refuses fails with the contract's code", async () => {
  refuseAll(() => ({ code: "not_found", message: "This flow is not in the cache." }));
  await expect(tauri.call("board", "x")).rejects.toMatchObject({ code: "not_found" });
});

test("events that may not be listened to are reported", async () => {
  refuseAll((command) => `Command ${command} not allowed by ACL`);
  const stop = tauri.on("changed", () => undefined);
  await vi.waitFor(() => expect(reportedFailures()).toHaveLength(1));
  expect(reportedFailures()[0]).toMatchObject({
    code: "not_allowed",
    message: "Command plugin:event|listen not allowed by ACL",
  });
  stop();
});
