import {
  type QueryClient,
  queryOptions,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { keys } from "../../app/query-keys";
import { newerSync } from "../../app/sync-state";
import type { SyncState } from "../../contract/types";
import { usePlatform } from "../../platform/PlatformContext";
import type { Platform } from "../../platform/platform";

export function syncState(platform: Platform, queryClient: QueryClient) {
  return queryOptions({
    queryKey: keys.sync,
    queryFn: async () => {
      const told = await platform.call("sync_state");
      return newerSync(queryClient.getQueryData<SyncState>(keys.sync), told);
    },
  });
}

export function useSync() {
  return useQuery(syncState(usePlatform(), useQueryClient()));
}

export function useSyncNow() {
  const platform = usePlatform();
  return useMutation({ mutationFn: () => platform.call("sync_now") });
}

export function flows(platform: Platform) {
  return queryOptions({ queryKey: keys.flows, queryFn: () => platform.call("flows") });
}

export function useFlows() {
  return useQuery(flows(usePlatform()));
}

export function unreadCount(platform: Platform) {
  return queryOptions({
    queryKey: keys.inboxUnread,
    queryFn: () =>
      platform.call("inbox", {
        flow_id: null,
        kind: null,
        unread_only: true,
        include_done: false,
        snoozed: false,
        starred_only: false,
        offset: 0,
        limit: 1,
      }),
  });
}

/** How many items of the whole inbox are unread. */
export function useUnreadCount(): number {
  const { data } = useQuery(unreadCount(usePlatform()));
  return data?.unread ?? 0;
}

export function savedViews(platform: Platform) {
  return queryOptions({ queryKey: keys.views, queryFn: () => platform.call("saved_views") });
}

/** The views that were saved, in the order in which they were made. */
export function useViews() {
  return useQuery(savedViews(usePlatform()));
}
