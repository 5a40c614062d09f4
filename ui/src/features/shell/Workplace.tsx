import type { Route } from "../../app/router";
import { OpeningNotice } from "../../components/OpeningNotice";
import type { AppState } from "../../contract/types";
import { later } from "../../lib/later";
import { noticeOffer } from "../first-run/notice-offer";
import { Banners } from "./Banners";
import { ScreenBoundary } from "./ScreenBoundary";
import { Screen } from "./screens";

const NoticeOffer = later(async () => (await import("../first-run/NoticeOffer")).NoticeOffer);

/** What stands beside the sidebar: notices, banners, one screen. */
export function Workplace({ route, app }: { route: Route; app: AppState }) {
  const isOffered = noticeOffer.use() === "due" && app.phase === "connected";
  return (
    <>
      <OpeningNotice notice={app.notice} />
      <Banners phase={app.phase} />
      {isOffered ? <NoticeOffer /> : null}
      <ScreenBoundary key={route.screen}>
        <Screen route={route} app={app} />
      </ScreenBoundary>
    </>
  );
}
