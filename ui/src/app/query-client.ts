import { isCancelledError, MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { reportFailure } from "../platform/failures";
import { asFailure } from "../platform/platform";

/** For mutations that say themselves that they failed, in a toast. */
export const SAYS_FAILURES = { saysFailures: true } as const;

/**
 * Answers stay good until a change says otherwise: the cache behind the commands is local, and it
 * tells what has changed. So nothing is read again because of time, focus or a network coming back.
 * Every failure is reported, and shown in the window where no screen shows it.
 */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => {
        if (!isCancelledError(error)) reportFailure(error);
      },
    }),
    mutationCache: new MutationCache({
      onError: (error, _variables, _context, { meta }) => {
        if (meta !== SAYS_FAILURES) reportFailure(error);
      },
    }),
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
