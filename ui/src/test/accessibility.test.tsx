import { act, screen } from "@testing-library/react";
import axe from "axe-core";
import { describe, expect, test } from "vitest";
import { chooseLanguage } from "../words/words";
import { openWindow, waitForElement } from "./render";

/** A web view shows nothing of what is hidden so; the test's document does not know that. */
const ON_SCREEN = { include: ["body"], exclude: ["[hidden]"] };

/** What axe finds, as one line each. Colours are not laid out here; the real window is looked at. */
async function findings(): Promise<string[]> {
  const { passes, violations } = await axe.run(ON_SCREEN, {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    rules: { "color-contrast": { enabled: false }, "target-size": { enabled: false } },
  });
  expect(passes.length, "axe must have looked at something").toBeGreaterThan(10);
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

describe("axe finds nothing", () => {
  test.each([
    ["the first-run screen", "", "first_run", "input"],
    ["the inbox", "#/inbox", "connected", "[data-inbox-id]"],
    ["the pipeline", "#/pipeline", "connected", "[data-candidate-id]"],
    ["the table of candidates", "#/people", "connected", "[data-person-id]"],
    ["a table that nobody matches", "#/people?f=%7B%22name%22%3A%22x%22%7D", "connected", "h2"],
    ["a candidate's page", "#/candidate/1002", "connected", "[data-segment]"],
    ["the search before anything is typed", "#/search", "connected", "[role=combobox]"],
    ["the search's results", "#/search?q=billing", "connected", "[role=option]"],
    ["the search that finds nothing", "#/search?q=xyzzy", "connected", "[data-screen=search] h2"],
    ["a comparison", "#/compare?ids=1000,1004,1001", "connected", "[data-answer]"],
    ["a comparison of one", "#/compare?ids=1000", "connected", "[data-screen=compare] h2"],
    ["the settings", "#/settings", "sample", "code"],
    ["the settings with relay and channel", "#/settings", "connected", "#field-channel"],
    ["the insights", "#/insights", "connected", "[data-chart=scores] svg"],
    ["the flows", "#/flows", "connected", "[data-flow-id]"],
    ["the flows of sample data", "#/flows", "sample", "[data-why-off]"],
    ["a flow's page", "#/flows/flow/flow-data", "connected", "dl"],
    ["a new flow's form", "#/flows/new", "connected", "form input"],
    ["the choice of a list", "#/flows/invite/flow-data", "connected", "textarea"],
  ] as const)("on %s", async (_, hash, phase, ready) => {
    openWindow(hash, { phase });
    await waitForElement(ready);
    expect(await findings()).toEqual([]);
  });

  test("on a candidate's page with notes, tags and a note being written", async () => {
    const { user, platform } = openWindow("#/candidate/1001");
    await waitForElement("[data-segment]");
    const pin = { interview_id: "interview-1-0", at_seconds: 6 };
    await platform.call("put_note", { note_id: null, candidate_id: 1001, text: "Good", ...pin });
    const mark = { starred: true, reviewed: true, add_tags: ["French"], remove_tags: [] };
    await platform.call("mark_candidates", { candidate_ids: [1001], ...mark });
    await waitForElement("[data-note-id]");
    await screen.findByRole("grid", { name: "Tags" });
    await user.keyboard("n");
    await screen.findByRole("textbox", { name: /^Your note/u });
    expect(await findings()).toEqual([]);
  });

  test("in the search's filters", async () => {
    const { user } = openWindow("#/search?q=billing");
    await user.click(await screen.findByRole("button", { name: "Filters" }));
    await screen.findByRole("dialog");
    expect(await findings()).toEqual([]);
  });

  test("on a channel and a loss", async () => {
    const channel = { kind: "smee", server: "https://smee.io", mode: "live" } as const;
    const gap = { id: 1, feed: "channel", reason: "epoch", from: 0, until: 1 } as const;
    openWindow("#/settings", {}, (platform) =>
      platform.setSync({
        channel: { ...channel, since: null, error: null, resumes: false },
        gaps: [{ ...gap, dismissed: false }],
      }),
    );
    await waitForElement("[data-channel-mode]");
    await waitForElement("[data-feed-gap]");
    expect(await findings()).toEqual([]);
  });

  test("on a batch of invitations with every kind of outcome", async () => {
    openWindow("#/flows/batch/1", {}, ({ writing }) => {
      writing.outcomes = ["made", "refused", "unknown"];
      const list = "E-mail\na@b.co\nc@d.co\ne@f.co\nnobody";
      const file = { name: "people.csv", base64: btoa(list) };
      const query = { flow_id: "flow-data", file, mapping: null, skip_repeats: true };
      writing.handlers.start_invites(query as never);
    });
    await waitForElement("[data-outcome=unknown]");
    expect(await findings()).toEqual([]);
  });

  test("in the dialogs of the flows", async () => {
    const { user } = openWindow("#/flows");
    await waitForElement("[data-flow-id]");
    await user.keyboard("i");
    await screen.findByRole("dialog");
    expect(await findings()).toEqual([]);
    await user.keyboard("{Escape}");
    await user.keyboard("a");
    await screen.findByRole("alertdialog");
    expect(await findings()).toEqual([]);
  });

  test("in the settings of notices, with everything of them shown", async () => {
    openWindow("#/settings/notifications", {}, (platform) => {
      platform.settings.quiet_hours = { from_minute: 1140, to_minute: 480 };
      platform.settings.paused_until = Date.now() + 3_600_000;
    });
    await waitForElement("[data-quiet]");
    await waitForElement("[data-paused=true]");
    expect(await findings()).toEqual([]);
  });

  test("with the sidebar as icons, in German", async () => {
    localStorage.setItem("sidebar", "rail");
    openWindow("#/insights");
    await waitForElement("[data-chart=scores] svg");
    act(() => chooseLanguage("de"));
    await screen.findByRole("heading", { name: "Auswertung" });
    expect(await findings()).toEqual([]);
  });

  test("on commands that failed, beside a dialog and over it", async () => {
    const { user } = openWindow("#/flows", {}, (platform) => {
      platform.refuse("speak");
      platform.refuse("team_members");
    });
    await waitForElement("[data-flow-id]");
    await waitForElement("[data-failed-command=speak]");
    expect(await findings()).toEqual([]);
    await user.keyboard("i");
    await waitForElement("[role=dialog] [data-error-code=not_allowed]");
    // The dialog hides the rest of the window, but not this.
    expect(screen.getByRole("complementary", { name: "Something did not work" })).toBeVisible();
    expect(await findings()).toEqual([]);
  });

  test("in the command palette", async () => {
    const { user } = openWindow("#/inbox");
    await waitForElement("[data-inbox-id]");
    await user.keyboard("{Control>}k{/Control}");
    await screen.findByRole("combobox");
    expect(await findings()).toEqual([]);
  });

  test("in the filters, the columns and the tags of the table", async () => {
    const { user } = openWindow("#/people");
    await waitForElement("[data-person-id]");
    await user.keyboard("x{Shift>}j{/Shift}");
    await screen.findByRole("toolbar");
    expect(await findings()).toEqual([]);
    await user.keyboard("{Shift>}f{/Shift}");
    await screen.findByRole("dialog");
    expect(await findings()).toEqual([]);
    await user.keyboard("{Escape}");
    await user.click(screen.getByRole("button", { name: "Columns" }));
    await screen.findByRole("checkbox", { name: "E-mail" });
    expect(await findings()).toEqual([]);
    await user.keyboard("{Escape}t");
    await user.type(await screen.findByRole("combobox"), "driver");
    await screen.findByRole("option");
    expect(await findings()).toEqual([]);
  });

  test("in the inbox after time away, with several selected and put off", async () => {
    localStorage.setItem("last-active", String(Date.now() - 48 * 3_600_000));
    const { user } = openWindow("#/inbox");
    await waitForElement("[data-inbox-id]");
    await waitForElement("[data-digest]");
    await user.keyboard("x");
    await screen.findByRole("toolbar");
    expect(await findings()).toEqual([]);
    await user.keyboard("h");
    await screen.findByRole("menu");
    expect(await findings()).toEqual([]);
  });

  test("on a board with marks and in a column's menu", async () => {
    const { user } = openWindow("#/pipeline/flow-backend", {}, ({ world }) => {
      for (const { detail } of world.people) {
        detail.marks = { starred: true, reviewed_at: 1, tags: ["night", "driver", "Berlin"] };
      }
    });
    await waitForElement("[data-candidate-id]");
    expect(await findings()).toEqual([]);
    const [menu] = screen.getAllByRole("button", { name: /^Order of the column/u });
    if (!menu) throw new Error("No column can be moved.");
    await user.click(menu);
    await screen.findByRole("menu");
    expect(await findings()).toEqual([]);
  });
});
