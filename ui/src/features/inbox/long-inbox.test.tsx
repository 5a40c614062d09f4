import { waitFor } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { all, openWindow, waitForElement } from "../../test/render";

/** Which rows have been drawn, one entry for each time. */
const drawn: number[] = [];

vi.mock("./InboxCells", async (importOriginal) => {
  const original = await importOriginal<typeof import("./InboxCells")>();
  const InboxCells = (props: Parameters<typeof original.InboxCells>[0]) => {
    drawn.push(props.item.id);
    return original.InboxCells(props);
  };
  return { InboxCells };
});

test("a star in an inbox of thousands draws its own row again and no other", async () => {
  const { user, platform } = openWindow("#/inbox", { people: 5000 });
  await waitForElement("[data-inbox-id]");
  const id = Number(all("[data-inbox-id]")[0]?.getAttribute("data-inbox-id"));
  const reads = platform.calls.length;
  drawn.length = 0;
  await user.keyboard("s");
  await waitFor(() =>
    expect(platform.calls.slice(reads).some(({ name }) => name === "inbox")).toBe(true),
  );
  expect([...new Set(drawn)]).toEqual([id]);
});
