import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import { openWindow, waitForElement } from "../../test/render";

const ID = 1001;

async function openPerson() {
  const opened = openWindow(`#/candidate/${ID}`);
  await waitForElement("[data-segment]");
  const marks = () => {
    const person = opened.platform.world.people.find(({ detail }) => detail.candidate_id === ID);
    if (!person) throw new Error("They are in the world.");
    return person.detail.marks;
  };
  return { ...opened, marks };
}

describe("the recruiter's marks", () => {
  test("star and unstar by key, with a way back", async () => {
    const { user, marks } = await openPerson();
    await user.keyboard("s");
    await waitFor(() => expect(marks().starred).toBe(true));
    expect(screen.getByRole("button", { name: "Starred" })).toHaveAttribute("aria-pressed", "true");
    await user.keyboard("z");
    await waitFor(() => expect(marks().starred).toBe(false));
  });

  test("say what was reviewed, and take it back", async () => {
    const { user, marks } = await openPerson();
    await user.keyboard("r");
    await waitFor(() => expect(marks().reviewed_at).not.toBeNull());
    await user.keyboard("r");
    await waitFor(() => expect(marks().reviewed_at).toBeNull());
    await user.keyboard("z");
    await waitFor(() => expect(marks().reviewed_at).not.toBeNull());
  });

  test("show on screen before the program has answered, and go back where it refuses", async () => {
    const { user, platform } = await openPerson();
    platform.fail("mark_candidates", "storage");
    await user.keyboard("s");
    expect(await screen.findByText(/^The mark could not be kept/u)).toBeVisible();
    await waitFor(() =>
      expect(screen.getByRole("button", { name: "Starred" })).toHaveAttribute(
        "aria-pressed",
        "false",
      ),
    );
  });
});

describe("tags", () => {
  test("are made by typing them", async () => {
    const { user, marks } = await openPerson();
    await user.keyboard("t");
    const field = await screen.findByRole("combobox", { name: "Find or make a tag" });
    await user.type(field, "second round");
    await screen.findByRole("option", { name: "Make “second round”" });
    await user.keyboard("{ArrowDown}{Enter}");
    await waitFor(() => expect(marks().tags).toEqual(["second round"]));
    await user.keyboard("{Escape}");
    const tags = await screen.findByRole("grid", { name: "Tags" });
    expect(within(tags).getByRole("row", { name: "second round" })).toBeInTheDocument();
  });

  test("are taken away with a way back", async () => {
    const { user, platform, marks } = await openPerson();
    const mark = { starred: null, reviewed: null, add_tags: ["French"], remove_tags: [] };
    await platform.call("mark_candidates", { candidate_ids: [ID], ...mark });
    await user.click(await screen.findByRole("button", { name: /^Remove the tag French/u }));
    await waitFor(() => expect(marks().tags).toEqual([]));
    await user.keyboard("z");
    await waitFor(() => expect(marks().tags).toEqual(["French"]));
  });
});
