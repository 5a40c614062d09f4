import { cleanup, screen, waitFor } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import { openWindow, screenNamed, waitForElement } from "../test/render";
import { KeptMemory } from "./kept-memory";

describe("a window that is opened again", () => {
  test("shows the place where it was closed", async () => {
    openWindow("#/pipeline/flow-data");
    await screenNamed("pipeline");
    cleanup();
    openWindow("");
    await screenNamed("pipeline");
    expect(window.location.hash).toBe("#/pipeline/flow-data");
  });

  test("follows an address rather than its memory", async () => {
    openWindow("#/pipeline");
    await screenNamed("pipeline");
    cleanup();
    openWindow("#/settings");
    await screenNamed("settings");
  });

  test("has the same row under its cursor", async () => {
    const { user } = openWindow("#/flows");
    await waitForElement("[data-flow-id]");
    await user.keyboard("jj");
    cleanup();
    openWindow("#/flows");
    await waitFor(() =>
      expect(document.querySelector('[data-flow-id="flow-data"]')).toHaveAttribute(
        "data-active",
        "true",
      ),
    );
  });

  test("does not write down what somebody was writing", async () => {
    const { user } = openWindow("#/flows/new");
    await user.type(await screen.findByLabelText("Title"), "Night Driver");
    cleanup();
    expect(JSON.stringify(localStorage)).not.toContain("Night Driver");
  });

  test("does not write down what somebody searched for", async () => {
    openWindow("#/search?q=jane%20doe");
    await screenNamed("search");
    cleanup();
    expect(localStorage.getItem("place")).toBe("#/search");
    expect(localStorage.getItem("memory") ?? "").not.toMatch(/jane/iu);
    openWindow("");
    await screenNamed("search");
    expect(window.location.hash).toBe("#/search");
  });

  test("writes down its place on a board, and no filter with a name", () => {
    const memory = new KeptMemory("1");
    memory.set("board-place-flow-data", { column: "none", index: 3 });
    memory.set("people-place", { listName: '{"name":"jane"}', index: 3 });
    memory.set("note 1000", "about Jane");
    memory.write();
    expect([...new KeptMemory("1").keys()]).toEqual(["board-place-flow-data"]);
    expect(localStorage.getItem("memory")).not.toMatch(/jane/iu);
    expect([...new KeptMemory("2")], "another version may mean something else").toEqual([]);
  });

  test("remembers nothing of sample data", async () => {
    openWindow("#/pipeline/flow-data", { phase: "sample" });
    await screenNamed("pipeline");
    cleanup();
    openWindow("");
    await screenNamed("inbox");
  });

  test("begins at the inbox with another life of the program", async () => {
    const { user } = openWindow("#/settings");
    await user.click(await screen.findByRole("button", { name: "Change API key" }));
    await user.type(screen.getByLabelText("API key"), "8d9c{Enter}");
    await screenNamed("inbox");
    cleanup();
    openWindow("");
    await screenNamed("inbox");
  });

  test("is not kept from opening by a memory that makes no sense", async () => {
    localStorage.setItem("memory", "{nonsense");
    openWindow("#/flows");
    await waitForElement("[data-flow-id]");
  });
});
