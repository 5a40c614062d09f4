import { act, screen, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import type { CommandError, Standing, SyncDetail } from "../../contract/types";
import { openWindow } from "../../test/render";
import { chooseLanguage } from "../../words/words";
import { standingWords } from "./feed-words";

/** Every one of them, so that one without words fails to compile. */
const STANDINGS: Record<Standing, boolean> = {
  asked: true,
  failed: false,
  waiting: true,
  receiver_off: false,
  none_yet: true,
  while_awake: true,
  relay_keeps: true,
  relay_connecting: true,
  relay_offline: false,
  relay_forgot: false,
  relay_broken: false,
  channel_keeps: true,
  channel_passes: true,
  channel_connecting: true,
  channel_offline_keeps: false,
  channel_offline_loses: false,
  channel_broken: false,
};

const REFUSED: CommandError = { code: "server_error", message: "503 from Ribbon" };

describe("what the program tells of itself", () => {
  test("is said in the reader's language, with the other end's words beside it", async () => {
    openWindow("#/inbox", {}, (platform) =>
      platform.setSync({ mode: "attention", error: REFUSED }),
    );
    act(() => chooseLanguage("de"));
    const banner = (await screen.findByText(/^Ribbon hat selbst einen Fehler gemeldet/u))
      .parentElement;
    expect(within(banner as HTMLElement).getByText("503 from Ribbon")).toHaveAttribute(
      "lang",
      "en",
    );
  });

  test("is no reason to say that everything is done where nothing was ever read", async () => {
    const error = { code: "wrong_key", message: "refused" } as const;
    const { platform } = openWindow("#/inbox", { people: 0 }, (platform) =>
      platform.setSync({ mode: "attention", error, interviews: 0 }),
    );
    expect(
      await screen.findByRole("heading", { name: "Nothing waits for you here" }),
    ).toBeVisible();
    act(() => platform.setSync({ mode: "live", error: null }));
    expect(await screen.findByRole("heading", { name: "All done" })).toBeVisible();
  });

  test("leaves no board of a flow that is not here", async () => {
    localStorage.setItem("pipeline-flow", "gone");
    const { platform } = openWindow("#/pipeline/gone", {}, (platform) => {
      platform.setSync({ mode: "first_sync", interviews: 0 });
      platform.noFlows = true;
    });
    expect(await screen.findByRole("heading", { name: "No flows yet" })).toBeVisible();
    expect(platform.calls.filter(({ name }) => name === "flows").length).toBeGreaterThan(0);
    expect(screen.queryByRole("alert")).not.toBeInTheDocument();
  });

  test("has German words for whatever can be the matter", () => {
    chooseLanguage("de");
    for (const [standing, ok] of Object.entries(STANDINGS)) {
      const error = standing === "failed" ? REFUSED : null;
      const detail = { part: "webhooks", standing, count: 3, error, at: null, ok } as SyncDetail;
      const words = standingWords(detail);
      expect(words, "words and not the name of them").not.toMatch(/standing|_/u);
      expect(words).toMatch(/^\p{Lu}|^3 /u);
      chooseLanguage("en");
      expect(standingWords(detail), "others than in English").not.toBe(words);
      chooseLanguage("de");
    }
  });
});
