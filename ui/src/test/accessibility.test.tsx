import { screen } from "@testing-library/react";
import axe from "axe-core";
import { describe, expect, test } from "vitest";
import { openWindow, waitForElement } from "./render";

/** What axe finds, as one line each. Colours are not laid out here; the real window is looked at. */
async function findings(): Promise<string[]> {
  const { passes, violations } = await axe.run(document.body, {
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
    ["a candidate's page", "#/candidate/1002", "connected", "[data-segment]"],
    ["the settings", "#/settings", "sample", "code"],
    ["the settings with relay and channel", "#/settings", "connected", "#field-channel"],
  ] as const)("on %s", async (_, hash, phase, ready) => {
    openWindow(hash, { phase });
    await waitForElement(ready);
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

  test("in the command palette", async () => {
    const { user } = openWindow("#/inbox");
    await waitForElement("[data-inbox-id]");
    await user.keyboard("{Control>}k{/Control}");
    await screen.findByRole("combobox");
    expect(await findings()).toEqual([]);
  });
});
