import { useMutation, useQueryClient } from "@tanstack/react-query";
import { takeSync } from "../../app/sync-state";
import type { SyncState } from "../../contract/types";

/** A call that changes by which ways webhooks come, and answers how they come now. */
export function useFeedCall<T>(call: (argument: T) => Promise<SyncState>) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: call,
    onSuccess: (sync) => takeSync(queryClient, sync),
  });
}
