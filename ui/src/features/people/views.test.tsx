import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import { all, openWindow, waitForElement } from "../../test/render";
import { EVERYONE } from "./people-filter";

const VIEW = {
  view_id: "view-night",
  name: "Night nurses",
  filter: { ...EVERYONE, flow_id: "flow-night" },
  columns: ["name", "tags=200", "email"],
};

const people = () => all("[data-person-id]").length;
const heads = () => all("[data-head]").map((head) => head.getAttribute("data-head"));

async function openView(hash = "#/people/view/view-night") {
  const opened = openWindow(hash, {}, (fake) => fake.world.views.push(structuredClone(VIEW)));
  await waitForElement("[data-person-id]");
  return opened;
}

describe("a saved view", () => {
  test("is made of what the table shows, and stands in the sidebar", async () => {
    const f = encodeURIComponent(JSON.stringify({ flow_id: "flow-data" }));
    const { user, platform } = openWindow(`#/people?f=${f}`);
    await waitForElement("[data-person-id]");
    await user.click(screen.getByRole("button", { name: "Save as view…" }));
    await user.type(await screen.findByLabelText("Name of the view"), "Analysts{Enter}");
    const entry = await screen.findByRole("link", { name: "Analysts" });
    await waitFor(() => expect(entry).toHaveAttribute("aria-current", "page"));
    expect(platform.world.views[0]?.filter.flow_id).toBe("flow-data");
    expect(await screen.findByRole("heading", { name: "Analysts", level: 1 })).toBeInTheDocument();
  });

  test("needs a name", async () => {
    const f = encodeURIComponent(JSON.stringify({ flow_id: "flow-data" }));
    const { user, platform } = openWindow(`#/people?f=${f}`);
    await waitForElement("[data-person-id]");
    await user.click(screen.getByRole("button", { name: "Save as view…" }));
    await user.type(await screen.findByLabelText("Name of the view"), "  {Enter}");
    expect(await screen.findByText("Give the view a name.")).toBeInTheDocument();
    expect(platform.world.views).toHaveLength(0);
  });

  test("shows its own people and columns", async () => {
    const { platform } = await openView();
    const here = platform.world.people.filter(({ flowId }) => flowId === "flow-night");
    expect(people()).toBe(here.length);
    expect(heads()).toEqual(["name", "tags", "email"]);
  });

  test("can be narrowed further, and is updated only when that is asked for", async () => {
    const { user, platform } = await openView();
    await user.click(screen.getByRole("button", { name: "Not reviewed" }));
    await screen.findByRole("button", { name: "Update view" });
    expect(platform.world.views[0]?.filter.reviewed).toBeNull();
    await user.click(screen.getByRole("button", { name: "Update view" }));
    await waitFor(() => expect(platform.world.views[0]?.filter.reviewed).toBe(false));
    await waitFor(() => expect(window.location.hash).toBe("#/people/view/view-night"));
  });

  test("is renamed as it is kept, without what was changed on screen", async () => {
    const { user, platform } = await openView();
    await user.click(screen.getByRole("button", { name: "Not reviewed" }));
    await user.click(await screen.findByRole("button", { name: /^View/u }));
    await user.click(await screen.findByRole("menuitem", { name: "Rename view…" }));
    const field = await screen.findByLabelText("Name of the view");
    await user.clear(field);
    await user.type(field, "Nights{Enter}");
    expect(await screen.findByRole("heading", { name: "Nights", level: 1 })).toBeInTheDocument();
    expect(platform.world.views[0]?.filter.reviewed).toBeNull();
  });

  test("is deleted, and Z brings it back", async () => {
    const { user, platform } = await openView();
    await user.click(screen.getByRole("button", { name: /^View/u }));
    await user.click(await screen.findByRole("menuitem", { name: "Delete view" }));
    await waitFor(() => expect(window.location.hash).toBe("#/people"));
    expect(screen.queryByRole("link", { name: "Night nurses" })).not.toBeInTheDocument();
    await user.keyboard("z");
    await waitFor(() => expect(window.location.hash).toBe("#/people/view/view-night"));
    expect(platform.world.views).toHaveLength(1);
    const list = await screen.findByRole("list", { name: "Saved views" });
    expect(within(list).getByRole("link", { name: "Night nurses" })).toBeInTheDocument();
  });

  test("that is no longer there says so and leads on", async () => {
    const { user } = openWindow("#/people/view/view-gone");
    await screen.findByText("This view is no longer there");
    await user.click(screen.getByRole("button", { name: "Show all candidates" }));
    await waitForElement("[data-person-id]");
  });

  test("that is changed elsewhere is read again", async () => {
    const { platform } = await openView();
    const view = platform.world.views[0];
    if (view) view.name = "Nights";
    act(() => platform.change(["view", "view-night"]));
    expect(await screen.findByRole("heading", { name: "Nights", level: 1 })).toBeInTheDocument();
  });
});
