import type { QueryClient } from "@tanstack/react-query";
import { keys } from "../../app/query-keys";
import type {
  CandidateDetail,
  CandidateMarks,
  Card,
  PeopleFilter,
  PeoplePage,
  Person,
} from "../../contract/types";
import { withoutRows } from "../../lib/pages";
import { type MarkChange, sameTag, withChange } from "./mark-change";

/** The table's pages hold so many rows. */
export const PEOPLE_PAGE = 100;

/** Shows a change of marks wherever the candidates are on screen or in the cache. */
export function showChange(
  queryClient: QueryClient,
  ids: ReadonlySet<number>,
  change: MarkChange,
  now: number,
): void {
  const changed = <T extends { candidate_id: number; marks: CandidateMarks }>(row: T): T => {
    if (!ids.has(row.candidate_id)) return row;
    const marks = withChange(row.marks, change, now);
    return marks === row.marks ? row : { ...row, marks };
  };
  for (const id of ids.size > 50 ? [] : ids) {
    queryClient.setQueryData<CandidateDetail>(keys.candidate(id), (detail) =>
      detail ? changed(detail) : detail,
    );
  }
  queryClient.setQueriesData<Card[]>({ queryKey: keys.allCards }, (cards) => cards?.map(changed));
  showInTable(queryClient, changed, change);
}

/** In the table, who no longer fits the filter leaves at once, and the rows below move up. */
function showInTable(
  queryClient: QueryClient,
  changed: (row: Person) => Person,
  change: MarkChange,
): void {
  const lists = new Map<string, { filter: PeopleFilter; pages: Map<number, Person[]> }>();
  for (const [key, rows] of queryClient.getQueriesData<Person[]>({ queryKey: keys.peoplePages })) {
    const [, , filter, page] = key as [string, string, PeopleFilter, number];
    const name = JSON.stringify(filter);
    const list = lists.get(name) ?? { filter, pages: new Map<number, Person[]>() };
    if (rows) list.pages.set(page, rows);
    lists.set(name, list);
  }
  for (const { filter, pages } of lists.values()) {
    const gone = new Set<number>();
    for (const [page, rows] of pages) {
      const next = rows.map(changed);
      next.forEach((row, index) => {
        if (row !== rows[index] && leaves(filter, change)) gone.add(row.candidate_id);
      });
      if (next.some((row, index) => row !== rows[index])) pages.set(page, next);
    }
    const idOf = ({ candidate_id }: Person) => candidate_id;
    const shown = gone.size > 0 ? withoutRows(pages, gone, PEOPLE_PAGE, idOf) : pages;
    for (const [page, rows] of shown) {
      queryClient.setQueryData([...keys.peoplePagesOf(filter), page], rows);
    }
    if (gone.size > 0) countWithout(queryClient, filter, gone.size);
  }
}

/** Whether somebody whom a list with this filter shows, and whom the change changes, leaves it. */
export function leaves(filter: PeopleFilter, change: MarkChange): boolean {
  if (change.kind === "star") return filter.starred !== null && filter.starred !== change.on;
  if (change.kind === "review") return filter.reviewed !== null && filter.reviewed !== change.on;
  return filter.tag !== null && sameTag(filter.tag, change.tag) && !change.on;
}

function countWithout(queryClient: QueryClient, filter: PeopleFilter, gone: number): void {
  queryClient.setQueryData<number>(keys.peopleShown(filter), (shown) =>
    shown === undefined ? shown : Math.max(0, shown - gone),
  );
  const headKey = keys.peopleHead(filter);
  // Not an answer, so it must not look like one: the list would be compared with it too early.
  const updatedAt = queryClient.getQueryState(headKey)?.dataUpdatedAt ?? 0;
  queryClient.setQueryData<PeoplePage>(
    headKey,
    (head) => (head ? { ...head, total: Math.max(0, head.total - gone) } : head),
    { updatedAt },
  );
}

/** Takes the table as it is now in the program, also where rows move. */
export function readTableAnew(queryClient: QueryClient): Promise<void> {
  queryClient.removeQueries({ queryKey: ["people", "shown"] });
  return queryClient.invalidateQueries({ queryKey: keys.people });
}
