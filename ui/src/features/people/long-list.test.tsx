import { fireEvent, screen, waitFor } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { all, openWindow, waitForElement } from "../../test/render";

/** Who has been drawn, one entry for each time. */
const drawn: number[] = [];

vi.mock("./PersonCells", async (importOriginal) => {
  const original = await importOriginal<typeof import("./PersonCells")>();
  const PersonCells = (props: Parameters<typeof original.PersonCells>[0]) => {
    drawn.push(props.person.candidate_id);
    return original.PersonCells(props);
  };
  return { PersonCells };
});

const rows = () => all("[data-person-id]");

async function openFiveThousand() {
  const opened = openWindow("#/people", { people: 5000 });
  await waitForElement("[data-person-id]");
  return opened;
}

test("a table of five thousand draws only what is on screen", async () => {
  await openFiveThousand();
  expect(screen.getByRole("grid")).toHaveAttribute("aria-rowcount", "5001");
  expect(rows().length, "more than the screen holds costs time").toBeLessThan(40);
  screen.getByRole("grid").scrollTop = 3000 * 36;
  fireEvent.scroll(screen.getByRole("grid"));
  await waitFor(() => expect(rows().length).toBeGreaterThan(10));
  expect(rows().length).toBeLessThan(40);
});

test("a mark draws its own row again and no other", async () => {
  const { user, platform } = await openFiveThousand();
  const id = Number(rows()[0]?.getAttribute("data-person-id"));
  drawn.length = 0;
  await user.keyboard("s");
  const marks = () => platform.world.people[0]?.detail.marks;
  await waitFor(() => expect(marks()?.starred).toBe(true));
  // The program tells of the change, and what is on screen is compared with it.
  await waitFor(() =>
    expect(platform.calls.filter(({ name }) => name === "people").length).toBeGreaterThan(3),
  );
  expect(new Set(drawn)).toEqual(new Set([id]));
  expect(drawn.length, "on screen at once, and at most once more when it is told").toBeLessThan(3);
});

test("a step by key draws only the row that is left and the one that is reached", async () => {
  const { user } = await openFiveThousand();
  const [first, second] = rows().map((row) => Number(row.getAttribute("data-person-id")));
  drawn.length = 0;
  await user.keyboard("j");
  expect([...new Set(drawn)].sort()).toEqual([first, second].sort());
});
