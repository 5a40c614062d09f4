import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import { all, openWindow, waitForElement } from "../../test/render";
import { chipWords } from "./filter-words";
import { EVERYONE, narrowings, readFilter, without, writeFilter } from "./people-filter";

/** What the address says of the filter. */
function asked(): unknown {
  const f = new URLSearchParams(window.location.hash.split("?")[1]).get("f");
  return JSON.parse(f ?? "{}");
}

async function openFilters() {
  const opened = openWindow("#/people");
  await waitForElement("[data-person-id]");
  await opened.user.keyboard("{Shift>}f{/Shift}");
  const dialog = within(await screen.findByRole("dialog", { name: "Filters" }));
  const range = within(dialog.getByRole("group", { name: "Seen here" }));
  const day = (label: RegExp) =>
    within(range.getByRole("group", { name: label })).getByRole("spinbutton", { name: /^month/u });
  return { ...opened, dialog, range, day };
}

describe("when somebody was seen", () => {
  test("narrows from one day to another, the last one included", async () => {
    const { user, day } = await openFilters();
    await user.click(day(/^From/u));
    await user.keyboard("03012020");
    await user.click(day(/^To/u));
    await user.keyboard("03312020");
    await waitFor(() =>
      expect(asked()).toEqual({
        seen_from: Date.UTC(2020, 2, 1),
        seen_before: Date.UTC(2020, 3, 1),
      }),
    );
    await user.keyboard("{Escape}");
    const chip = await screen.findByRole("button", {
      name: "Remove filter: Seen here from Mar 1, 2020 to Mar 31, 2020",
    });
    expect(all("[data-chip]"), "one chip for both days").toHaveLength(1);
    await user.click(chip);
    await waitFor(() => expect(window.location.hash).toBe("#/people"));
  });

  test("may be open at either end", () => {
    const from = { ...EVERYONE, seen_from: Date.UTC(2020, 2, 1) };
    expect(chipWords(from, "seen", [])).toBe("Seen here from Mar 1, 2020 on");
    const to = { ...EVERYONE, seen_before: Date.UTC(2020, 3, 1) };
    expect(chipWords(to, "seen", [])).toBe("Seen here up to Mar 31, 2020");
    const on = { ...from, seen_before: Date.UTC(2020, 2, 2) };
    expect(chipWords(on, "seen", [])).toBe("Seen here on Mar 1, 2020");
  });

  test("says so when the last day is before the first", async () => {
    const { user, range, day } = await openFilters();
    expect(range.queryByText("The last day is before the first.")).not.toBeInTheDocument();
    await user.click(day(/^From/u));
    await user.keyboard("03152020");
    await user.click(day(/^To/u));
    await user.keyboard("03142020");
    expect(await range.findByText("The last day is before the first.")).toBeVisible();
    await user.keyboard("{ArrowUp}");
    await user.click(day(/^To/u));
    await user.keyboard("03152020");
    await waitFor(() =>
      expect(range.queryByText("The last day is before the first.")).not.toBeInTheDocument(),
    );
  });
});

describe("who ever stood in a step", () => {
  test("is found also where they have left it", async () => {
    const { platform, user, dialog } = await openFilters();
    await user.click(dialog.getByRole("button", { name: /Ever in/u }));
    await user.click(await screen.findByRole("option", { name: "Needs review" }));
    await waitFor(() => expect(asked()).toEqual({ ever: "status:Needs review" }));
    const was = platform.world.people.filter(({ detail }) =>
      detail.flows.some(({ chain }) =>
        chain.some((link) => Object.values(link).includes("Needs review")),
      ),
    );
    const isThere = was.filter(({ column }) => column === "status:Needs review");
    expect(was.length).toBeGreaterThan(isThere.length);
    const { total } = await platform.call("people", {
      filter: readFilter(JSON.stringify(asked()), EVERYONE),
      offset: 0,
      limit: 1,
    });
    expect(total).toBe(was.length);
  });

  test("is one narrowing together with its period, and goes with it", () => {
    const filter = readFilter(
      JSON.stringify({ ever: "none", ever_from: Date.UTC(2020, 2, 1), ever_before: 1.6e12 }),
      EVERYONE,
    );
    expect(narrowings(filter)).toEqual(["ever"]);
    expect(chipWords(filter, "ever", [])).toBe(
      "Ever in: Interview held, of those with an interview or status change from Mar 1, 2020 to Sep 13, 2020",
    );
    expect(without(filter, "ever")).toEqual(EVERYONE);
  });
});

describe("who held an interview that a bar counts", () => {
  test("is one narrowing in words, and survives an address that somebody typed", () => {
    const held = {
      from: Date.UTC(2020, 2, 1),
      before: 1.6e12,
      criterion: null,
      min_average: 3.5,
      max_average: 4,
    };
    const filter = readFilter(JSON.stringify({ held }), EVERYONE);
    expect(filter.held).toEqual(held);
    expect(narrowings(filter)).toEqual(["held"]);
    expect(chipWords(filter, "held", [])).toBe(
      "Interview from Mar 1, 2020 to Sep 13, 2020 with an average of 3.5–4.0",
    );
    expect(without(filter, "held")).toEqual(EVERYONE);
    expect(writeFilter(filter, EVERYONE)).toBe(JSON.stringify({ held }));
    const typed = readFilter(JSON.stringify({ held: { from: "then", max_average: 2 } }), EVERYONE);
    const nothing = { from: null, before: null, criterion: null, min_average: null };
    expect(typed.held).toEqual({ ...nothing, max_average: 2 });
    expect(readFilter(JSON.stringify({ held: 7 }), EVERYONE).held).toBeNull();
  });

  test.each([
    ["communication", 3, 3.5, "Interview with “Communication” 3.0–3.5"],
    ["culture_fit:percentage", 3, 3.5, "Interview with “culture fit” 60%–70%"],
    ["has_a_licence:binary", 2.5, 5, "Interview with “has a licence” yes"],
    ["has_a_licence:binary", 0, 2.5, "Interview with “has a licence” no"],
    ["skills", null, null, "Interview scored by “Skills”"],
  ])("names the criterion %s with its values as they are shown", (criterion, from, to, words) => {
    const held = { criterion, min_average: from, max_average: to };
    const filter = readFilter(JSON.stringify({ held }), EVERYONE);
    expect(filter.held).toMatchObject(held);
    expect(chipWords(filter, "held", [])).toBe(words);
  });

  test("names a flow's own criterion as the flow does", async () => {
    const { platform } = openWindow("#/people");
    const facets = await platform.call("people_facets", undefined);
    const key = "culture_fit:percentage";
    const criteria = [{ key, name: "Culture Fit", system: "percentage" } as const];
    const held = { criterion: key, min_average: 3, max_average: 3.5 };
    const filter = readFilter(JSON.stringify({ held }), EVERYONE);
    expect(chipWords(filter, "held", [], { ...facets, criteria })).toBe(
      "Interview with “Culture Fit” 60%–70%",
    );
  });
});

test("Enter asks for the name at once and goes to the table, without the pause of typing", async () => {
  const { user } = openWindow("#/people");
  await waitForElement("[data-person-id]");
  await user.keyboard("f");
  const field = screen.getByRole("searchbox", { name: "Name or e-mail" });
  fireEvent.change(field, { target: { value: "Okafor" } });
  expect(asked(), "one may go on typing").toEqual({});
  fireEvent.keyDown(field, { key: "Enter" });
  expect(asked()).toEqual({ name: "Okafor" });
  await waitFor(() => expect(field).not.toHaveFocus());
});
