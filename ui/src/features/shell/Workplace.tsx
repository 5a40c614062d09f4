import type { Route } from "../../app/router";
import { OpeningNotice } from "../../components/OpeningNotice";
import type { AppState } from "../../contract/types";
import { Banners } from "./Banners";
import { ScreenBoundary } from "./ScreenBoundary";
import { Screen } from "./screens";

/** What stands beside the sidebar: notices, banners, one screen. */
export function Workplace({ route, app }: { route: Route; app: AppState }) {
  return (
    <>
      <OpeningNotice notice={app.notice} />
      <Banners phase={app.phase} />
      <ScreenBoundary key={route.screen}>
        <Screen route={route} app={app} />
      </ScreenBoundary>
    </>
  );
}
