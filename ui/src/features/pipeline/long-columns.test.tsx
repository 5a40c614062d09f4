import { waitFor } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { openWindow, waitForElement } from "../../test/render";

/** Whose cards have been drawn, one entry for each time. */
const drawn: number[] = [];

vi.mock("./CardFace", async (importOriginal) => {
  const original = await importOriginal<typeof import("./CardFace")>();
  const CardFace = (props: Parameters<typeof original.CardFace>[0]) => {
    drawn.push(props.card.candidate_id);
    return original.CardFace(props);
  };
  return { CardFace };
});

test("a mark on a board of thousands draws its own card again and no other", async () => {
  const { user, platform } = openWindow("#/pipeline/flow-backend", { people: 12_000 });
  await waitForElement("[data-candidate-id]");
  await user.keyboard("{ArrowRight}");
  await waitFor(() => expect(document.activeElement).toHaveAttribute("data-candidate-id"));
  const id = Number(document.activeElement?.getAttribute("data-candidate-id"));
  const reads = platform.calls.length;
  drawn.length = 0;
  await user.keyboard("s");
  // What the program tells afterwards is read again, and is the same.
  await waitFor(() =>
    expect(platform.calls.slice(reads).some(({ name }) => name === "board_cards")).toBe(true),
  );
  expect([...new Set(drawn)]).toEqual([id]);
});
