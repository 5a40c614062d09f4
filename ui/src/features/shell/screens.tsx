import { type ComponentType, useEffect } from "react";
import type { Route } from "../../app/router";
import type { AppState } from "../../contract/types";
import { later } from "../../lib/later";
import { InboxScreen } from "../inbox/InboxScreen";
import styles from "./Shell.module.css";

// None of these is on the way to the first screen.
const CandidateScreen = screen(
  async () => (await import("../candidate/CandidateScreen")).CandidateScreen,
);
const CompareScreen = screen(async () => (await import("../compare/CompareScreen")).CompareScreen);
const FlowsPlace = screen(async () => (await import("../flows/FlowsPlace")).FlowsPlace);
const InsightsScreen = screen(
  async () => (await import("../insights/InsightsScreen")).InsightsScreen,
);
const PeopleScreen = screen(async () => (await import("../people/PeopleScreen")).PeopleScreen);
const PipelineScreen = screen(
  async () => (await import("../pipeline/PipelineScreen")).PipelineScreen,
);
const SearchScreen = screen(async () => (await import("../search/SearchScreen")).SearchScreen);
const SettingsScreen = screen(
  async () => (await import("../settings/SettingsScreen")).SettingsScreen,
);

interface Props {
  route: Route;
  app: AppState;
}

/** The screen of an address. */
export function Screen({ route, app }: Props) {
  switch (route.screen) {
    case "inbox":
      return (
        <>
          <InboxScreen onlyUnread={route.unread === true} />
          <Arrival />
        </>
      );
    case "pipeline":
      return <PipelineScreen flowId={route.flowId} />;
    case "candidate":
      return (
        <CandidateScreen
          key={route.candidateId}
          candidateId={route.candidateId}
          interviewId={route.interviewId}
          at={route.at ?? null}
        />
      );
    case "flows":
    case "flow":
    case "new-flow":
    case "invite-many":
    case "batch":
      return <FlowsPlace route={route} />;
    case "settings":
      return <SettingsScreen app={app} section={route.section ?? null} />;
    case "insights":
      return <InsightsScreen search={route.search} />;
    case "people":
      return <PeopleScreen f={route.f} viewId={route.viewId} />;
    case "search":
      return <SearchScreen q={route.q} />;
    case "compare":
      return <CompareScreen ids={route.ids} flowId={route.flowId} />;
  }
}

function screen<Place extends object>(
  read: () => Promise<ComponentType<Place>>,
): ComponentType<Place> {
  const shown = async () => {
    const Chosen = await read();
    return (place: Place) => (
      <>
        <Chosen {...place} />
        <Arrival />
      </>
    );
  };
  return later(shown, () => <main className={styles.pending} />);
}

/**
 * Takes the focus to a screen once it is there: what had it went with the screen before, and reading
 * goes on where the new one begins.
 */
function Arrival() {
  useEffect(() => {
    if (document.activeElement !== document.body) return;
    const main = document.querySelector("main");
    main?.setAttribute("tabindex", "-1");
    main?.focus();
  }, []);
  return null;
}
