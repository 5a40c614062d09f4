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
    { screen: "flow", flowId: "a flow/with signs?" },
    { screen: "new-flow" },
    { screen: "settings", section: "organisation" },
    { screen: "invite-many", flowId: null },
    { screen: "invite-many", flowId: "a flow/with signs?" },
    { screen: "batch", batchId: 12 },
    { screen: "pipeline", flowId: null },
    { screen: "pipeline", flowId: "a flow/with signs?" },
    { screen: "settings", section: "diagnostics" },
    { screen: "people", f: null, viewId: null },
    { screen: "people", f: '{"column":"status:a, b & c?"}', viewId: null },
    { screen: "people", f: null, viewId: "a/b" },
    { screen: "people", f: '{"starred":true}', viewId: "v-1" },
    { screen: "search", q: "" },
    { screen: "search", q: 'flow:"a b" 100% + #1?' },
    { screen: "compare", ids: [], flowId: null },
    { screen: "compare", ids: [1, 22], flowId: "f&g" },
    { screen: "insights", search: "" },
    { screen: "insights", search: "period=7&flow=x" },
    { screen: "candidate", candidateId: 1007, interviewId: null, at: null },
    { screen: "candidate", candidateId: 1007, interviewId: "b&c", at: null },
    { screen: "candidate", candidateId: 1007, interviewId: "b&c", at: 123.5 },
    { screen: "candidate", candidateId: 1007, interviewId: "b", at: 0 },
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

  test("of a moment that is none lead to the page", () => {
    const place = { screen: "candidate", candidateId: 5, interviewId: "x", at: null };
    expect(parseHash("#/candidate/5?interview=x&at=noon")).toEqual(place);
    expect(parseHash("#/candidate/5?interview=x&at=-3")).toEqual(place);
  });

  test("of a comparison are read out easily, and leave out what is no number", () => {
    expect(hashOf({ screen: "compare", ids: [1, 2], flowId: null })).toBe("#/compare?ids=1,2");
    expect(parseHash("#/compare?ids=1,jane,3")).toEqual({
      screen: "compare",
      ids: [1, 3],
      flowId: null,
    });
  });

  test("of a notification name the interview it is about", () => {
    const target = { screen: "candidate", candidate_id: 7, interview_id: "i-1" } as const;
    expect(hashOf(routeOf(target))).toBe("#/candidate/7?interview=i-1");
  });
});
