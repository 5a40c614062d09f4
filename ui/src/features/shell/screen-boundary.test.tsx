import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { ScreenBoundary } from "./ScreenBoundary";

let fails = true;

function Failing() {
  if (fails) throw new Error("too few points");
  return <p>Drawn</p>;
}

test("a screen that fails to draw says so, and can be tried again", async () => {
  const quiet = vi.spyOn(console, "error").mockImplementation(() => undefined);
  render(
    <ScreenBoundary>
      <Failing />
    </ScreenBoundary>,
  );
  expect(screen.getByRole("alert")).toHaveTextContent("too few points");
  fails = false;
  await userEvent.setup().click(screen.getByRole("button", { name: "Try again" }));
  expect(screen.getByText("Drawn")).toBeVisible();
  quiet.mockRestore();
});
