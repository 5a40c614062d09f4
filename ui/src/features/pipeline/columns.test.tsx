import { screen, waitFor } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import { all, openWindow, waitForElement } from "../../test/render";
import { stepped } from "./column-order";

const FLOW = "flow-backend";
const statuses = () => all("[data-status]").map((column) => column.getAttribute("data-status"));

async function openBoard() {
  const opened = openWindow(`#/pipeline/${FLOW}`, { people: 60 });
  await waitForElement("[data-candidate-id]");
  return opened;
}

describe("the order of the columns", () => {
  test("is changed in a column's menu, kept, and taken back", async () => {
    const { user, platform } = await openBoard();
    const [invited, none, first, second] = statuses();
    await user.click(screen.getByRole("button", { name: `Order of the column ${first}` }));
    await user.click(await screen.findByRole("menuitem", { name: /^Move right/u }));
    await waitFor(() => expect(statuses().slice(0, 4)).toEqual([invited, none, second, first]));
    await waitFor(() =>
      expect(platform.world.columnOrders.get(FLOW)?.[0]).toBe(`status:${second}`),
    );
    await user.keyboard("z");
    await waitFor(() => expect(statuses().slice(2, 4)).toEqual([first, second]));
  });

  test("is changed by key for the column of the card in hand", async () => {
    const { user } = await openBoard();
    const [, , first, second] = statuses();
    await user.keyboard("{ArrowRight}{ArrowRight}");
    await waitFor(() =>
      expect(document.activeElement?.closest("[data-status]")).toHaveAttribute(
        "data-status",
        first ?? "",
      ),
    );
    await user.keyboard("{Shift>}l{/Shift}");
    await waitFor(() => expect(statuses().slice(2, 4)).toEqual([second, first]));
  });

  test("goes back to that of their discovery", async () => {
    const { user, platform } = await openBoard();
    const before = statuses();
    const [, , first] = before;
    await user.click(screen.getByRole("button", { name: `Order of the column ${first}` }));
    await user.click(await screen.findByRole("menuitem", { name: /^Move right/u }));
    await waitFor(() => expect(statuses()).not.toEqual(before));
    await user.click(screen.getByRole("button", { name: `Order of the column ${first}` }));
    await user.click(await screen.findByRole("menuitem", { name: "Order as discovered" }));
    await waitFor(() => expect(statuses()).toEqual(before));
    expect(platform.world.columnOrders.get(FLOW)).toEqual([]);
  });

  test("ends at both ends, and knows nothing of columns without a status", () => {
    expect(stepped(["a", "b", "c"], "b", 1)).toEqual(["a", "c", "b"]);
    expect(stepped(["a", "b", "c"], "a", -1)).toEqual(["a", "b", "c"]);
    expect(stepped(["a", "b", "c"], "c", 1)).toEqual(["a", "b", "c"]);
    expect(stepped(["a", "b"], "none", 1)).toEqual(["a", "b"]);
  });
});

describe("the marks on a card", () => {
  test("are set by key and shown on it, and Z takes them back", async () => {
    const { user, platform } = await openBoard();
    await user.keyboard("{ArrowRight}");
    await waitFor(() => expect(document.activeElement).toHaveAttribute("data-candidate-id"));
    const id = Number(document.activeElement?.getAttribute("data-candidate-id"));
    const marks = () =>
      platform.world.people.find(({ detail }) => detail.candidate_id === id)?.detail.marks;
    const card = () => document.querySelector(`[data-candidate-id="${id}"]`);
    await user.keyboard("s");
    await waitFor(() => expect(marks()?.starred).toBe(true));
    expect(card()).toHaveTextContent(/Starred/u);
    await user.keyboard("r");
    await waitFor(() => expect(marks()?.reviewed_at).not.toBeNull());
    await user.keyboard("z");
    await waitFor(() => expect(marks()?.reviewed_at).toBeNull());
    await waitFor(() => expect(card()).not.toHaveTextContent(/Reviewed/u));
    expect(card(), "only the last one is taken back").toHaveTextContent(/Starred/u);
  });

  test("can be tags, and the focus comes back to the card", async () => {
    const { user } = await openBoard();
    await user.keyboard("{ArrowRight}");
    await waitFor(() => expect(document.activeElement).toHaveAttribute("data-candidate-id"));
    const card = document.activeElement;
    await user.keyboard("t");
    await user.type(await screen.findByRole("combobox", { name: "Find or make a tag" }), "night");
    await screen.findByRole("option", { name: "Make “night”" });
    await user.keyboard("{ArrowDown}{Enter}");
    await screen.findByRole("option", { name: "night, given" });
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
    expect(card).toHaveTextContent(/night/u);
    await waitFor(() => expect(document.activeElement).toBe(card));
  });
});
