import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import { all, openWindow, somebody, waitForElement } from "../../test/render";
import { step } from "./board-cursor";

const FLOW = "flow-backend";

async function openBoard(people = 60) {
  const opened = openWindow(`#/pipeline/${FLOW}`, { people });
  await waitForElement("[data-candidate-id]");
  return opened;
}

describe("the board", () => {
  test("has the invited and those without a status first, then each status", async () => {
    await openBoard();
    const columns = all("[data-status]").map((column) => column.getAttribute("data-status"));
    expect(columns.slice(0, 2)).toEqual(["invited", "none"]);
    expect(columns.slice(2)).toContain("shortlisted");
  });

  test("counts who stands in a column and says their mean in words", async () => {
    const { platform } = await openBoard();
    const here = platform.world.people.filter(
      ({ flowId, column }) => flowId === FLOW && column === "status:shortlisted",
    );
    const name = new RegExp(`^shortlisted, ${here.length} candidates, average`, "u");
    expect(screen.getByRole("region", { name })).toBeInTheDocument();
  });

  test("says that statuses are changed in Ribbon, and how", async () => {
    const { user } = await openBoard();
    expect(screen.getByText("Read-only: statuses are changed in Ribbon.")).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "How?" }));
    expect(await screen.findByText(/choose “Open in Ribbon”/u)).toBeInTheDocument();
  });

  test("draws only what is on screen of columns of thousands", async () => {
    await openBoard(16_000);
    const columns = all("[data-status]").length;
    expect(all("[data-candidate-id]").length).toBeLessThan(columns * 24);
    const sizes = all("[aria-setsize]").map((item) => Number(item.getAttribute("aria-setsize")));
    expect(Math.max(...sizes), "a screen reader must hear how many there are").toBeGreaterThan(999);
  });

  test("goes to the first flow when none is named", async () => {
    openWindow("#/pipeline");
    await waitForElement("[data-candidate-id]");
    expect(window.location.hash).toBe(`#/pipeline/${FLOW}`);
  });

  test("reads again when somebody in it moves", async () => {
    const { platform } = await openBoard();
    const person = platform.world.people.find(
      ({ flowId, column }) => flowId === FLOW && column === "none",
    );
    if (!person) throw new Error("Nobody is without a status.");
    person.column = "status:shortlisted";
    act(() => platform.change(["candidate", String(person.detail.candidate_id)]));
    await waitFor(() => {
      const column = document.querySelector<HTMLElement>('[data-status="shortlisted"]');
      expect(column && within(column).getByText(person.detail.name)).toBeInTheDocument();
    });
  });

  test("shows why a flow cannot be opened", async () => {
    openWindow("#/pipeline/flow-nowhere");
    expect(await screen.findByRole("alert")).toHaveAttribute("data-error-code", "not_found");
  });
});

describe("the board by keyboard", () => {
  test("has one tab stop, which the arrow keys carry about", async () => {
    const { user } = await openBoard();
    expect(all('[data-candidate-id][tabindex="0"]')).toHaveLength(1);
    await user.keyboard("{ArrowDown}{ArrowRight}");
    await waitFor(() => expect(document.activeElement).toHaveAttribute("data-candidate-id"));
    expect(document.activeElement?.closest("[data-status]")).toHaveAttribute("data-status", "none");
    expect(all('[data-candidate-id][tabindex="0"]')).toHaveLength(1);
  });

  test("opens the card with Enter and remembers the column for going on", async () => {
    const { user } = await openBoard();
    await user.keyboard("{ArrowRight}");
    await waitFor(() => expect(document.activeElement).toHaveAttribute("data-candidate-id"));
    const link = document.activeElement?.getAttribute("href");
    await user.keyboard("{Enter}");
    await waitFor(() => expect(window.location.hash).toBe(link));
    await waitForElement('[data-screen="candidate"]');
    expect(await screen.findByText(/in Backend Engineer, No status yet/u)).toBeInTheDocument();
  });

  test("steps over columns in which nobody stands", () => {
    const column = (key: string, count: number) =>
      ({ key, kind: "status", status: key, count, average: null }) as const;
    const columns = [column("a", 3), column("b", 0), column("c", 1)];
    expect(step(columns, { column: "a", index: 2 }, 1, 0)).toEqual({ column: "c", index: 0 });
    expect(step(columns, { column: "c", index: 0 }, 1, 0)).toEqual({ column: "c", index: 0 });
    expect(step(columns, { column: "a", index: 2 }, 0, 1)).toEqual({ column: "a", index: 2 });
  });
});

describe("a card", () => {
  test("says in words that a change is missing and that it stands still", async () => {
    const { platform } = await openBoard(400);
    const gapped = somebody(
      platform,
      ({ flowId, detail }) =>
        flowId === FLOW &&
        detail.flows.some(({ chain }) => chain.some(({ gap_after }) => gap_after)),
    );
    const card = await waitForElement(`[data-candidate-id="${gapped.candidate_id}"]`);
    expect(card).toHaveTextContent(gapped.name);
    expect(card).toHaveTextContent(/At least one change never reached us/u);
  });

  test("that has not moved for two weeks is called stale", async () => {
    const { platform } = openWindow(`#/pipeline/${FLOW}`, { people: 8 }, (fake) => {
      for (const person of fake.world.people) person.since -= 20 * 86_400_000;
    });
    const card = await waitForElement(
      `[data-candidate-id="${somebody(platform, ({ flowId }) => flowId === FLOW).candidate_id}"]`,
    );
    expect(card).toHaveTextContent(/stale/u);
    expect(card).toHaveTextContent(/2\d days/u);
  });
});
