import { act, screen, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { openWindow } from "../../test/render";
import { chooseLanguage } from "../../words/words";

const NOW = Date.UTC(2026, 10, 20, 12);

afterEach(() => act(() => chooseLanguage("en")));

test("own criteria, dates and what Ribbon no longer has stand side by side", async () => {
  openWindow("#/compare?ids=1001,1005", { now: NOW }, ({ world }) => {
    for (const [id, average] of [
      [1001, 4],
      [1005, 3],
    ] as const) {
      const person = world.people.find(({ detail }) => detail.candidate_id === id);
      const interview = person?.detail.interviews[0];
      if (!interview) throw new Error("They were interviewed.");
      interview.average = average;
      interview.ended_at = average === 4 ? Date.UTC(2026, 10, 12, 10) : null;
      interview.gone_at = average === 4 ? NOW : null;
    }
  });
  const grid = await screen.findByRole("grid", { name: "Candidates side by side" });
  const row = (name: RegExp) => {
    const found = within(grid).getByRole("row", { name });
    return within(found)
      .getAllByRole("gridcell")
      .map((cell) => cell.textContent);
  };
  expect(row(/^Role knowledge/u)).toEqual(["80%", "40%"]);
  expect(row(/^Has a licence/u)).toEqual(["Yes", "No"]);
  expect(row(/^Seniority/u)).toEqual(["4", "2"]);
  expect(within(grid).getByRole("row", { name: /^Has a licence/u })).toHaveTextContent(
    /flow \d+% yes/u,
  );
  expect(within(grid).getByRole("row", { name: /^Role knowledge/u })).toHaveTextContent(
    /flow median \d+%/u,
  );
  const [, first, second] = within(grid).getAllByRole("columnheader");
  expect(first).toHaveTextContent(/Interviewed Nov 12.*No longer at Ribbon/u);
  expect(second).toHaveTextContent(/Received/u);
  expect(second).not.toHaveTextContent(/No longer/u);
  act(() => chooseLanguage("de"));
  expect(row(/^Has a licence/u)).toEqual(["Ja", "Nein"]);
});
