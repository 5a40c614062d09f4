import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { keys } from "../../app/query-keys";
import { newerSync } from "../../app/sync-state";
import type { SyncState } from "../../contract/types";
import { usePlatform } from "../../platform/PlatformContext";

export function useSync() {
  const platform = usePlatform();
  const queryClient = useQueryClient();
  return useQuery({
    queryKey: keys.sync,
    queryFn: async () => {
      const told = await platform.call("sync_state");
      return newerSync(queryClient.getQueryData<SyncState>(keys.sync), told);
    },
  });
}

export function useSyncNow() {
  const platform = usePlatform();
  return useMutation({ mutationFn: () => platform.call("sync_now") });
}

export function useFlows() {
  const platform = usePlatform();
  return useQuery({ queryKey: keys.flows, queryFn: () => platform.call("flows") });
}

/** How many items of the whole inbox are unread. */
export function useUnreadCount(): number {
  const platform = usePlatform();
  const { data } = useQuery({
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
  return data?.unread ?? 0;
}
