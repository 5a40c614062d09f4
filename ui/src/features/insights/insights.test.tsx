import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import type { Route } from "../../app/router";
import type { InsightsQuery, SaveText } from "../../contract/types";
import type { FakePlatform } from "../../platform/fake";
import { openWindow, screenNamed, waitForElement } from "../../test/render";
import { EVERYONE, readFilter } from "../people/people-filter";
import { chartsOf } from "./charts";

const CHARTS = ["daily", "funnel", "time", "scores"];

async function card(name: RegExp): Promise<HTMLElement> {
  return await screen.findByRole("region", { name });
}

/** The screen at an address, with the figures that it asked for and the charts of them. */
async function drawn(address: string) {
  const { platform } = openWindow(address);
  await card(/How far candidates get/u);
  const asked = platform.calls.find(({ name }) => name === "insights")?.argument;
  const query = asked as InsightsQuery;
  const figures = await platform.call("insights", query);
  return { platform, figures, charts: chartsOf(figures, query, Date.now()) };
}

/** How many the table shows at an address that it was led to by. */
async function peopleAt(platform: FakePlatform, place: Route | null): Promise<number> {
  if (place?.screen !== "people") return 0;
  const filter = readFilter(place.f, EVERYONE);
  return (await platform.call("people", { filter, offset: 0, limit: 1 })).total;
}

describe("the insights", () => {
  test("show four charts, each with its finding in words and its table", async () => {
    const { platform } = openWindow("#/insights");
    for (const id of CHARTS) await waitForElement(`[data-chart=${id}] svg`);
    const daily = await card(/Interviews held/u);
    const held = platform.world.people
      .flatMap(({ detail }) => detail.interviews)
      .filter(({ status }) => status === "completed").length;
    expect(within(daily).getByRole("heading")).toHaveTextContent(
      new RegExp(`${held} interviews were held, most on`, "u"),
    );
    const cells = within(daily).getAllByRole("row").slice(1);
    const counted = cells.map((row) => Number(within(row).getAllByRole("cell")[0]?.textContent));
    expect(cells, "a row for each of the thirty days").toHaveLength(30);
    expect(counted.reduce((sum, one) => sum + one, 0)).toBe(held);
  });

  test("say which step fewest go on to", async () => {
    openWindow("#/insights");
    const funnel = await card(/How far candidates get/u);
    expect(within(funnel).getByRole("heading")).toHaveTextContent(
      /Fewest go on to “.+”: \d+% of those in “.+”/u,
    );
    expect(
      within(funnel)
        .getAllByRole("row")
        .slice(1, 3)
        .map((row) => row.textContent),
    ).toEqual([
      expect.stringMatching(/^Invited40—/u),
      expect.stringMatching(/^Interview held3793%/u),
    ]);
  });

  test("lead to the candidates behind a figure, with the keyboard alone", async () => {
    const { user } = openWindow("#/insights?flow=flow-data");
    const funnel = await card(/How far candidates get/u);
    within(funnel).getByText("As a table").focus();
    await user.keyboard("{Enter}");
    within(funnel).getByRole("link", { name: "shortlisted: show the candidates" }).focus();
    await user.keyboard("{Enter}");
    await screenNamed("people");
    const f = new URLSearchParams(window.location.hash.split("?")[1]).get("f") ?? "{}";
    expect(JSON.parse(f)).toMatchObject({ flow_id: "flow-data", ever: "status:shortlisted" });
    expect(JSON.parse(f), "what is not given does not narrow").not.toHaveProperty("tag");
    expect(JSON.parse(f), "also who has left it").not.toHaveProperty("column");
  });

  test.each(["#/insights?period=7", "#/insights?period=all&flow=flow-data"])(
    "lead from each step of the funnel on %s to as many candidates as it counts",
    async (address) => {
      const { platform, figures, charts } = await drawn(address);
      const steps = charts.find(({ id }) => id === "funnel")?.figures;
      expect(steps?.length).toBe(figures.funnel.length);
      for (const { name, value, also, behind, behindAlso } of steps ?? []) {
        expect(await peopleAt(platform, behind), name).toBe(value);
        expect(await peopleAt(platform, behindAlso ?? null), `${name}, now`).toBe(also);
      }
    },
  );

  test.each(["#/insights?period=7", "#/insights?period=all&flow=flow-data"])(
    "lead from each bar of interviews on %s to those who held them, and to no others",
    async (address) => {
      const { platform, figures, charts } = await drawn(address);
      const bars = charts.filter(({ id }) => id === "daily" || id === "scores");
      let compared = 0;
      for (const { id, figures: all } of bars) {
        for (const { name, value, behind } of all) {
          const people = await peopleAt(platform, behind);
          expect(people > 0, `${id}, ${name}`).toBe(value > 0);
          expect(people, `${id}, ${name}`).toBeLessThanOrEqual(value);
          compared += value;
        }
      }
      expect(compared).toBeGreaterThan(figures.held);
    },
  );

  test("keep period and flow in the address, and go back to the ones before", async () => {
    const { platform, user } = openWindow("#/insights");
    await user.click(await screen.findByRole("button", { name: /Period$/u }));
    await user.click(await screen.findByRole("option", { name: "Last 7 days" }));
    await waitFor(() => expect(window.location.hash).toBe("#/insights?period=7"));
    await user.click(screen.getByRole("button", { name: /Flow$/u }));
    await user.click(await screen.findByRole("option", { name: "Data Analyst" }));
    await waitFor(() => expect(window.location.hash).toBe("#/insights?period=7&flow=flow-data"));
    const asked = platform.calls.filter(({ name }) => name === "insights").at(-1);
    expect(asked?.argument).toMatchObject({ flow_id: "flow-data" });
    expect((asked?.argument as InsightsQuery | undefined)?.days).toHaveLength(7);
    window.history.back();
    await waitFor(() => expect(window.location.hash).toBe("#/insights?period=7"));
  });

  test("narrow to a team, its flows and their figures", async () => {
    const { platform, user } = openWindow("#/insights?flow=flow-data", {}, ({ world }) => {
      world.teams.set("flow-data", { id: "team-data", name: "Data" });
      world.teams.set("flow-night", { id: "team-care", name: "Care" });
    });
    const insights = await screenNamed("insights");
    await user.click(await within(insights).findByRole("button", { name: /Team$/u }));
    await user.click(await screen.findByRole("option", { name: "Care" }));
    await waitFor(() => expect(window.location.hash).toBe("#/insights?team=team-care"));
    await user.click(within(insights).getByRole("button", { name: /Flow$/u }));
    const flows = await screen.findAllByRole("option");
    expect(flows.map(({ textContent }) => textContent)).toEqual([
      "All flows",
      expect.stringContaining("Night"),
    ]);
    const asked = platform.calls.filter(({ name }) => name === "insights").at(-1)?.argument;
    expect(asked).toMatchObject({ flow_id: null, team_id: "team-care" });
    const figures = await platform.call("insights", asked as InsightsQuery);
    const held = platform.world.people
      .filter(({ flowId }) => flowId === "flow-night")
      .flatMap(({ detail }) => detail.interviews)
      .filter(({ status }) => status === "completed");
    expect(figures.held).toBe(held.length);
    const bars = chartsOf(figures, asked as InsightsQuery, Date.now()).flatMap(
      (one) => one.figures,
    );
    const behind = bars.flatMap(({ behind }) => (behind?.screen === "people" ? [behind.f] : []));
    expect(behind.length).toBeGreaterThan(0);
    expect(behind.filter((filter) => !filter?.includes('"team_id":"team-care"'))).toEqual([]);
  });

  test("change their period by key", async () => {
    const { user } = openWindow("#/insights");
    await waitForElement("[data-chart=daily]");
    await user.keyboard("3");
    await waitFor(() => expect(window.location.hash).toBe("#/insights?period=90"));
    await user.keyboard("4");
    await waitFor(() => expect(window.location.hash).toBe("#/insights?period=all"));
  });

  test("are written to a file, as numbers", async () => {
    const { platform, user } = openWindow("#/insights");
    await user.click(await screen.findByRole("button", { name: "Save “Scores” as CSV" }));
    expect(await screen.findByText("Saved to /home/jo/Downloads/Scores.csv")).toBeInTheDocument();
    const saved = platform.calls.find(({ name }) => name === "save_text")?.argument as SaveText;
    expect(saved.is_base64).toBe(false);
    const [head, ...rows] = saved.content.trim().split("\r\n");
    expect(head).toContain("Average score,Interviews");
    expect(rows).toHaveLength(10);
    expect(rows[0]).toBe("0-0.5,0");
  });

  test("say what they lack and that few say little", async () => {
    openWindow("#/insights", { people: 3 });
    expect(await screen.findByText(/1 status change never reached us/u)).toBeInTheDocument();
    expect(screen.getByText(/shares of so few say little/u)).toBeInTheDocument();
  });

  test("say that there is nothing in a period, and lead out of it", async () => {
    const { user } = openWindow("#/insights?period=custom&from=2019-01-01&to=2019-01-31");
    expect(await screen.findByText("Nothing in this period")).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Show all time" }));
    await waitForElement("[data-chart=daily]");
    expect(window.location.hash).toBe("#/insights?period=all");
  });

  test("say so when nobody has been interviewed", async () => {
    openWindow("#/insights?period=all", { people: 0 });
    expect(await screen.findByText("No interviews yet")).toBeInTheDocument();
  });

  test("can be counted again after a failure", async () => {
    openWindow("#/insights", {}, (platform) => platform.fail("insights", "storage"));
    const note = await screen.findByRole("alert");
    expect(note).toHaveAttribute("data-error-code", "storage");
    expect(within(note).getByRole("button", { name: "Try again" })).toBeInTheDocument();
  });
});
