import { describe, expect, test } from "vitest";
import { hashOf, parseHash, type Route, routeOf } from "./router";

describe("addresses", () => {
  const places: Route[] = [
    { screen: "inbox" },
    { screen: "inbox", unread: true },
    { screen: "settings" },
    { screen: "settings", section: "relay" },
    { screen: "settings", section: "channel" },
    { screen: "flows" },
    { screen: "new-flow" },
    { screen: "invite-many", flowId: null },
    { screen: "invite-many", flowId: "a flow/with signs?" },
    { screen: "batch", batchId: 12 },
    { screen: "pipeline", flowId: null },
    { screen: "pipeline", flowId: "a flow/with signs?" },
    { screen: "candidate", candidateId: 1007, interviewId: null },
    { screen: "candidate", candidateId: 1007, interviewId: "b&c" },
    { screen: "candidate", candidateId: 1007, interviewId: "b&c", at: 123 },
    { screen: "search", q: "" },
    { screen: "search", q: 'flow:a "b & c" 50%' },
    { screen: "compare", ids: [1007, 1002], flowId: null },
    { screen: "compare", ids: [1007], flowId: "a flow/with signs?" },
  ];

  test.each(places)("lead back to the place they were made from: %o", (place) => {
    expect(parseHash(hashOf(place)), "an address must name its place").toEqual(place);
  });

  test.each(["", "#", "#/", "#/nowhere", "#/candidate/", "#/candidate/jane"])(
    "that mean nothing lead to the inbox: %s",
    (hash) => {
      expect(parseHash(hash)).toEqual({ screen: "inbox" });
    },
  );

  test("of a section that there is not lead to the settings", () => {
    expect(parseHash("#/settings/moon")).toEqual({ screen: "settings" });
  });

  test("of a notification name the interview it is about", () => {
    const target = { screen: "candidate", candidate_id: 7, interview_id: "i-1" } as const;
    expect(hashOf(routeOf(target))).toBe("#/candidate/7?interview=i-1");
  });
});
