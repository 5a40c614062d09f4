import { lazy, Suspense } from "react";
import type { Route } from "../../app/router";
import type { AppState } from "../../contract/types";
import { CandidateScreen } from "../candidate/CandidateScreen";
import { InboxScreen } from "../inbox/InboxScreen";
import { PipelineScreen } from "../pipeline/PipelineScreen";
import styles from "./Shell.module.css";

// None of these is on the way to the first screen.
const CompareScreen = lazy(async () => ({
  default: (await import("../compare/CompareScreen")).CompareScreen,
}));
const FlowsPlace = lazy(async () => ({
  default: (await import("../flows/FlowsPlace")).FlowsPlace,
}));
const InsightsScreen = lazy(async () => ({
  default: (await import("../insights/InsightsScreen")).InsightsScreen,
}));
const PeopleScreen = lazy(async () => ({
  default: (await import("../people/PeopleScreen")).PeopleScreen,
}));
const SearchScreen = lazy(async () => ({
  default: (await import("../search/SearchScreen")).SearchScreen,
}));
const SettingsScreen = lazy(async () => ({
  default: (await import("../settings/SettingsScreen")).SettingsScreen,
}));

interface Props {
  route: Route;
  app: AppState;
}

/** The screen of an address. */
export function Screen({ route, app }: Props) {
  return (
    <Suspense fallback={<main className={styles.pending} data-screen={route.screen} />}>
      <Chosen route={route} app={app} />
    </Suspense>
  );
}

function Chosen({ route, app }: Props) {
  switch (route.screen) {
    case "inbox":
      return <InboxScreen onlyUnread={route.unread === true} />;
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
