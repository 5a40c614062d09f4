import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { keys } from "../../app/query-keys";
import type { PeopleFilter, PeoplePage, Person } from "../../contract/types";
import { type Paged, usePaged } from "../../lib/paged";
import { reportFailure } from "../../platform/failures";
import { usePlatform } from "../../platform/PlatformContext";
import { asFailure, type Platform } from "../../platform/platform";
import { PEOPLE_PAGE } from "../marks/show-marks";
import { MARKING } from "../marks/use-marks";
import { samePlaces, withNews } from "./people-news";
import { usePeopleHead, useShown } from "./people-total";

/** What is in the program and not on screen: so many rows more, or only another order. */
export interface News {
  added: number;
}

interface PeopleList extends Paged<Person> {
  /** Rows to scroll over; unknown until the first answer. */
  total: number | null;
  news: News | null;
  showNews: () => void;
}

interface Screen {
  /** The same for as long as the list lives. */
  filter: PeopleFilter;
  first: number;
  last: number;
  /** The row in the keys' hands, wherever it is. */
  cursor: number;
  /** Whether rows may move without moving anything under the reader's hand. */
  mayMove: () => boolean;
  /** So many rows have come in. */
  onAdded: (rows: number) => void;
}

/**
 * The table as it is on screen. What changes about somebody who is on screen is shown at once; what
 * would move rows waits until it is asked for, or until nobody is looking closely.
 */
export function usePeopleList(screen: Screen): PeopleList {
  const { filter, first, last, cursor } = screen;
  const platform = usePlatform();
  const head = usePeopleHead(filter);
  const shown = useShown(filter);
  const pages = usePaged<Person>({
    keyPrefix: keys.peoplePagesOf(filter),
    pageSize: PEOPLE_PAGE,
    first,
    last,
    also: cursor,
    fetchPage: (page) => readPage(platform, filter, page),
  });
  const { news, showNews } = useNews(screen, head.data, head.dataUpdatedAt, shown);

  return {
    rowAt: pages.rowAt,
    total: shown ?? head.data?.total ?? null,
    news,
    showNews,
    failure: head.error && !head.data ? asFailure(head.error) : pages.failure,
    retry: () => {
      void head.refetch();
      pages.retry();
    },
  };
}

/** Compares what is on screen with each new answer about how many there are. */
function useNews(
  screen: Screen,
  head: PeoplePage | undefined,
  answeredAt: number,
  shown: number | undefined,
): { news: News | null; showNews: () => void } {
  const { filter } = screen;
  const platform = usePlatform();
  const queryClient = useQueryClient();
  const [news, setNews] = useState<News | null>(null);
  const latest = useRef({ screen, shown });
  latest.current = { screen, shown };
  const compared = useRef(0);

  const adopt = useCallback(
    (total: number) => {
      setNews(null);
      queryClient.setQueryData(keys.peopleShown(filter), total);
      return queryClient.invalidateQueries({ queryKey: keys.peoplePagesOf(filter) });
    },
    [queryClient, filter],
  );

  useEffect(() => {
    if (!head || compared.current === answeredAt) return;
    const isFirst = compared.current === 0;
    compared.current = answeredAt;
    if (latest.current.shown === undefined) {
      // Nothing is held back: this is how it is, the first time or after something was undone.
      setNews(null);
      queryClient.setQueryData(keys.peopleShown(filter), head.total);
      return;
    }
    if (isFirst && latest.current.shown === head.total) return;
    void readShown(platform, queryClient, filter).then((fresh) => {
      const { screen: now, shown: rows = head.total } = latest.current;
      if (compared.current !== answeredAt || queryClient.isMutating({ mutationKey: MARKING }) > 0) {
        return;
      }
      const added = Math.max(0, head.total - rows);
      const isSame = rows === head.total && fresh.every(samePlaces);
      showInPlace(queryClient, filter, fresh);
      if (isSame) setNews(null);
      else if (now.mayMove()) {
        void adopt(head.total).then(() => {
          if (added > 0) now.onAdded(added);
        });
      } else setNews({ added });
    });
  }, [head, answeredAt, filter, platform, queryClient, adopt]);

  const showNews = useCallback(() => {
    const total = queryClient.getQueryData<PeoplePage>(keys.peopleHead(filter))?.total;
    if (total !== undefined) void adopt(total);
  }, [adopt, filter, queryClient]);
  return { news, showNews };
}

async function readPage(platform: Platform, filter: PeopleFilter, page: number): Promise<Person[]> {
  const query = { filter, offset: page * PEOPLE_PAGE, limit: PEOPLE_PAGE };
  return (await platform.call("people", query)).rows;
}

interface ReadPage {
  page: number;
  onScreen: readonly Person[];
  fresh: readonly Person[];
}

/** The pages that are on screen, as they are in the program. */
async function readShown(
  platform: Platform,
  queryClient: QueryClient,
  filter: PeopleFilter,
): Promise<ReadPage[]> {
  const queryKey = keys.peoplePagesOf(filter);
  const active = queryClient.getQueryCache().findAll({ queryKey, type: "active" });
  return await Promise.all(
    active.map(async (query) => {
      const page = Number(query.queryKey.at(-1));
      const fresh = await readPage(platform, filter, page).catch((thrown: unknown) => {
        reportFailure(thrown);
        return null;
      });
      const onScreen = queryClient.getQueryData<Person[]>(query.queryKey) ?? [];
      return { page, onScreen, fresh: fresh ?? onScreen };
    }),
  );
}

/** Shows what is new about those who are on screen, each in the place where they are. */
function showInPlace(
  queryClient: QueryClient,
  filter: PeopleFilter,
  read: readonly ReadPage[],
): void {
  const byId = new Map(read.flatMap(({ fresh }) => fresh).map((one) => [one.candidate_id, one]));
  for (const one of read) {
    const rest = samePlaces(one) ? one.fresh.slice(one.onScreen.length) : [];
    queryClient.setQueryData<Person[]>([...keys.peoplePagesOf(filter), one.page], (rows) => {
      if (!rows) return rows;
      const shown = withNews(rows, byId);
      return rest.length > 0 ? [...shown, ...rest] : shown;
    });
  }
}
