import { skipToken, useQuery } from "@tanstack/react-query";
import { keys } from "../../app/query-keys";
import type { PeopleFilter } from "../../contract/types";
import { usePlatform } from "../../platform/PlatformContext";

/** How many match, as the program last said. */
export function usePeopleHead(filter: PeopleFilter) {
  const platform = usePlatform();
  return useQuery({
    queryKey: keys.peopleHead(filter),
    queryFn: () => platform.call("people", { filter, offset: 0, limit: 1 }),
  });
}

/** How many rows the table has on screen, where it holds any back. */
export function useShown(filter: PeopleFilter): number | undefined {
  return useQuery<number>({ queryKey: keys.peopleShown(filter), queryFn: skipToken }).data;
}

/** How many the table shows, once that is known. */
export function useTotal(filter: PeopleFilter): number | null {
  const head = usePeopleHead(filter);
  return useShown(filter) ?? head.data?.total ?? null;
}
