import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import type { FakePlatform } from "../../platform/fake";
import { all, openWindow, screenNamed, waitForElement } from "../../test/render";

/** The first flow is closed and the second archived. */
function someShut({ world }: FakePlatform) {
  world.statuses.set("flow-backend", "closed");
  world.statuses.set("flow-success", "archived");
}

function twoTeams({ world }: FakePlatform) {
  world.teams.set("flow-backend", { id: "t-1", name: "Engineering" });
  world.teams.set("flow-data", { id: "t-1", name: "Engineering" });
  world.teams.set("flow-night", { id: "t-2", name: "" });
}

function listedFlows(): (string | null)[] {
  return all("[data-flow-id]").map((row) => row.getAttribute("data-flow-id"));
}

async function optionsOf(
  user: ReturnType<typeof openWindow>["user"],
  button: HTMLElement,
): Promise<(string | null)[]> {
  await user.click(button);
  const list = await screen.findByRole("listbox");
  const names = within(list)
    .getAllByRole("option")
    .map(({ textContent }) => textContent);
  await user.keyboard("{Escape}");
  return names;
}

describe("closed and archived flows", () => {
  test("are marked and last, and nobody is invited into them", async () => {
    const { user } = openWindow("#/flows", {}, someShut);
    await waitForElement("[data-flow-id]");
    expect(listedFlows()).toEqual(["flow-data", "flow-night", "flow-backend"]);
    const closed = await waitForElement('[data-flow-id="flow-backend"]');
    expect(closed).toHaveTextContent("closed");
    expect(
      within(closed).getByRole("button", { name: "Invite to Backend Engineer" }),
    ).toBeDisabled();
    await user.keyboard("jji");
    expect(screen.queryByRole("dialog"), "nor by the key").toBeNull();
    await user.keyboard("ki");
    const dialog = await screen.findByRole("dialog");
    const choice = within(dialog).getByRole("button", { name: /Flow$/u });
    expect(await optionsOf(user, choice)).toEqual(["Data Analyst", "Night Shift Nurse"]);
  });

  test("are marked in the sidebar and on the board", async () => {
    openWindow("#/pipeline/flow-backend", {}, someShut);
    const heading = await screen.findByRole("heading", { name: "Backend Engineer (closed)" });
    expect(heading).toBeInTheDocument();
    const list = screen.getByRole("list", { name: "Flows" });
    const names = within(list)
      .getAllByRole("link")
      .map((link) => link.getAttribute("title"));
    expect(names).toEqual([
      "Data Analyst",
      "Night Shift Nurse",
      "Backend Engineer (closed)",
      "Customer Success Manager (archived)",
    ]);
  });

  test("are not replaced by another flow where one asks to invite many into them", async () => {
    const { user } = openWindow("#/flows/invite/flow-backend", {}, someShut);
    expect(await screen.findByText(/Backend Engineer is closed in Ribbon/u)).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: "Choose a file…" })).toBeNull();
    await user.click(screen.getByRole("button", { name: /Into which flow$/u }));
    await user.click(await screen.findByRole("option", { name: "Data Analyst" }));
    expect(await screen.findByRole("button", { name: "Choose a file…" })).toBeInTheDocument();
  });

  test("do not let a stopped batch go on, and say why", async () => {
    const { platform } = openWindow("#/flows/batch/1", {}, ({ writing }) => {
      writing.holds = true;
      writing.handlers.invite_one({
        flow_id: "flow-backend",
        email: "ada@example.com",
        first_name: "",
        last_name: "",
        recruiter_id: null,
      } as never);
      writing.handlers.stop_invites(1 as never);
    });
    await waitFor(() => expect(screen.getByRole("button", { name: "Go on" })).toBeEnabled());
    platform.world.statuses.set("flow-backend", "closed");
    platform.change(["flow", "flow-backend"]);
    await waitFor(() => expect(screen.getByRole("button", { name: "Go on" })).toBeDisabled());
    expect(screen.getByText(/Backend Engineer is closed in Ribbon/u)).toBeInTheDocument();
  });
});

describe("teams", () => {
  test("narrow the flows in the sidebar", async () => {
    const { user } = openWindow("#/inbox", {}, twoTeams);
    const choice = await screen.findByRole("button", { name: /Team$/u });
    expect(await optionsOf(user, choice)).toEqual([
      "All teams",
      "Engineering",
      "Unknown team (t-2)",
    ]);
    await user.click(choice);
    await user.click(await screen.findByRole("option", { name: "Engineering" }));
    const list = screen.getByRole("list", { name: "Flows" });
    await waitFor(() => expect(within(list).getAllByRole("link")).toHaveLength(2));
  });

  test("leave nothing to choose where there is one", async () => {
    openWindow("#/inbox", {}, ({ world }) => {
      world.teams.set("flow-backend", { id: "t-1", name: "Engineering" });
    });
    await screen.findByRole("list", { name: "Flows" });
    expect(screen.queryByRole("button", { name: /Team$/u })).toBeNull();
  });

  test("narrow the choice of a board, which keeps the one that is shown", async () => {
    const { user } = openWindow("#/pipeline/flow-night", {}, twoTeams);
    const main = await screenNamed("pipeline");
    await user.click(await within(main).findByRole("button", { name: /Team$/u }));
    await user.click(await screen.findByRole("option", { name: "Engineering" }));
    const choice = within(main).getByRole("button", { name: /Flow$/u });
    expect(await optionsOf(user, choice)).toEqual([
      "Backend Engineer",
      "Data Analyst",
      "Night Shift Nurse",
    ]);
  });
});

describe("a flow's page", () => {
  test("shows all that Ribbon says of it, an undocumented voice by its id", async () => {
    const { user } = openWindow("#/flows");
    await waitForElement("[data-flow-id]");
    await user.keyboard("o");
    const page = await screenNamed("flow");
    await within(page).findByRole("heading", { name: "Flows / Backend Engineer" });
    for (const [name, value] of [
      ["Status", "open"],
      ["Voice", "Kore"],
      ["Says first", "Hello, and thank you for your time."],
      ["Says last", "—"],
      ["Page afterwards", "https://northwind.example/thanks"],
      ["Candidates can add documents", "Yes"],
      ["Webhooks", "To your relay: signed"],
    ] as const) {
      const term = within(page).getByText(name);
      expect(term.nextElementSibling, name).toHaveTextContent(value);
    }
    expect(within(page).getAllByRole("listitem")).toHaveLength(2);
  });
});
