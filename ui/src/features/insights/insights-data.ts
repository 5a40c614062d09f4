import { keepPreviousData, useMutation, useQuery } from "@tanstack/react-query";
import { keys } from "../../app/query-keys";
import type { InsightsQuery, SaveText } from "../../contract/types";
import { usePlatform } from "../../platform/PlatformContext";

/** The figures; those of the choice before stay until the new ones are counted. */
export function useInsights(query: InsightsQuery) {
  const platform = usePlatform();
  return useQuery({
    queryKey: keys.insights(query),
    queryFn: () => platform.call("insights", query),
    placeholderData: keepPreviousData,
  });
}

/** Writes a file into the downloads folder. */
export function useSaveFile() {
  const platform = usePlatform();
  return useMutation({ mutationFn: (file: SaveText) => platform.call("save_text", file) });
}
