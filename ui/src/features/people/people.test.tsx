import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import type { FakeOptions, FakePlatform } from "../../platform/fake";
import { createWorld } from "../../platform/fake-world";
import { all, openWindow, waitForElement } from "../../test/render";

const names = () => all("[data-person-id]").map((row) => row.getAttribute("data-person-id"));
const active = () => document.querySelector('[data-active="true"]')?.getAttribute("data-person-id");
const grid = () => screen.getByRole("grid");
const rowOf = (id: number) => document.querySelector(`[data-person-id="${id}"]`);

async function openPeople(options: FakeOptions = {}, hash = "#/people") {
  const opened = openWindow(hash, options);
  await waitForElement("[data-person-id]");
  return opened;
}

/** Somebody who was not there before, seen now. */
function join(platform: FakePlatform, name: string) {
  const { people } = platform.world;
  const [newcomer] = createWorld(1, Date.now() + 3_600_000).people;
  if (!newcomer) throw new Error("An empty world has no newcomer.");
  newcomer.detail.candidate_id = 500_000 + people.length;
  newcomer.detail.name = name;
  people.push(newcomer);
  act(() => platform.change(["candidate", String(newcomer.detail.candidate_id)]));
  return newcomer.detail;
}

function scrollTo(offset: number) {
  grid().scrollTop = offset;
  fireEvent.scroll(grid());
}

describe("the table of everyone", () => {
  test("has who was seen last on top, and never the best by itself", async () => {
    const { platform } = await openPeople();
    const query = platform.calls.find(({ name }) => name === "people");
    expect(query?.argument).toMatchObject({ filter: { order: "last_seen", reverse: false } });
    const head = document.querySelector('[data-head="last_seen"]');
    expect(head).toHaveAttribute("aria-sort", "descending");
  });

  test("sorts by a click on a heading, and the other way round by another", async () => {
    const { user } = await openPeople();
    await user.click(screen.getByRole("button", { name: /^Name/u }));
    await waitFor(() => expect(window.location.hash).toContain("name"));
    const head = await waitForElement('[data-head="name"]');
    expect(head).toHaveAttribute("aria-sort", "ascending");
    const first = (await waitForElement("[data-person-id]")).getAttribute("data-person-id");
    await user.click(screen.getByRole("button", { name: /^Name/u }));
    await waitFor(() =>
      expect(document.querySelector('[data-head="name"]')).toHaveAttribute(
        "aria-sort",
        "descending",
      ),
    );
    await waitFor(() => expect(names()[0]).not.toBe(first));
  });

  test("keeps the focus on a heading that was used by key", async () => {
    const { user } = await openPeople();
    const heading = screen.getByRole("button", { name: /^Average/u });
    act(() => heading.focus());
    await user.keyboard("{Enter}");
    await waitFor(() =>
      expect(document.activeElement?.closest("[data-head]")).toHaveAttribute(
        "aria-sort",
        "descending",
      ),
    );
    expect(document.activeElement?.closest("[data-head]")).toHaveAttribute("data-head", "average");
  });

  test("says how many there are, also to a screen reader", async () => {
    await openPeople({ people: 40 });
    expect(screen.getByText("40 candidates")).toBeInTheDocument();
    expect(grid()).toHaveAttribute("aria-rowcount", "41");
  });

  test("marks what may be old with the time it is from", async () => {
    const { platform } = await openPeople();
    act(() => platform.setSync({ mode: "offline", as_of: Date.now() - 60_000 }));
    expect(await screen.findByText(/^As of /u)).toBeInTheDocument();
  });
});

describe("the filter of the table", () => {
  test("stands in the address and comes back with it", async () => {
    const { user, platform } = await openPeople();
    await user.type(screen.getByRole("searchbox", { name: "Name or e-mail" }), "amara");
    await waitFor(() => expect(names().length).toBeLessThan(10));
    expect(decodeURIComponent(window.location.hash)).toContain('"name":"amara"');
    const matching = platform.world.people.filter(({ detail }) => detail.name.includes("Amara"));
    await waitFor(() => expect(names()).toHaveLength(matching.length));
  });

  test("is read from the address, and each part can be taken away by itself", async () => {
    const f = encodeURIComponent(JSON.stringify({ flow_id: "flow-data", starred: false }));
    const { user, platform } = await openPeople({}, `#/people?f=${f}`);
    const here = platform.world.people.filter(({ flowId }) => flowId === "flow-data");
    expect(names()).toHaveLength(here.length);
    await user.click(await screen.findByRole("button", { name: /Flow: Data Analyst/u }));
    await waitFor(() => expect(names().length).toBeGreaterThan(here.length));
    expect(screen.getByRole("button", { name: /Not starred/u })).toBeInTheDocument();
    act(() => window.history.back());
    await waitFor(() => expect(names()).toHaveLength(here.length));
  });

  test("leaves out of the address what makes no sense", async () => {
    const f = encodeURIComponent('{"flow_id":7,"min_average":"x","order":"best"}');
    await openPeople({ people: 12 }, `#/people?f=${f}`);
    expect(names()).toHaveLength(12);
  });

  test("offers every kind of narrowing behind its button", async () => {
    const { user } = await openPeople();
    await user.keyboard("{Shift>}f{/Shift}");
    const dialog = await screen.findByRole("dialog", { name: "Filters" });
    await user.click(within(dialog).getByRole("button", { name: /Status/u }));
    await user.click(await screen.findByRole("option", { name: "shortlisted" }));
    await waitFor(() =>
      expect(decodeURIComponent(window.location.hash)).toContain("status:shortlisted"),
    );
  });

  test("that nobody matches can be cleared", async () => {
    const f = encodeURIComponent(JSON.stringify({ name: "nobodyiscalledso" }));
    const { user } = openWindow(`#/people?f=${f}`);
    await screen.findByText("Nobody matches these filters");
    const [, clear] = screen.getAllByRole("button", { name: "Clear filters" });
    if (!clear) throw new Error("The empty list offers no way out.");
    await user.click(clear);
    await waitForElement("[data-person-id]");
  });
});

describe("the table by keyboard", () => {
  test("moves, opens, and goes on from the candidate's page through all of the list", async () => {
    const { user } = await openPeople({ people: 300 });
    await user.keyboard("jj");
    const second = names()[2];
    expect(active()).toBe(second);
    await user.keyboard("{Enter}");
    await waitForElement('[data-screen="candidate"]');
    expect(window.location.hash).toBe(`#/candidate/${second}`);
    expect(await screen.findByText(/3 of 300/u)).toBeInTheDocument();
    act(() => window.history.back());
    await waitForElement(`[data-person-id="${second}"]`);
    expect(active(), "the row that was left is in hand again").toBe(second);
  });

  test("stars with S, marks reviewed with R, and Z takes it back", async () => {
    const { user, platform } = await openPeople();
    const id = Number(names()[0]);
    const marks = () =>
      platform.world.people.find(({ detail }) => detail.candidate_id === id)?.detail.marks;
    await user.keyboard("s");
    await waitFor(() => expect(marks()?.starred).toBe(true));
    expect(rowOf(id)).toHaveTextContent(/Starred/u);
    await user.keyboard("z");
    await waitFor(() => expect(marks()?.starred).toBe(false));
    await waitFor(() => expect(rowOf(id)).not.toHaveTextContent(/Starred/u));
    await user.keyboard("r");
    await waitFor(() => expect(marks()?.reviewed_at).not.toBeNull());
  });

  test("takes back on screen what could not be kept, and says why", async () => {
    const { user, platform } = await openPeople();
    platform.fail("mark_candidates", "storage");
    const id = Number(names()[0]);
    await user.keyboard("s");
    expect(await screen.findByText(/^The mark could not be kept/u)).toBeInTheDocument();
    await waitFor(() => expect(rowOf(id)).not.toHaveTextContent(/Starred/u));
  });

  test("gives a new tag with T and takes it away again", async () => {
    const { user, platform } = await openPeople();
    const id = Number(names()[0]);
    const tags = () =>
      platform.world.people.find(({ detail }) => detail.candidate_id === id)?.detail.marks.tags;
    await user.keyboard("t");
    await user.type(await screen.findByRole("combobox", { name: "Find or make a tag" }), "driver");
    await screen.findByRole("option", { name: "Make “driver”" });
    await user.keyboard("{ArrowDown}{Enter}");
    await waitFor(() => expect(tags()).toEqual(["driver"]));
    const given = await screen.findByRole("option", { name: "driver, given" });
    await user.click(given);
    await waitFor(() => expect(tags()).toEqual([]));
  });

  test("selects and extends, and acts on all that are selected", async () => {
    const { user, platform } = await openPeople();
    const ids = names().slice(0, 3).map(Number);
    await user.keyboard("x{Shift>}jj{/Shift}");
    expect(all('[role=row][aria-selected="true"]')).toHaveLength(3);
    expect(screen.getByText("3 selected")).toBeInTheDocument();
    await user.keyboard("s");
    await waitFor(() => {
      const starred = platform.world.people.filter(({ detail }) => detail.marks.starred);
      expect(starred.map(({ detail }) => detail.candidate_id)).toEqual(ids);
    });
    await user.keyboard("v");
    await waitFor(() => expect(window.location.hash).toBe(`#/compare?ids=${ids.join(",")}`));
  });
});

describe("all that match", () => {
  test("are marked and brought back precisely, though most were never read", async () => {
    const { user, platform } = await openPeople({ people: 500 });
    const { people } = platform.world;
    for (const { detail } of people.slice(400, 410)) detail.marks.starred = true;
    const starred = () => people.filter(({ detail }) => detail.marks.starred).length;
    await user.keyboard("{Shift>}a{/Shift}");
    await screen.findByText("500 selected");
    await user.keyboard("s");
    await waitFor(() => expect(starred()).toBe(500));
    await user.keyboard("z");
    await waitFor(() => expect(starred(), "who was starred before stays so").toBe(10));
  });

  test("are exported by the filter, some by their names", async () => {
    const { user, platform } = await openPeople();
    await user.keyboard("xjx");
    await user.click(screen.getByRole("button", { name: "Export CSV" }));
    await screen.findByText(/candidates-2.csv/u);
    await user.keyboard("{Shift>}a{/Shift}");
    await screen.findByText("40 selected");
    await user.click(screen.getByRole("button", { name: "Export CSV" }));
    await screen.findByText(/candidates-40.csv/u);
    const last = platform.calls.filter(({ name }) => name === "export_people").at(-1);
    expect(last?.argument).toMatchObject({ candidate_ids: [] });
  });
});

test("who no longer fits the filter leaves at once, and the next one is in hand", async () => {
  const f = encodeURIComponent(JSON.stringify({ reviewed: false }));
  const { user } = await openPeople({}, `#/people?f=${f}`);
  const [first, second] = names();
  await user.keyboard("r");
  await waitFor(() => expect(names()).not.toContain(first));
  expect(active()).toBe(second);
  expect(screen.getByText("39 candidates")).toBeInTheDocument();
  expect(screen.queryByText("The list has changed: show")).not.toBeInTheDocument();
  await user.keyboard("z");
  await waitFor(() => expect(names()[0]).toBe(first));
});

describe("who comes in", () => {
  test("waits behind a button while somebody is further down", async () => {
    const { user, platform } = await openPeople({ people: 400 });
    await user.keyboard("j");
    scrollTo(3600);
    await waitFor(() => expect(names().length).toBeGreaterThan(10));
    const before = names();
    join(platform, "Zoë Newcomer");
    const button = await screen.findByRole("button", { name: "1 new" });
    expect(names(), "no row may move under the pointer").toEqual(before);
    await user.click(button);
    expect(await screen.findByText("Zoë Newcomer")).toBeInTheDocument();
  });

  test("stands in the list at once while it is at rest", async () => {
    const { platform } = await openPeople();
    join(platform, "Zoë Newcomer");
    expect(await screen.findByText("Zoë Newcomer")).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: /new$/u })).not.toBeInTheDocument();
  });

  test("a new status shows in its row at once", async () => {
    const { platform, user } = await openPeople();
    await user.keyboard("j");
    const id = Number(names()[3]);
    const person = platform.world.people.find(({ detail }) => detail.candidate_id === id);
    const flow = person?.detail.flows[0];
    if (!person || !flow) throw new Error("This person is in no flow.");
    flow.status = "hired";
    person.column = "status:hired";
    act(() => platform.change(["candidate", String(id)]));
    await waitFor(() => expect(rowOf(id)).toHaveTextContent("hired"));
  });
});

describe("a table without rows", () => {
  test("says that the first are on their way during the first sync", async () => {
    openWindow("#/people", { people: 0 }, (fake) => fake.setSync({ mode: "first_sync" }));
    expect(await screen.findByText("The first candidates are on their way")).toBeInTheDocument();
  });

  test("shows why it cannot be read, and tries again", async () => {
    const { platform, user } = openWindow("#/people", {}, (fake) =>
      fake.fail("people", "bad_request"),
    );
    expect(await screen.findByRole("alert")).toHaveAttribute("data-error-code", "bad_request");
    platform.mend("people");
    await user.click(screen.getByRole("button", { name: "Try again" }));
    await waitForElement("[data-person-id]");
  });
});

describe("columns", () => {
  test("are chosen and put in order without a pointer's drag, and stay so", async () => {
    const { user } = await openPeople();
    await user.click(screen.getByRole("button", { name: "Columns" }));
    await user.click(await screen.findByRole("checkbox", { name: "E-mail" }));
    await user.click(screen.getByRole("button", { name: "Flow: further left" }));
    await user.keyboard("{Escape}");
    const heads = all("[data-head]").map((head) => head.getAttribute("data-head"));
    const usual = ["name", "flow", "status", "average", "tags", "interviewed", "last_seen"];
    expect(heads).toEqual([...usual, "email"]);
    expect(localStorage.getItem("people-columns")).toBe(heads.join(","));
    const row = await waitForElement("[data-person-id]");
    expect(row).toHaveTextContent(/@example.com/u);
  });

  test("are dragged wider by their edge, from how wide they are", async () => {
    await openPeople();
    const edge = await waitForElement('[data-edge="status"]');
    const head = await waitForElement('[data-head="status"]');
    Object.defineProperty(head, "offsetWidth", { value: 140 });
    fireEvent.mouseDown(edge, { clientX: 300 });
    fireEvent.mouseMove(document, { clientX: 360 });
    fireEvent.mouseUp(document, { clientX: 360 });
    expect(localStorage.getItem("people-columns")).toContain("status=200");
    expect(grid().style.getPropertyValue("--tracks")).toContain("200px");
  });
});
