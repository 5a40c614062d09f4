import { act, screen, within } from "@testing-library/react";
import { afterEach, describe, expect, test } from "vitest";
import type { Route } from "../../app/router";
import type { Criterion, Insights, InsightsQuery, SaveText } from "../../contract/types";
import type { FakePlatform } from "../../platform/fake";
import { openWindow, waitForElement } from "../../test/render";
import { chooseLanguage } from "../../words/words";
import { EVERYONE, readFilter } from "../people/people-filter";
import { chartsOf } from "./charts";
import { criterionChartsOf } from "./criterion-charts";
import { undatedWords } from "./insights-words";

afterEach(() => act(() => chooseLanguage("en")));

const QUERY: InsightsQuery = { flow_id: null, team_id: null, from: 5, before: 9, days: [5] };

const nameOf = ({ name }: Criterion) => name;

function scoredBy(name: string, system: string, counts: Record<number, number>, mean: number) {
  const steps = Array.from({ length: 10 }, (_, index) => ({
    from: index / 2,
    to: index / 2 + 0.5,
    interviews: counts[index / 2] ?? 0,
  }));
  const interviews = steps.reduce((sum, step) => sum + step.interviews, 0);
  const key = `${name.toLowerCase()}${system === "out_of_5" ? "" : `:${system}`}`;
  return { criterion: { key, name, system }, interviews, mean, steps };
}

function chartsOfCriteria(...criteria: Insights["criteria"]) {
  return criterionChartsOf({ criteria } as Insights, QUERY, nameOf);
}

/** How many the table shows at an address that it was led to by. */
async function peopleAt(platform: FakePlatform, place: Route | null): Promise<number> {
  if (place?.screen !== "people") return 0;
  const filter = readFilter(place.f, EVERYONE);
  return (await platform.call("people", { filter, offset: 0, limit: 1 })).total;
}

describe("the charts of criteria", () => {
  const scored = [
    scoredBy("Empathy", "out_of_5", { 3: 1, 4.5: 2 }, 4.2),
    scoredBy("Fit", "percentage", { 2: 1, 3: 1 }, 2.75),
    scoredBy("Licence", "binary", { 0: 1, 4.5: 3 }, 3.75),
    scoredBy("Aura", "colours", { 1: 1 }, 1),
  ];

  test("show the mean of each on its own scale", () => {
    const [overview] = chartsOfCriteria(...scored);
    expect(overview?.figures.map(({ name, cells }) => [name, ...cells])).toEqual([
      ["Empathy", "4.2", "out of 5", "3"],
      ["Fit", "55%", "percent", "2"],
      ["Licence", "75%", "share of yes", "4"],
      ["Aura", "1.0", "colours", "1"],
    ]);
    expect(overview?.figures.map(({ plain }) => plain[1])).toEqual([4.2, 55, 75, 1]);
    expect(overview?.figures.map(({ value }) => Math.round(value))).toEqual([84, 55, 75, 20]);
    expect(overview?.finding, "yes or no is no degree").toBe(
      "“Empathy” has the highest mean (4.2), “Fit” the lowest (55%)",
    );
  });

  test("show how the scores of each are spread, on its own scale", () => {
    const [, empathy, fit, licence] = chartsOfCriteria(...scored);
    expect(empathy?.figures.find(({ value }) => value === 2)?.name).toBe("4.5–5.0");
    expect(fit?.figures.filter(({ value }) => value > 0).map(({ name }) => name)).toEqual([
      "40%–50%",
      "60%–70%",
    ]);
    expect(licence?.figures.map(({ name, value }) => [name, value])).toEqual([
      ["No", 1],
      ["Yes", 3],
    ]);
    expect([empathy, licence].map((chart) => chart?.finding)).toEqual([
      "4.2 on average over 3 interviews",
      "75% yes over 4 interviews",
    ]);
  });

  test("tell criteria of one name apart by their scale", () => {
    const [overview] = chartsOfCriteria(
      scoredBy("Skills", "out_of_5", { 3: 1 }, 3),
      scoredBy("Skills", "binary", { 0: 1 }, 0),
    );
    expect(overview?.figures.map(({ name }) => name)).toEqual([
      "Skills (out of 5)",
      "Skills (share of yes)",
    ]);
  });

  test("lead to those who were scored so", () => {
    const [, , , licence] = chartsOfCriteria(...scored);
    const behind = licence?.figures[1]?.behind;
    expect(behind?.screen === "people" && JSON.parse(behind.f ?? "{}")).toEqual({
      held: { from: 5, before: 9, criterion: "licence:binary", min_average: 2.5, max_average: 5 },
    });
    const [empty] = chartsOfCriteria(scoredBy("Empathy", "out_of_5", { 3: 1 }, 3)).slice(1);
    expect(empty?.figures[0]?.behind, "nobody").toBeNull();
  });

  test("speak German", () => {
    chooseLanguage("de");
    const [overview, empathy, , licence] = chartsOfCriteria(...scored);
    expect(overview?.title).toBe("Bewertungen nach Kriterium");
    expect(overview?.figures[2]?.cells.slice(1)).toEqual(["Anteil Ja", "4"]);
    expect(empathy?.finding).toBe("4,2 im Durchschnitt über 3 Interviews");
    expect(licence?.figures.map(({ name }) => name)).toEqual(["Nein", "Ja"]);
  });

  test("are there for each criterion of the interviews, named in our words, with table and file", async () => {
    const { platform, user } = openWindow("#/insights");
    await waitForElement("[data-chart=criteria] svg");
    const overview = screen.getByRole("region", { name: /Scores by criterion/u });
    const rows = within(overview).getAllByRole("row").slice(1);
    expect(rows).toHaveLength(7);
    expect(rows[3]).toHaveTextContent(/^Language: vocabulary and expression\d\.\dout of 5\d+$/u);
    await user.click(screen.getByRole("button", { name: "Save “Motivation” as CSV" }));
    const saved = platform.calls.find(({ name }) => name === "save_text")?.argument as SaveText;
    expect(saved.file_name).toBe("Motivation.csv");
    expect(saved.content.trim().split("\r\n")).toHaveLength(11);
    act(() => chooseLanguage("de"));
    expect(await screen.findByRole("heading", { name: /^Sprache: Wortschatz/u })).toBeVisible();
  });

  test.each(["#/insights?period=7", "#/insights?period=all&flow=flow-data"])(
    "lead from each bar on %s to those who were scored so, and to no others",
    async (address) => {
      const { platform } = openWindow(address);
      await waitForElement("[data-chart=criteria]");
      const asked = platform.calls.find(({ name }) => name === "insights")?.argument;
      const query = asked as InsightsQuery;
      const charts = criterionChartsOf(await platform.call("insights", query), query, nameOf);
      let compared = 0;
      for (const { title, figures } of charts.slice(1)) {
        for (const { name, value, behind } of figures) {
          const people = await peopleAt(platform, behind);
          expect(people > 0, `${title}, ${name}`).toBe(value > 0);
          expect(people, `${title}, ${name}`).toBeLessThanOrEqual(value);
          compared += value;
        }
      }
      expect(compared).toBeGreaterThan(7);
    },
  );
});

describe("interviews without a date", () => {
  const undate = (count: number) => (platform: FakePlatform) => {
    const held = platform.world.people
      .flatMap(({ detail }) => detail.interviews)
      .filter(({ status }) => status === "completed");
    for (const { interview_id } of held.slice(0, count)) platform.world.undated.add(interview_id);
  };

  test("are on no day of a period, and counted in a sentence", async () => {
    const { platform } = openWindow("#/insights", {}, undate(4));
    expect(
      await screen.findByText(
        "4 interviews have no date and are not shown: Ribbon does not say when they took place.",
      ),
    ).toBeVisible();
    const query = platform.calls.find(({ name }) => name === "insights")?.argument as InsightsQuery;
    const figures = await platform.call("insights", query);
    const days = figures.daily.reduce((sum, { held }) => sum + held, 0);
    const completed = platform.world.people
      .flatMap(({ detail }) => detail.interviews)
      .filter(({ status }) => status === "completed").length;
    expect([days, figures.held]).toEqual([completed - 4, completed - 4]);
  });

  test("count in all time, but on no day of it, and so do the lists behind the bars", async () => {
    const { platform } = openWindow("#/insights?period=all", {}, undate(4));
    expect(
      await screen.findByText(/^4 interviews have no date and are not shown on any day/u),
    ).toBeVisible();
    const query = platform.calls.find(({ name }) => name === "insights")?.argument as InsightsQuery;
    expect(query.from).toBeNull();
    const figures = await platform.call("insights", query);
    const days = figures.daily.reduce((sum, { held }) => sum + held, 0);
    expect(figures.held).toBe(days + 4);
    const charts = chartsOf(figures, query, Date.now());
    for (const { id, figures: bars } of charts.filter(({ id }) => id !== "time")) {
      for (const { name, value, behind } of bars) {
        const people = await peopleAt(platform, behind);
        expect(people > 0, `${id}, ${name}`).toBe(value > 0);
        expect(people, `${id}, ${name}`).toBeLessThanOrEqual(value);
      }
    }
  });

  test("are named where there is nothing else in a period", async () => {
    openWindow("#/insights?period=custom&from=2019-01-01&to=2019-01-31", {}, undate(1));
    expect(await screen.findByText("Nothing in this period")).toBeVisible();
    expect(screen.getByText(/^1 interview has no date and is not shown/u)).toBeVisible();
  });

  test("are counted in German too", () => {
    chooseLanguage("de");
    const figures = { undated: 2 } as Insights;
    expect(undatedWords(figures, QUERY)).toBe(
      "2 Interviews haben kein Datum und sind nicht dargestellt: Ribbon teilt nicht mit, wann sie stattfanden.",
    );
    expect(undatedWords(figures, { ...QUERY, from: null })).toMatch(/an keinem Tag dargestellt/u);
  });
});

test("interviews that are no longer at Ribbon are counted in a sentence", async () => {
  openWindow("#/insights", {}, (platform) => {
    for (const { detail } of platform.world.people.slice(0, 2)) {
      for (const interview of detail.interviews) interview.gone_at = 1;
    }
  });
  expect(await screen.findByText("3 of these interviews are no longer at Ribbon.")).toBeVisible();
  act(() => chooseLanguage("de"));
  expect(await screen.findByText("3 dieser Interviews sind nicht mehr bei Ribbon.")).toBeVisible();
});
