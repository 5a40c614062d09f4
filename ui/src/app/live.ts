import type { Query, QueryClient, QueryFilters } from "@tanstack/react-query";
import type { CandidateDetail, Change, Changes } from "../contract/types";
import { reportFailure } from "../platform/failures";
import type { Platform } from "../platform/platform";
import { keys } from "./query-keys";
import { navigate, routeOf } from "./router";
import { takeSync } from "./sync-state";

const PATIENCE_MS = 2000;

/**
 * Keeps the cache in step with the program: reads which things changed since the last number and
 * reads again only what shows them. Returns what stops it.
 */
export function follow(platform: Platform, queryClient: QueryClient): () => void {
  let stopped = false;
  let newest: number | null = null;
  let wanted = 0;
  let reading = false;

  async function catchUp() {
    if (reading) return;
    reading = true;
    while (!stopped && (newest === null || newest < wanted)) await settled(await readNext());
    reading = false;
  }

  /** Takes in what has changed since the last number, or everything where that is unknown. */
  async function readNext(): Promise<Promise<void>[]> {
    const upTo = wanted;
    const answer = newest === null ? null : await changesSince(platform, newest);
    // An answer that goes no further would be asked for again without end.
    const goesOn = answer?.complete && answer.seq > (newest ?? 0);
    newest = Math.max(upTo, answer?.seq ?? 0);
    if (!goesOn) return invalidateAll(queryClient);
    // What was announced while this was being read is read next.
    newest = answer.seq;
    return invalidate(queryClient, answer.changes);
  }

  const stops = [
    platform.on("changed", (seq) => {
      wanted = Math.max(wanted, seq);
      void catchUp();
    }),
    platform.on("sync-state", (state) => takeSync(queryClient, state)),
    platform.on("open", (target) => navigate(routeOf(target))),
  ];
  platform.call("take_target").then((target) => {
    // Taken once is taken for good: also when the window has begun anew meanwhile.
    if (target) navigate(routeOf(target));
  }, reportFailure);
  return () => {
    stopped = true;
    for (const stop of stops) stop();
  };
}

/** Nothing where it cannot be read: not knowing what changed is the same as having missed it. */
async function changesSince(platform: Platform, seq: number): Promise<Changes | null> {
  try {
    return await platform.call("changes_since", seq);
  } catch (thrown) {
    reportFailure(thrown);
    return null;
  }
}

/**
 * Waits until what is on screen has been read again, so that a flood of changes is taken in as fast
 * as it can be shown; but one answer that does not come must not hold up all others.
 */
async function settled(work: readonly Promise<void>[]): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS);
  });
  await Promise.race([Promise.all(work), patience]);
  clearTimeout(timer);
}

/** Marks as stale what shows the changed things; what is on screen is read again at once. */
export function invalidate(queryClient: QueryClient, changes: readonly Change[]): Promise<void>[] {
  const ids = (topic: Change["topic"]) =>
    new Set(changes.filter((change) => change.topic === topic).map((change) => change.id));
  const flows = ids("flow");
  const candidates = ids("candidate");
  const interviews = ids("interview");
  const work: Promise<void>[] = [];
  const stale = (queryKey: readonly unknown[]) => work.push(readAgain(queryClient, { queryKey }));

  for (const id of flows) {
    stale(keys.board(id));
    stale(["cards", id]);
  }
  for (const id of candidates) stale(keys.candidate(Number(id)));
  for (const id of interviews) {
    stale(keys.interview(id));
    stale(keys.waveform(id));
  }
  if (candidates.size + interviews.size + ids("mark").size > 0) {
    stale(keys.searches);
    stale(keys.comparisons);
  }
  if (candidates.size > 0) {
    // A change does not say in which flow somebody moved.
    stale(keys.boards);
    stale(keys.allCards);
  }
  if (interviews.size > 0) {
    work.push(readAgain(queryClient, { predicate: (query) => lists(query, interviews) }));
  }
  if (flows.size + candidates.size + interviews.size > 0) stale(keys.flows);
  if (candidates.size + interviews.size > 0) stale(keys.allInsights);
  if (flows.size + interviews.size + ids("delivery").size > 0) {
    stale(keys.flowsPage);
    stale(keys.flowPages);
  }
  work.push(...invalidateMarks(queryClient, ids("mark"), ids("view")));
  if (flows.size + candidates.size + interviews.size > 0) work.push(...stalePeople(queryClient));
  if (flows.size + candidates.size > 0) stale(keys.peopleFacets);
  if (flows.size > 0) stale(keys.members);
  // A batch says whether its flow takes interviews.
  if (ids("invites").size + flows.size > 0) stale(keys.batches);
  // What Ribbon lists may answer what became of an invitation.
  if (ids("invites").size + interviews.size + flows.size > 0) stale(keys.allRows);
  if (ids("inbox").size > 0) {
    stale(keys.inboxUnread);
    stale(keys.inboxHeads);
    work.push(staleInboxLists(queryClient));
  }
  if (ids("delivery").size > 0) {
    stale(keys.sync);
    stale(keys.quarantine);
  }
  if (ids("unreadable").size > 0) {
    stale(keys.sync);
    stale(keys.unreadable);
  }
  if (ids("settings").size > 0) {
    stale(keys.settings);
    stale(keys.organisationSecret);
  }
  return work;
}

/** What the recruiter has added shows on cards, in the table and on the candidate's own page. */
function invalidateMarks(
  queryClient: QueryClient,
  marks: ReadonlySet<string>,
  views: ReadonlySet<string>,
): Promise<void>[] {
  const work: Promise<void>[] = [];
  if (views.size > 0) work.push(readAgain(queryClient, { queryKey: keys.views }));
  if (marks.size === 0) return work;
  // Thousands can be marked at once, of whom few are in the cache.
  const predicate = ({ queryKey }: Query) =>
    (queryKey[0] === keys.candidates[0] || queryKey[0] === keys.allNotes[0]) &&
    marks.has(String(queryKey[1]));
  work.push(readAgain(queryClient, { predicate }));
  work.push(readAgain(queryClient, { queryKey: keys.allCards }));
  work.push(readAgain(queryClient, { queryKey: keys.tags }));
  return [...work, ...stalePeople(queryClient)];
}

/** For when nobody knows what has changed. */
function invalidateAll(queryClient: QueryClient): Promise<void>[] {
  const isOwn = (query: Query) => isInboxList(query) || isPeopleList(query) || isMedia(query);
  return [
    readAgain(queryClient, { predicate: (query) => !isOwn(query) }),
    staleInboxLists(queryClient),
    stalePeoplePages(queryClient),
  ];
}

/**
 * Reads again what is stale. What is just being read for the first time is not read anew but waited
 * for, and its answer may be from before the change: it is read once more.
 */
async function readAgain(queryClient: QueryClient, filters: QueryFilters): Promise<void> {
  const isFirst = ({ state }: Query) =>
    state.fetchStatus === "fetching" && state.data === undefined;
  const hasFirst = queryClient.getQueryCache().findAll(filters).some(isFirst);
  await queryClient.invalidateQueries(filters);
  if (hasFirst) await queryClient.invalidateQueries(filters);
}

/** The list on screen is read again by its screen, which first looks whether rows would move. */
function staleInboxLists(queryClient: QueryClient): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: keys.inboxLists, refetchType: "none" });
}

function stalePeople(queryClient: QueryClient): Promise<void>[] {
  return [readAgain(queryClient, { queryKey: keys.peopleHeads }), stalePeoplePages(queryClient)];
}

/** As with the inbox: the screen compares first, so that no row moves under the reader's hand. */
function stalePeoplePages(queryClient: QueryClient): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: keys.peoplePages, refetchType: "none" });
}

/** No change touches where a recording plays from, and reading it again would stop the recording. */
function isMedia({ queryKey }: Query): boolean {
  return queryKey[0] === "media";
}

function isInboxList({ queryKey }: Query): boolean {
  return queryKey[0] === keys.inboxLists[0] && queryKey[1] === keys.inboxLists[1];
}

function isPeopleList({ queryKey }: Query): boolean {
  return queryKey[0] === keys.people[0] && queryKey[1] !== keys.peopleHeads[1];
}

/** Whether a cached candidate lists one of these interviews. */
function lists(query: Query, interviews: ReadonlySet<string>): boolean {
  if (query.queryKey[0] !== keys.candidates[0]) return false;
  const detail = query.state.data as CandidateDetail | undefined;
  return detail?.interviews.some(({ interview_id }) => interviews.has(interview_id)) ?? false;
}
