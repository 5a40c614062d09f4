import { type QueryClient, queryOptions } from "@tanstack/react-query";
import { flows, savedViews, syncState, unreadCount } from "../features/shell/shell-data";
import type { Platform } from "../platform/platform";
import { keys } from "./query-keys";

/** What the window needs to know before it can show anything. */
export function appState(platform: Platform) {
  return queryOptions({ queryKey: keys.app, queryFn: () => platform.call("app_state") });
}

/**
 * Asks for what the first screen shows while the window is still being put together. Done when it is
 * known which screen that is, or that nobody can tell.
 */
export async function readAhead(platform: Platform, queryClient: QueryClient): Promise<void> {
  const app = queryClient.prefetchQuery(appState(platform));
  void queryClient.prefetchQuery(syncState(platform, queryClient));
  void queryClient.prefetchQuery(unreadCount(platform));
  void queryClient.prefetchQuery(savedViews(platform));
  void queryClient.prefetchQuery(flows(platform));
  await app;
}
