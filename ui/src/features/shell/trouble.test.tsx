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

const REFUSED: CommandError = { code: "wrong_key", message: "401 Unauthorized" };

describe("what the program tells of itself", () => {
  test("is said in the reader's language, with the other end's words beside it", async () => {
    openWindow("#/inbox", {}, (platform) =>
      platform.setSync({ mode: "attention", error: REFUSED }),
    );
    act(() => chooseLanguage("de"));
    const banner = (await screen.findByText(/nimmt den API-Schlüssel nicht an/u)).parentElement;
    expect(within(banner as HTMLElement).getByText("401 Unauthorized")).toHaveAttribute(
      "lang",
      "en",
    );
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
