import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import type { FakePlatform } from "../../platform/fake";
import { OWN_CRITERIA, scoresOf } from "../../platform/fake-world";
import { all, openWindow, waitForElement } from "../../test/render";
import { chipWords } from "./filter-words";
import { readLayout, scoreColumn, writeLayout } from "./people-columns";
import { EVERYONE, narrowings, readFilter, sortedBy, without, writeFilter } from "./people-filter";

const FACETS = { languages: [], statuses: [], criteria: [...OWN_CRITERIA], teams: [] };
const range = (criterion: string, min: number | null, max: number | null) => ({
  ...EVERYONE,
  scores: [{ criterion, min, max }],
});

/** What the address says of the filter. */
function asked(): unknown {
  const f = new URLSearchParams(window.location.hash.split("?")[1]).get("f");
  return JSON.parse(f ?? "{}");
}

async function openTable(columns: string, prepare?: (platform: FakePlatform) => void) {
  localStorage.setItem("people-columns", columns);
  const opened = openWindow("#/people", {}, prepare);
  await waitForElement("[data-person-id]");
  return opened;
}

const cells = (column: string) =>
  all(`[data-cell="${column}"]`).map(({ textContent }) => textContent ?? "");

describe("the column of a criterion", () => {
  test("shows each score in its own system", async () => {
    await openTable(
      "name,score:role_knowledge:percentage,score:has_a_licence:binary,score:seniority:stars",
    );
    await waitFor(() =>
      expect(new Set(cells("score:role_knowledge:percentage"))).toEqual(
        new Set(["", "80%", "40%"]),
      ),
    );
    expect(new Set(cells("score:has_a_licence:binary"))).toEqual(new Set(["", "Yes", "No"]));
    expect(new Set(cells("score:seniority:stars"))).toEqual(new Set(["", "4", "2"]));
  });

  test("sorts either way, and who has no score stands last", async () => {
    const { user } = await openTable("name,score:customer_empathy");
    await user.click(await screen.findByRole("button", { name: "Customer empathy" }));
    await waitFor(() => expect(asked()).toEqual({ order: { criterion: "customer_empathy" } }));
    await waitFor(() => expect(cells("score:customer_empathy")[0]).toBe("4"));
    await user.click(await screen.findByRole("button", { name: "Customer empathy" }));
    await waitFor(() => expect(cells("score:customer_empathy")[0]).toBe("2"));
    const head = await waitForElement('[data-head="score:customer_empathy"]');
    expect(head).toHaveAttribute("aria-sort", "ascending");
  });

  test("is offered by its name among the columns", async () => {
    const { user } = await openTable("name,status");
    await user.click(screen.getByRole("button", { name: "Columns" }));
    const menu = within(await screen.findByRole("dialog", { name: "Columns" }));
    await user.click(await menu.findByRole("checkbox", { name: "Has a licence" }));
    await waitFor(() => expect(localStorage.getItem("people-columns")).toContain("has_a_licence"));
  });

  test("stays where its criterion is not known here, and says so", async () => {
    await openTable("name,score:aura");
    expect(await screen.findByRole("button", { name: "aura (not scored here)" })).toBeVisible();
    expect(writeLayout(readLayout(["name", "score:aura=200"]))).toEqual(["name", "score:aura=200"]);
    expect(readLayout(["name", "nonsense", "email"]).shown).toEqual(["name", "email"]);
    expect(scoreColumn("aura")).toBe("score:aura");
  });
});

describe("the filter by criteria", () => {
  test("is said in the criterion's own system", () => {
    const words = (...of: Parameters<typeof range>) =>
      chipWords(range(...of), "scores", [], FACETS);
    expect(words("customer_empathy", 4, null)).toBe("“Customer empathy” at least 4");
    expect(words("role_knowledge:percentage", null, 4)).toBe("“Role knowledge” below 80%");
    expect(words("role_knowledge:percentage", 3, 4)).toBe("“Role knowledge” from 60% to below 80%");
    expect(words("has_a_licence:binary", 2.5, null)).toBe("“Has a licence”: yes");
    expect(words("has_a_licence:binary", null, 2.5)).toBe("“Has a licence”: no");
    expect(words("aura", 3, null)).toBe("“aura”: no interview here is scored by this");
  });

  test("lives in the address, and survives what somebody typed", () => {
    const filter = range("customer_empathy", 4, null);
    const f = writeFilter(filter, EVERYONE);
    expect(readFilter(f, EVERYONE)).toEqual(filter);
    expect(writeFilter(structuredClone(filter), filter), "the same says nothing").toBeNull();
    expect(narrowings(filter)).toEqual(["scores"]);
    expect(without(filter, "scores")).toEqual(EVERYONE);
    const typed = JSON.stringify({ scores: [7, { criterion: "" }, { criterion: "x", min: "y" }] });
    const nothing = { criterion: "x", min: null, max: null };
    expect(readFilter(typed, EVERYONE).scores).toEqual([nothing]);
    expect(readFilter('{"order":{"criterion":7}}', EVERYONE).order).toBe("last_seen");
    const sorted = sortedBy(EVERYONE, { criterion: "x" });
    expect(readFilter(writeFilter(sorted, EVERYONE), EVERYONE)).toEqual(sorted);
  });

  test("is set among the filters and narrows the table", async () => {
    const { user, platform } = await openTable("name,status");
    await user.keyboard("{Shift>}f{/Shift}");
    const dialog = within(await screen.findByRole("dialog", { name: "Filters" }));
    await user.click(await dialog.findByRole("button", { name: /^Add a criterion/u }));
    await user.click(await screen.findByRole("option", { name: "Has a licence" }));
    await user.click(await dialog.findByRole("button", { name: /^(?!Remove).*Has a licence/u }));
    await user.click(await screen.findByRole("option", { name: "Yes" }));
    const scores = [{ criterion: "has_a_licence:binary", min: 2.5, max: null }];
    await waitFor(() => expect(asked()).toEqual({ scores }));
    const has = platform.world.people.filter(({ detail }) => {
      const held = detail.interviews.find(({ status }) => status === "completed");
      const all = held ? scoresOf(held) : [];
      return all.some(({ criterion, value }) => criterion.system === "binary" && value === 5);
    });
    const page = { filter: { ...EVERYONE, scores }, offset: 0, limit: 1 };
    expect((await platform.call("people", page)).total).toBe(has.length);
  });
});

describe("what Ribbon no longer has", () => {
  test("is marked in the row and can be filtered", async () => {
    const { platform } = await openTable("name,interviewed", ({ world }) => {
      const interview = world.people[0]?.detail.interviews[0];
      if (interview) interview.gone_at = Date.UTC(2020, 2, 1);
    });
    await waitFor(() => expect(all("[data-cell] [data-gone]")).toHaveLength(1));
    const page = { filter: { ...EVERYONE, gone: true }, offset: 0, limit: 10 };
    expect((await platform.call("people", page)).total).toBe(1);
    expect(chipWords({ ...EVERYONE, gone: true }, "gone", [])).toBe("No longer at Ribbon");
    const from = { ...EVERYONE, interviewed_from: Date.UTC(2020, 2, 1) };
    expect(chipWords(from, "interviewed", [])).toBe("Interviewed from Mar 1, 2020 on");
    const team = { ...FACETS, teams: [{ id: "t1", name: "Sales" }] };
    expect(chipWords({ ...EVERYONE, team_id: "t1" }, "team_id", [], team)).toBe("Team: Sales");
  });
});
