import { QueryClient } from "@tanstack/react-query";
import { asFailure } from "../platform/platform";

/**
 * Answers stay good until a change says otherwise: the cache behind the commands is local, and it
 * tells what has changed. So nothing is read again because of time, focus or a network coming back.
 */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Number.POSITIVE_INFINITY,
        gcTime: 5 * 60_000,
        networkMode: "always",
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        // A busy cache is worth one more try; the other failures are answers.
        retry: (tries, error) => tries < 1 && asFailure(error).code === "storage",
        retryDelay: 200,
      },
      mutations: { networkMode: "always" },
    },
  });
}
