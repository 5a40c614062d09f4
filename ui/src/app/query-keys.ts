import type {
  InboxKind,
  InsightsQuery,
  InviteOutcome,
  MediaKind,
  PeopleFilter,
} from "../contract/types";

/** What the inbox is narrowed to. */
export interface InboxFilters {
  flowId: string | null;
  kind: InboxKind | null;
  unreadOnly: boolean;
  includeDone: boolean;
  starredOnly: boolean;
  /** Those that are put off, and no others. */
  snoozed: boolean;
}

/** The cache's keys. The program behind the window knows none of them. */
export const keys = {
  app: ["app"],
  sync: ["sync"],
  settings: ["settings"],
  startsAtLogin: ["starts-at-login"],
  flows: ["flows"],
  quarantine: ["quarantine"],
  unreadable: ["unreadable"],
  flowsPage: ["flows-page"],
  flowPages: ["flow-page"],
  flowPage: (flowId: string) => ["flow-page", flowId],
  flowDraft: ["flow-draft"],
  organisationSecret: ["organisation-secret"],
  batches: ["invites", "batches"],
  members: ["members"],
  allRows: ["invites", "rows"],
  rows: (batchId: number, only: InviteOutcome | null) => ["invites", "rows", batchId, only],
  boards: ["board"],
  board: (flowId: string) => ["board", flowId],
  allCards: ["cards"],
  cards: (flowId: string, column: string) => ["cards", flowId, column],
  inboxUnread: ["inbox", "unread"],
  inboxHeads: ["inbox", "head"],
  inboxHead: (filters: InboxFilters) => ["inbox", "head", filters],
  digest: (since: number) => ["digest", since],
  inboxLists: ["inbox", "page"],
  inboxPages: (filters: InboxFilters) => ["inbox", "page", filters],
  people: ["people"],
  peopleHeads: ["people", "head"],
  peopleHead: (filter: PeopleFilter) => ["people", "head", filter],
  peoplePages: ["people", "page"],
  peoplePagesOf: (filter: PeopleFilter) => ["people", "page", filter],
  /** How many rows a list has on screen, which may be behind what there are. */
  peopleShown: (filter: PeopleFilter) => ["people", "shown", filter],
  peopleFacets: ["people-facets"],
  tags: ["tags"],
  views: ["views"],
  candidates: ["candidate"],
  candidate: (candidateId: number) => ["candidate", candidateId],
  interviews: ["interview"],
  interview: (interviewId: string) => ["interview", interviewId],
  allInsights: ["insights"],
  insights: (query: InsightsQuery) => ["insights", query],
  media: (interviewId: string, kind: MediaKind) => ["media", interviewId, kind],
  waveform: (interviewId: string) => ["waveform", interviewId],
  allNotes: ["notes"],
  notes: (candidateId: number) => ["notes", candidateId],
  searches: ["search"],
  search: (text: string, limit: number) => ["search", text, limit],
  comparisons: ["compare"],
  comparison: (ids: readonly number[], flowId: string | null) => ["compare", ids, flowId],
} as const;
