import { useSyncExternalStore } from "react";
import type { Target } from "../contract/types";

/** Every place in the window that has an address. */
export type Route =
  | { screen: "inbox"; unread?: true }
  | { screen: "pipeline"; flowId: string | null }
  /** A filter as the screen writes it, or a saved view; both: the view, changed so. */
  | { screen: "people"; f: string | null; viewId: string | null }
  /** `at`: seconds into the recording. */
  | { screen: "candidate"; candidateId: number; interviewId: string | null; at?: number | null }
  | { screen: "search"; q: string }
  | { screen: "compare"; ids: number[]; flowId: string | null }
  /** Period and flow as the screen writes them. */
  | { screen: "insights"; search: string }
  | { screen: "settings"; section?: SettingsSection }
  | { screen: "flows" }
  | { screen: "flow"; flowId: string }
  | { screen: "new-flow" }
  | { screen: "invite-many"; flowId: string | null }
  | { screen: "batch"; batchId: number };

/** The sections of the settings in their order. */
export const SETTINGS_SECTIONS = [
  "connection",
  "sources",
  "notifications",
  "appearance",
  "privacy",
  "keyboard",
  "marks",
  "diagnostics",
] as const;

/** What a banner leads to: a field among the webhook sources. */
export type SettingsField = "relay" | "channel" | "organisation";

/** A section of the settings, or a field in one. */
export type SettingsSection = (typeof SETTINGS_SECTIONS)[number] | SettingsField;

/** The id of the field to fill in there. */
export function fieldOf(section: SettingsField): string {
  return `field-${section}`;
}

/** The place that a location's hash names. An address that means nothing leads to the inbox. */
export function parseHash(hash: string): Route {
  const address = hash.replace(/^#/u, "");
  const [path = ""] = address.split("?", 1);
  const search = address.slice(path.length + 1);
  const asked = new URLSearchParams(search);
  const [screen, id, rest] = path.split("/").filter((part) => part !== "");
  switch (screen) {
    case "pipeline":
      return { screen, flowId: id ? decode(id) : null };
    case "people":
      return { screen, f: asked.get("f"), viewId: id === "view" && rest ? decode(rest) : null };
    case "search":
      return { screen, q: asked.get("q") ?? "" };
    case "compare":
      return { screen, ids: idsIn(asked.get("ids")), flowId: asked.get("flow") };
    case "insights":
      return { screen, search };
    case "settings":
      return parseSettings(id);
    case "flows":
      return parseFlows(id, rest);
    case "candidate":
      if (isNumber(id)) return parseCandidate(Number(id), asked);
  }
  return search === "unread" ? { screen: "inbox", unread: true } : { screen: "inbox" };
}

function parseCandidate(candidateId: number, asked: URLSearchParams): Route {
  const at = Number(asked.get("at") ?? Number.NaN);
  return {
    screen: "candidate",
    candidateId,
    interviewId: asked.get("interview"),
    at: Number.isFinite(at) && at >= 0 ? at : null,
  };
}

function parseSettings(id: string | undefined): Route {
  const sections: readonly SettingsSection[] = [
    ...SETTINGS_SECTIONS,
    "relay",
    "channel",
    "organisation",
  ];
  const section = sections.find((one) => one === id);
  return section ? { screen: "settings", section } : { screen: "settings" };
}

function idsIn(list: string | null): number[] {
  return (list ?? "").split(",").filter(isNumber).map(Number);
}

function isNumber(part: string | undefined): part is string {
  return part !== undefined && /^\d+$/u.test(part);
}

function parseFlows(place: string | undefined, id: string | undefined): Route {
  if (place === "new") return { screen: "new-flow" };
  if (place === "flow" && id) return { screen: "flow", flowId: decode(id) };
  if (place === "invite") return { screen: "invite-many", flowId: id ? decode(id) : null };
  if (place === "batch" && isNumber(id)) return { screen: "batch", batchId: Number(id) };
  return { screen: "flows" };
}

/** The address of a place. */
export function hashOf(route: Route): string {
  switch (route.screen) {
    case "pipeline":
      return route.flowId ? `#/pipeline/${encodeURIComponent(route.flowId)}` : "#/pipeline";
    case "people": {
      const view = route.viewId === null ? "" : `/view/${encodeURIComponent(route.viewId)}`;
      return withSearch(`#/people${view}`, { f: route.f });
    }
    case "candidate":
      return withSearch(`#/candidate/${route.candidateId}`, {
        interview: route.interviewId,
        at: route.at === undefined || route.at === null ? null : String(route.at),
      });
    case "search":
      return withSearch("#/search", { q: route.q });
    case "compare":
      return withSearch("#/compare", { ids: route.ids.join(","), flow: route.flowId });
    case "insights":
      return route.search ? `#/insights?${route.search}` : "#/insights";
    case "inbox":
      return route.unread ? "#/inbox?unread" : "#/inbox";
    case "settings":
      return route.section ? `#/settings/${route.section}` : "#/settings";
    case "flows":
      return `#/${route.screen}`;
    case "flow":
      return `#/flows/flow/${encodeURIComponent(route.flowId)}`;
    case "new-flow":
      return "#/flows/new";
    case "invite-many":
      return route.flowId ? `#/flows/invite/${encodeURIComponent(route.flowId)}` : "#/flows/invite";
    case "batch":
      return `#/flows/batch/${route.batchId}`;
  }
}

/** Leaves out what is empty. A comma needs no escape and reads better. */
function withSearch(path: string, parts: Record<string, string | null>): string {
  const search = Object.entries(parts)
    .filter(([, value]) => value)
    .map(([name, value]) => `${name}=${encodeURIComponent(value ?? "").replaceAll("%2C", ",")}`)
    .join("&");
  return search ? `${path}?${search}` : path;
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
