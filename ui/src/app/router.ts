import { useSyncExternalStore } from "react";
import type { Target } from "../contract/types";

/** Every place in the window that has an address. */
export type Route =
  | { screen: "inbox"; unread?: true }
  | { screen: "pipeline"; flowId: string | null }
  /** `at`: the second of the recording to begin with. */
  | { screen: "candidate"; candidateId: number; interviewId: string | null; at?: number | null }
  | { screen: "search"; q: string }
  | { screen: "compare"; ids: number[]; flowId: string | null }
  | { screen: "settings"; section?: SettingsSection }
  | { screen: "flows" }
  | { screen: "new-flow" }
  | { screen: "invite-many"; flowId: string | null }
  | { screen: "batch"; batchId: number };

/** A section of the settings that a banner leads to. */
export type SettingsSection = "relay" | "channel";

/** The id of the field to fill in there. */
export function fieldOf(section: SettingsSection): string {
  return `field-${section}`;
}

/** The place that a location's hash names. An address that means nothing leads to the inbox. */
export function parseHash(hash: string): Route {
  const [path = "", search = ""] = hash.replace(/^#/u, "").split("?");
  const [screen, id, rest] = path.split("/").filter((part) => part !== "");
  if (screen === "pipeline") return { screen, flowId: id ? decode(id) : null };
  if (screen === "settings") {
    return id === "relay" || id === "channel" ? { screen, section: id } : { screen };
  }
  if (screen === "flows") return parseFlows(id, rest);
  if (screen === "candidate" && id && /^\d+$/u.test(id)) {
    return { screen, candidateId: Number(id), ...parseMoment(new URLSearchParams(search)) };
  }
  if (screen === "search") return { screen, q: new URLSearchParams(search).get("q") ?? "" };
  if (screen === "compare") return parseCompare(new URLSearchParams(search));
  return search === "unread" ? { screen: "inbox", unread: true } : { screen: "inbox" };
}

function parseMoment(search: URLSearchParams): { interviewId: string | null; at?: number } {
  const at = search.get("at") ?? "";
  const interviewId = search.get("interview");
  return /^\d+$/u.test(at) ? { interviewId, at: Number(at) } : { interviewId };
}

function parseCompare(search: URLSearchParams): Route {
  const ids = (search.get("ids") ?? "").split(",").filter((id) => /^\d+$/u.test(id));
  return { screen: "compare", ids: ids.map(Number), flowId: search.get("flow") };
}

function parseFlows(place: string | undefined, id: string | undefined): Route {
  if (place === "new") return { screen: "new-flow" };
  if (place === "invite") return { screen: "invite-many", flowId: id ? decode(id) : null };
  if (place === "batch" && id && /^\d+$/u.test(id)) {
    return { screen: "batch", batchId: Number(id) };
  }
  return { screen: "flows" };
}

/** The address of a place. */
export function hashOf(route: Route): string {
  switch (route.screen) {
    case "pipeline":
      return route.flowId ? `#/pipeline/${encodeURIComponent(route.flowId)}` : "#/pipeline";
    case "candidate": {
      const { candidateId, interviewId, at = null } = route;
      const search = new URLSearchParams();
      if (interviewId) search.set("interview", interviewId);
      if (at !== null) search.set("at", String(Math.floor(at)));
      return `#/candidate/${candidateId}${search.size > 0 ? `?${search}` : ""}`;
    }
    case "search":
      return route.q ? `#/search?${new URLSearchParams({ q: route.q })}` : "#/search";
    case "compare": {
      const flow = route.flowId ? `&${new URLSearchParams({ flow: route.flowId })}` : "";
      return `#/compare?ids=${route.ids.join(",")}${flow}`;
    }
    case "inbox":
      return route.unread ? "#/inbox?unread" : "#/inbox";
    case "settings":
      return route.section ? `#/settings/${route.section}` : "#/settings";
    case "flows":
      return `#/${route.screen}`;
    case "new-flow":
      return "#/flows/new";
    case "invite-many":
      return route.flowId ? `#/flows/invite/${encodeURIComponent(route.flowId)}` : "#/flows/invite";
    case "batch":
      return `#/flows/batch/${route.batchId}`;
  }
}

/** Where a click on a notification leads. */
export function routeOf(target: Target): Route {
  if (target.screen === "inbox") return { screen: "inbox", unread: true };
  return {
    screen: "candidate",
    candidateId: target.candidate_id,
    interviewId: target.interview_id,
  };
}

export function navigate(route: Route, how: { replace?: boolean } = {}): void {
  const hash = hashOf(route);
  if (hash === window.location.hash) return;
  if (how.replace) {
    window.history.replaceState(window.history.state, "", hash);
    // Replacing fires nothing by itself.
    window.dispatchEvent(new HashChangeEvent("hashchange"));
  } else {
    window.location.hash = hash;
  }
}

export function useRoute(): Route {
  const hash = useSyncExternalStore(subscribe, readHash);
  return parseHash(hash);
}

function subscribe(changed: () => void): () => void {
  window.addEventListener("hashchange", changed);
  window.addEventListener("popstate", changed);
  return () => {
    window.removeEventListener("hashchange", changed);
    window.removeEventListener("popstate", changed);
  };
}

function readHash(): string {
  return window.location.hash;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
