import type { QueryClient } from "@tanstack/react-query";
import { kept } from "../../app/kept";
import { keys } from "../../app/query-keys";
import type { AppState } from "../../contract/types";

/** Whether it was offered to tell what comes in: not before somebody was reviewed, and once. */
export const noticeOffer = kept("notice-offer", ["not-yet", "due", "answered"]);

/** Somebody was reviewed: who has got so far wants to know of the next. */
export function reviewed(queryClient: QueryClient): void {
  // Of sample data nothing is told.
  const isOwn = queryClient.getQueryData<AppState>(keys.app)?.phase === "connected";
  if (isOwn && noticeOffer.now() === "not-yet") noticeOffer.keep("due");
}
