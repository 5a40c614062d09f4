import { type QueryClient, useMutation, useQueryClient } from "@tanstack/react-query";
import type { AppState } from "../contract/types";
import { usePlatform } from "../platform/PlatformContext";
import { forgetMemory } from "./kept-memory";
import { forgetPlace } from "./place";
import { keys } from "./query-keys";
import { navigate } from "./router";

/** Begins another of the program's lives: nothing of the one before may be shown in it. */
function begin(queryClient: QueryClient, app: AppState): void {
  const before = queryClient.getQueryData<AppState>(keys.app);
  const predicate = ({ queryKey }: { queryKey: readonly unknown[] }) => queryKey[0] !== keys.app[0];
  navigate({ screen: "inbox" }, { replace: true });
  forgetPlace();
  forgetMemory();
  queryClient.setQueryData(keys.app, app);
  // The same phase keeps the same screens, which must read anew; another one brings its own.
  if (before?.phase === app.phase) void queryClient.resetQueries({ predicate });
  else queryClient.removeQueries({ predicate });
}

export function useConnect() {
  const platform = usePlatform();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (apiKey: string) => platform.call("connect", { api_key: apiKey }),
    onSuccess: (app) => begin(queryClient, app),
  });
}

export function useExploreSample() {
  const platform = usePlatform();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => platform.call("explore_sample"),
    onSuccess: (app) => begin(queryClient, app),
  });
}

export function useLeaveSample() {
  const platform = usePlatform();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => platform.call("leave_sample"),
    onSuccess: (app) => begin(queryClient, app),
  });
}
