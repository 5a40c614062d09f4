import { act, screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { asFailure } from "../platform/platform";
import { openWindow, screenNamed, waitForElement } from "../test/render";
import { chooseLanguage } from "../words/words";

const TITLE = "Something did not work";

async function banner(name = TITLE): Promise<HTMLElement> {
  return await screen.findByRole("complementary", { name });
}

test.each([
  "Command speak not allowed by ACL",
  "speak not allowed. Plugin not found",
  'speak not allowed on window "main", webview "main", URL: local\n\nallowed on: []',
  "Command speak not found",
])("refusal of Tauri has a code of its own: %s", (text) => {
  const failure = asFailure(text);
  expect(failure.code).toBe("not_allowed");
  expect(failure.message).toBe(text);
});

test.each([
  "invalid args `argument` for command `speak`: missing field `x`",
  "The file was not found",
  new TypeError("x is not a function"),
  "",
])("anything else that is thrown is internal: %s", (thrown) => {
  expect(asFailure(thrown).code).toBe("internal");
});

test("refused speak is shown with what to do and stays until dismissed", async () => {
  const { user } = openWindow("#/inbox", {}, (platform) => platform.refuse("speak"));
  const shown = await banner();
  expect(shown).toHaveTextContent("not allowed to do that. Restart Ribbon Desk");
  expect(shown).toHaveTextContent("speak: Command speak not allowed by ACL");
  await user.click(within(shown).getByRole("button", { name: "Dismiss" }));
  expect(screen.queryByRole("complementary", { name: TITLE })).toBeNull();
});

test("failure of speak that is no refusal is shown too", async () => {
  openWindow("#/inbox", {}, (platform) => platform.fail("speak", "storage"));
  expect(await banner()).toHaveTextContent("local cache could not be read or written");
});

test("refusal is worded in German in a German window", async () => {
  openWindow("#/inbox", {}, (platform) => platform.refuse("speak"));
  await banner();
  act(() => chooseLanguage("de"));
  const shown = await banner("Etwas hat nicht geklappt");
  expect(shown).toHaveTextContent("Dieses Fenster darf das nicht ausführen");
});

test.each([
  ["the sidebar", "flows", "#/inbox", "inbox"],
  ["the sidebar's views", "saved_views", "#/inbox", "inbox"],
  ["the sync line", "sync_state", "#/inbox", "inbox"],
  ["the table's filters", "people_facets", "#/people", "people"],
  ["the table's tags", "tags", "#/people", "people"],
  ["the settings", "starts_at_login", "#/settings", "settings"],
  ["the list of batches", "invite_batches", "#/flows", "flows"],
  ["a candidate's recording", "waveform", "#/candidate/1002", "candidate"],
  ["a notification's target", "take_target", "#/inbox", "inbox"],
] as const)("refused command of %s (%s) is shown", async (_, command, hash, name) => {
  const { user } = openWindow(hash, {}, (platform) => platform.refuse(command));
  await screenNamed(name);
  if (command === "people_facets") await user.keyboard("{Shift>}f{/Shift}");
  if (command === "tags") {
    await waitForElement("[data-person-id]");
    await user.keyboard("t");
  }
  expect(await banner()).toHaveTextContent(`${command}: Command ${command} not allowed by ACL`);
});

test.each([
  ["board", "#/pipeline/flow-data", "pipeline"],
  ["search", "#/search?q=billing", "search"],
  ["insights", "#/insights", "insights"],
  ["flows_page", "#/flows", "flows"],
  ["flows_page", "#/flows/invite/flow-data", "invite-many"],
  ["candidate", "#/candidate/1002", "candidate"],
  ["interview", "#/candidate/1002", "candidate"],
  ["compare", "#/compare?ids=1000,1004", "compare"],
  ["people", "#/people", "people"],
  ["inbox", "#/inbox", "inbox"],
  ["settings", "#/settings", "settings"],
] as const)("refused %s is shown by its screen, and only there", async (command, hash, name) => {
  openWindow(hash, {}, (platform) => platform.refuse(command));
  const main = await screenNamed(name);
  const note = await waitFor(() => {
    const found = main.querySelector("[data-error-code=not_allowed]");
    if (!found) throw new Error("The screen shows no refusal.");
    return found;
  });
  expect(note).toHaveTextContent(`Command ${command} not allowed by ACL`);
  expect(screen.queryByRole("complementary", { name: TITLE })).toBeNull();
});

test("refused command without a place of its own is shown", async () => {
  const { user, platform } = openWindow("#/inbox");
  await waitForElement("[data-inbox-id]");
  platform.refuse("inbox_mark");
  platform.refuse("sync_now");
  await user.keyboard("e");
  expect(await banner()).toHaveTextContent("inbox_mark: Command inbox_mark not allowed by ACL");
  await user.keyboard("gr");
  await waitFor(async () =>
    expect(await banner()).toHaveTextContent("sync_now: Command sync_now not allowed by ACL"),
  );
});

test("undo that fails is shown", async () => {
  const { user, platform } = openWindow("#/candidate/1002");
  await waitForElement("[data-segment]");
  await user.keyboard("n");
  await user.type(await screen.findByRole("textbox", { name: /^Your note/u }), "Good{Enter}");
  const undo = await screen.findByRole("button", { name: /^Undo/u });
  platform.fail("remove_note", "storage");
  await user.click(undo);
  expect(await banner()).toHaveTextContent("remove_note: The fake says storage.");
});

test("same problem is shown once and more than three are counted", async () => {
  openWindow("#/inbox", {}, (platform) => {
    for (const name of ["speak", "flows", "saved_views", "take_target", "sync_state"] as const) {
      platform.refuse(name);
    }
  });
  await waitFor(async () => expect(await banner()).toHaveTextContent("and 2 more"));
  expect((await banner()).querySelectorAll("[data-failed-command]")).toHaveLength(3);
});
