import { useMutation, useQueryClient } from "@tanstack/react-query";
import { keys } from "../../app/query-keys";
import type { SyncState } from "../../contract/types";

/** A call that changes by which ways webhooks come, and answers how they come now. */
export function useFeedCall<T>(call: (argument: T) => Promise<SyncState>) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: call,
    onSuccess: (sync) => queryClient.setQueryData(keys.sync, sync),
  });
}
