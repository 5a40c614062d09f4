import { waitFor } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { EVERYONE } from "../features/people/people-filter";
import { FakePlatform } from "../platform/fake";
import { follow } from "./live";
import { createQueryClient } from "./query-client";
import { keys } from "./query-keys";

const filters = {
  flowId: null,
  kind: null,
  unreadOnly: false,
  includeDone: false,
  starredOnly: false,
  snoozed: false,
};

describe("what the program says has changed", () => {
  let platform: FakePlatform;
  let queryClient = createQueryClient();
  let stop = () => {};

  beforeEach(async () => {
    platform = new FakePlatform();
    queryClient = createQueryClient();
    stop = follow(platform, queryClient);
    // The first event of all makes everything stale; what is tested comes after it.
    platform.change(["settings", "x"]);
    await waitFor(() =>
      expect(platform.calls.some(({ name }) => name === "take_target")).toBe(true),
    );
    const cached = [
      keys.app,
      keys.sync,
      keys.settings,
      keys.flows,
      keys.board("flow-backend"),
      keys.board("flow-data"),
      [...keys.cards("flow-backend", "none"), 0],
      [...keys.cards("flow-data", "none"), 0],
      keys.inboxUnread,
      keys.inboxHead(filters),
      [...keys.inboxPages(filters), 0],
      keys.candidate(1000),
      keys.candidate(1001),
      keys.interview("interview-0-0"),
      keys.interview("interview-1-0"),
      keys.peopleHead(EVERYONE),
      [...keys.peoplePagesOf(EVERYONE), 0],
      keys.peopleShown(EVERYONE),
      keys.tags,
      keys.views,
    ];
    for (const key of cached) queryClient.setQueryData(key, dataFor(key));
  });

  afterEach(() => stop());

  function dataFor(key: readonly unknown[]) {
    const person = platform.world.people.find(({ detail }) => detail.candidate_id === key[1]);
    return person ? person.detail : { some: "data" };
  }

  function stale(): string[] {
    return queryClient
      .getQueryCache()
      .getAll()
      .filter((query) => query.state.isInvalidated)
      .map(({ queryKey }) => queryKey.filter((part) => typeof part !== "object").join(" "))
      .sort();
  }

  test("about one flow leaves the other flows' boards alone", async () => {
    platform.change(["flow", "flow-data"]);
    await waitFor(() =>
      expect(stale()).toEqual([
        "board flow-data",
        "cards flow-data none 0",
        "flows",
        "people head",
        "people page 0",
      ]),
    );
  });

  test("about one candidate leaves the other candidates and the inbox alone", async () => {
    platform.change(["candidate", "1001"]);
    await waitFor(() =>
      expect(stale()).toEqual([
        "board flow-backend",
        "board flow-data",
        "candidate 1001",
        "cards flow-backend none 0",
        "cards flow-data none 0",
        "flows",
        "people head",
        "people page 0",
      ]),
    );
  });

  test("about one interview reaches the candidate who lists it", async () => {
    platform.change(["interview", "interview-1-0"]);
    await waitFor(() =>
      expect(stale()).toEqual([
        "candidate 1001",
        "flows",
        "interview interview-1-0",
        "people head",
        "people page 0",
      ]),
    );
  });

  test("about marks reaches who is marked, the cards and the table, and no facts", async () => {
    platform.change(["mark", "1001"]);
    await waitFor(() =>
      expect(stale()).toEqual([
        "candidate 1001",
        "cards flow-backend none 0",
        "cards flow-data none 0",
        "people head",
        "people page 0",
        "tags",
      ]),
    );
  });

  test("about a view touches nothing but the views", async () => {
    platform.change(["view", "view-1"]);
    await waitFor(() => expect(stale()).toEqual(["views"]));
  });

  test("about the inbox touches nothing else", async () => {
    platform.change(["inbox", "50001"]);
    await waitFor(() => expect(stale()).toEqual(["inbox head", "inbox page 0", "inbox unread"]));
  });

  test("about deliveries and settings touches those", async () => {
    platform.change(["delivery", "d-1"], ["settings", "all"]);
    await waitFor(() => expect(stale()).toEqual(["settings", "sync"]));
  });

  test("makes everything stale when some of it is no longer kept", async () => {
    platform.keepsChanges = false;
    platform.change(["inbox", "50001"]);
    await waitFor(() => expect(stale()).toHaveLength(19));
  });

  test("makes everything stale when it cannot be read", async () => {
    platform.fail("changes_since", "storage");
    platform.change(["inbox", "50001"]);
    await waitFor(() => expect(stale()).toHaveLength(19));
  });

  test("is asked for from the last number that was read", async () => {
    platform.change(["inbox", "1"]);
    await waitFor(() => expect(stale()).not.toHaveLength(0));
    platform.change(["inbox", "2"]);
    await waitFor(() => {
      const asked = platform.calls.filter(({ name }) => name === "changes_since");
      expect(asked.map(({ argument }) => argument)).toEqual([1, 2]);
    });
  });

  test("is not lost when it happens while the one before is being read", async () => {
    const release = platform.stall("changes_since");
    platform.change(["flow", "flow-data"]);
    const asked = () => platform.calls.filter(({ name }) => name === "changes_since").length;
    await waitFor(() => expect(asked()).toBe(1));
    platform.change(["inbox", "50001"]);
    release();
    await waitFor(() => expect(stale()).toContain("inbox unread"));
    expect(stale(), "nothing was unknown").not.toContain("settings");
  });

  test("comes with the state of synchronisation without asking for it", () => {
    platform.setSync({ mode: "offline" });
    expect(queryClient.getQueryData(keys.sync)).toMatchObject({ mode: "offline" });
  });
});
