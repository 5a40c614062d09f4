import { type QueryKey, useQueries } from "@tanstack/react-query";
import { asFailure, type CommandFailure } from "../platform/platform";

export interface Paged<Row> {
  /** The row at a place of the whole list; nothing while its page is on its way. */
  rowAt: (index: number) => Row | undefined;
  /** Why a page that is on screen could not be read. */
  failure: CommandFailure | null;
  retry: () => void;
}

/** Pages out of sight go after so long: reading one again takes a few milliseconds. */
const KEPT_MS = 30_000;

interface Request<Row> {
  keyPrefix: QueryKey;
  pageSize: number;
  /** The places on screen, both inclusive. */
  first: number;
  last: number;
  /** One more place that is needed although it may be out of sight. */
  also?: number | undefined;
  fetchPage: (page: number) => Promise<readonly Row[]>;
}

/** Reads those pages of a long list that are on screen; pages once read come from the cache. */
export function usePaged<Row>(request: Request<Row>): Paged<Row> {
  const { keyPrefix, pageSize, first, last, also, fetchPage } = request;
  const from = Math.floor(Math.max(0, first) / pageSize);
  const to = Math.floor(Math.max(0, last) / pageSize);
  const pages = Array.from({ length: to - from + 1 }, (_, index) => from + index);
  const extra = also === undefined ? from : Math.floor(also / pageSize);
  if (extra < from || extra > to) pages.push(extra);
  const results = useQueries({
    queries: pages.map((page) => ({
      queryKey: [...keyPrefix, page],
      queryFn: () => fetchPage(page),
      gcTime: KEPT_MS,
    })),
  });
  const rowAt = (index: number) => {
    const page = Math.floor(index / pageSize);
    return results[pages.indexOf(page)]?.data?.[index - page * pageSize];
  };
  const failed = results.find(({ error, data: rows }) => error !== null && rows === undefined);
  return {
    rowAt,
    failure: failed ? asFailure(failed.error) : null,
    retry: () => {
      for (const result of results) if (result.error) void result.refetch();
    },
  };
}

/** The part of a list that is read for what is on screen: whole pages, and a little ahead. */
export function partToRead(
  range: { startIndex: number; endIndex: number },
  pageSize: number,
): { first: number; last: number } {
  const ahead = Math.floor(pageSize / 4);
  const first = Math.max(0, range.startIndex - ahead);
  const last = range.endIndex + ahead;
  // Whole pages, so that scrolling inside of one changes nothing.
  return { first: first - (first % pageSize), last: last - (last % pageSize) };
}
