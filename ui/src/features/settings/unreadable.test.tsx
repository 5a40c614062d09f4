import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import type { UnreadableItem } from "../../contract/types";
import type { FakePlatform } from "../../platform/fake";
import { openWindow, waitForElement } from "../../test/render";
import { chooseLanguage } from "../../words/words";
import { unreadableReport } from "./unreadable-report";

const FIRST_SEEN = Date.UTC(2025, 10, 12);

const INTERVIEW: UnreadableItem = {
  kind: "interview",
  id: "interview-1-0",
  name: "Ada Byron",
  candidate_id: 1001,
  flow_id: "flow-backend",
  problems: [{ field: "interview_data.summary", reason: "damaged_text" }],
  is_whole: false,
  first_seen_at: FIRST_SEEN,
};
const UNKNOWN: UnreadableItem = {
  ...INTERVIEW,
  id: "sha256:5f0c",
  name: null,
  candidate_id: null,
  flow_id: null,
  problems: [{ field: "", reason: "not_json" }],
  is_whole: true,
};
const FLOW: UnreadableItem = {
  ...UNKNOWN,
  kind: "flow",
  id: "flow-data",
  name: "Data Analyst",
  flow_id: "flow-data",
  problems: [{ field: "title", reason: "wrong_type" }],
  is_whole: false,
};

function hold(platform: FakePlatform, ...items: UnreadableItem[]): void {
  platform.unreadable.splice(0, platform.unreadable.length, ...items);
  platform.setSync({ unreadable: items.length });
}

describe("what could not be read", () => {
  test("is listed with what it is, what is wrong with it and a way to it", async () => {
    openWindow("#/settings/diagnostics", {}, (platform) =>
      hold(platform, INTERVIEW, UNKNOWN, FLOW),
    );
    const name = "Items that could not be read in full";
    const table = within(await screen.findByRole("region", { name }));
    const [, interview, unknown, flow] = table.getAllByRole("row");
    expect(interview).toHaveTextContent("Nov 12, 2025");
    expect(interview).toHaveTextContent("interview_data.summary: damaged text");
    expect(table.getByRole("link", { name: "Ada Byron" })).toHaveAttribute(
      "href",
      "#/candidate/1001?interview=interview-1-0",
    );
    expect(unknown).toHaveTextContent("Nothing of it could be read.");
    expect(unknown).toHaveTextContent("not JSON");
    expect(flow).toHaveTextContent("All but this could be read:");
    expect(table.getByRole("link", { name: "Data Analyst" })).toHaveAttribute(
      "href",
      "#/pipeline/flow-data",
    );
  });

  test("is worded in German too", async () => {
    openWindow("#/settings/diagnostics", {}, (platform) => hold(platform, INTERVIEW, UNKNOWN));
    act(() => chooseLanguage("de"));
    const name = "Nicht vollständig lesbare Einträge";
    const table = within(await screen.findByRole("region", { name }));
    const [, interview, unknown] = table.getAllByRole("row");
    expect(interview).toHaveTextContent("beschädigter Text");
    expect(unknown).toHaveTextContent("kein JSON");
  });

  test("is read again on request, and the list follows what changes", async () => {
    const { platform, user } = openWindow("#/settings/diagnostics", {}, (platform) =>
      hold(platform, INTERVIEW, FLOW),
    );
    await user.click(await screen.findByRole("button", { name: "Read again" }));
    expect(platform.calls.filter(({ name }) => name === "sweep_now")).toHaveLength(1);
    expect(await screen.findByText(/^Everything is being read from Ribbon again/u)).toBeVisible();
    await waitForElement("[data-unreadable-id='interview-1-0']");
    act(() => {
      hold(platform, FLOW);
      platform.change(["unreadable", "interview-1-0"]);
    });
    await waitForElement("[data-unreadable-part]:not(:has([data-unreadable-id='interview-1-0']))");
    act(() => hold(platform));
    await screen.findByText("Everything that Ribbon sent could be read");
    expect(screen.queryByRole("button", { name: "Read again" })).not.toBeInTheDocument();
  });

  test("says what went wrong when Ribbon cannot be asked", async () => {
    const { platform, user } = openWindow("#/settings/diagnostics", {}, (platform) =>
      hold(platform, INTERVIEW),
    );
    platform.fail("sweep_now", "bad_request");
    await user.click(await screen.findByRole("button", { name: "Read again" }));
    expect(await screen.findByRole("alert")).toHaveAttribute("data-error-code", "bad_request");
  });

  test("is reported by ids and fields, without names or content", () => {
    const report = unreadableReport("0.2.0", [INTERVIEW, UNKNOWN], 7);
    expect(report).toContain("7 items from Ribbon");
    expect(report).toContain(
      "interview interview-1-0 part since 2025-11-12T00:00:00.000Z: interview_data.summary=damaged_text",
    );
    expect(report).toContain("interview sha256:5f0c whole since");
    expect(report).not.toContain("Ada");
    expect(report).toContain("the newest 2 are listed");
  });
});

describe("while something could not be read", () => {
  const banner = () => screen.findByRole("complementary", { name: "Not readable" });

  test("a banner says how many and leads to the list", async () => {
    const { platform } = openWindow("#/inbox", {}, (platform) => hold(platform, INTERVIEW, FLOW));
    expect(await banner()).toHaveTextContent("2 items from Ribbon could not be read in full.");
    expect(within(await banner()).getByRole("link", { name: "Show the list" })).toHaveAttribute(
      "href",
      "#/settings/diagnostics",
    );
    act(() => hold(platform));
    await waitFor(() =>
      expect(screen.queryByRole("complementary", { name: "Not readable" })).toBeNull(),
    );
  });

  test("the first synchronisation says so too", async () => {
    openWindow("#/inbox", {}, (platform) => {
      hold(platform, INTERVIEW);
      platform.setSync({ mode: "first_sync", interviews: 12 });
    });
    expect(await banner()).toHaveTextContent("1 item from Ribbon could not be read in full.");
    expect(await screen.findByText(/^12 interviews so far/u)).toBeVisible();
  });

  test("nothing says that all is well", async () => {
    const { platform } = openWindow("#/inbox", { people: 0 }, (platform) =>
      hold(platform, INTERVIEW),
    );
    expect(
      await screen.findByRole("heading", { name: "Nothing waits for you here" }),
    ).toBeVisible();
    expect(screen.queryByText("All done")).toBeNull();
    expect(await screen.findByRole("button", { name: /^Live · 1 not readable/u })).toBeVisible();
    act(() => hold(platform));
    expect(await screen.findByRole("heading", { name: "All done" })).toBeVisible();
    expect(await screen.findByRole("button", { name: /^Live(?! ·)/u })).toBeVisible();
  });

  test("the details of synchronisation name it", async () => {
    const { user } = openWindow("#/inbox", {}, (platform) => hold(platform, INTERVIEW, FLOW));
    await user.click(await screen.findByRole("button", { name: /^Live · 2 not readable/u }));
    const details = within(await screen.findByRole("dialog", { name: "Synchronisation" }));
    expect(details.getByText("Not readable")).toBeVisible();
  });

  test("what came in while nobody was here says it too", async () => {
    localStorage.setItem("last-active", String(Date.now() - 48 * 3_600_000));
    openWindow("#/inbox", {}, (platform) => hold(platform, INTERVIEW));
    expect(await screen.findByText(/^While you were away, 2 days: /u)).toHaveTextContent(
      "1 item from Ribbon could not be read in full.",
    );
  });
});
