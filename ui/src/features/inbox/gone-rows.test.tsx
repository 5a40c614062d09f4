import { act } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { openWindow, waitForElement } from "../../test/render";
import { chooseLanguage } from "../../words/words";

const NOW = Date.UTC(2026, 10, 20, 12);

afterEach(() => act(() => chooseLanguage("en")));

test("a row says when the interview took place and that Ribbon no longer has it", async () => {
  const ids: number[] = [];
  openWindow("#/inbox", { now: NOW }, ({ world }) => {
    const [held, unknown] = world.inbox.filter(({ kind }) => kind === "processed");
    if (!held || !unknown) throw new Error("Two interviews came in.");
    held.interviewed_at = Date.UTC(2026, 10, 12, 10);
    held.gone_at = NOW;
    unknown.interviewed_at = null;
    ids.push(held.id, unknown.id);
  });
  const row = await waitForElement(`[data-inbox-id="${ids[0]}"]`);
  expect(row).toHaveTextContent(/Interview processed.*Interviewed Nov 12.*No longer at Ribbon/u);
  expect(row.querySelector("time")).toHaveAttribute("datetime", "2026-11-12T10:00:00.000Z");
  const other = await waitForElement(`[data-inbox-id="${ids[1]}"]`);
  expect(other).not.toHaveTextContent(/Interviewed|No longer/u);
  act(() => chooseLanguage("de"));
  expect(await waitForElement(`[data-inbox-id="${ids[0]}"]`)).toHaveTextContent(
    /Interviewt 12\. Nov\..*Nicht mehr bei Ribbon/u,
  );
});
