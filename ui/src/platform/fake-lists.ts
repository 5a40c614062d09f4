import type { Commands } from "../contract/commands";
import type {
  CandidateMark,
  ColumnOrder,
  Digest,
  MovedTo,
  PeopleExport,
  PeopleFilter,
  PeopleQuery,
  SavedView,
  Tag,
  Topic,
} from "../contract/types";
import { STATUSES } from "./fake-people";
import { unfit } from "./fake-refusal";
import { peopleOf } from "./fake-table";
import { CRITERIA, type FakeWorld, OWN_CRITERIA } from "./fake-world";
import { CommandFailure } from "./platform";

/** `set_columns` answers a board and is the stand-in's own. */
type Names =
  | "digest"
  | "people"
  | "people_ids"
  | "people_facets"
  | "export_people"
  | "mark_candidates"
  | "tags"
  | "saved_views"
  | "put_view"
  | "remove_view"
  | "export_marks"
  | "import_marks";

type Handlers = { [C in Names]: (argument: never) => Commands[C]["answer"] };

type Tell = (...what: [Topic, string][]) => void;

/** The table of everyone, its views, and the marks on it. */
export function fakeLists(world: FakeWorld, tell: Tell): Handlers {
  return {
    digest: (since: number) => digestOf(world, since),
    people: ({ filter, offset, limit }: PeopleQuery) => {
      const all = peopleOf(world, filter);
      return { rows: all.slice(offset, offset + limit), total: all.length };
    },
    people_ids: (filter: PeopleFilter) =>
      peopleOf(world, filter).map(({ candidate_id }) => candidate_id),
    people_facets: () => ({
      languages: ["de-DE", "en-US"],
      statuses: [...STATUSES].sort(),
      criteria: [...CRITERIA, ...OWN_CRITERIA],
      teams: [...new Map([...world.teams.values()].map((team) => [team.id, team])).values()],
    }),
    export_people: ({ candidate_ids, filter }: PeopleExport) => {
      const rows = candidate_ids.length > 0 ? candidate_ids.length : peopleOf(world, filter).length;
      return { path: `/home/jo/Downloads/candidates-${rows}.csv` };
    },
    mark_candidates: (mark: CandidateMark) => markCandidates(world, mark, tell),
    tags: () => tagsOf(world),
    saved_views: () => world.views,
    put_view: (view: SavedView) => putView(world, view, tell),
    remove_view: (viewId: string) => {
      world.views = world.views.filter(({ view_id }) => view_id !== viewId);
      tell(["view", viewId]);
      return null;
    },
    export_marks: () => ({ path: "/home/jo/Downloads/ribbon-desk-marks.json" }),
    import_marks: (text: string) => importMarks(world, text, tell),
  };
}

/** The columns of a flow's statuses in the order that was set for it. */
export function ordered<T extends { key: string }>(columns: T[], keys: readonly string[]): T[] {
  const place = ({ key }: T) => (keys.includes(key) ? keys.indexOf(key) : keys.length);
  return columns.toSorted((a, b) => place(a) - place(b));
}

/** Keeps an order of columns; the two without a status stay where they are. */
export function setColumns(world: FakeWorld, { flow_id, keys }: ColumnOrder): void {
  world.columnOrders.set(
    flow_id,
    keys.filter((key) => key.startsWith("status:")),
  );
}

function digestOf({ inbox }: FakeWorld, since: number): Digest {
  const came = inbox.filter(({ first_seen_at }) => first_seen_at >= since);
  const moved = new Map<string, number>();
  for (const { new_status } of came) {
    if (new_status !== null) moved.set(new_status, (moved.get(new_status) ?? 0) + 1);
  }
  const most: MovedTo[] = [...moved].map(([status, candidates]) => ({ status, candidates }));
  return {
    processed: came.filter(({ kind }) => kind === "processed").length,
    videos: came.filter(({ kind }) => kind === "video").length,
    moved: most.sort((a, b) => b.candidates - a.candidates).slice(0, 5),
    changes: came.filter(({ kind }) => kind === "status").length,
  };
}

function markCandidates(world: FakeWorld, mark: CandidateMark, tell: Tell): null {
  const ids = new Set(mark.candidate_ids);
  const inUse = tagsOf(world).map(({ name }) => name);
  const asInUse = (tag: string) => inUse.find((name) => same(name, tag)) ?? tag.trim();
  for (const { detail } of world.people) {
    if (!ids.has(detail.candidate_id)) continue;
    const { marks } = detail;
    if (mark.starred !== null) marks.starred = mark.starred;
    if (mark.reviewed !== null) marks.reviewed_at = mark.reviewed ? Date.now() : null;
    const kept = marks.tags.filter((tag) => !mark.remove_tags.some((gone) => same(gone, tag)));
    const added = mark.add_tags.map(asInUse).filter((tag) => tag !== "");
    marks.tags = [...new Set([...kept, ...added])].sort((a, b) => a.localeCompare(b));
  }
  tell(...mark.candidate_ids.map((id): [Topic, string] => ["mark", String(id)]));
  return null;
}

function same(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}

function tagsOf({ people }: FakeWorld): Tag[] {
  const counts = new Map<string, number>();
  for (const { detail } of people) {
    for (const tag of detail.marks.tags) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  }
  return [...counts]
    .map(([name, candidates]) => ({ name, candidates }))
    .sort((a, b) => a.name.localeCompare(b.name));
}

function putView(world: FakeWorld, view: SavedView, tell: Tell): SavedView {
  if (view.name.trim() === "") {
    throw new CommandFailure({ code: "bad_request", message: "A view needs a name." });
  }
  const viewId = view.view_id || `view-${world.views.length + 1}-${world.now}`;
  const kept = { ...view, name: view.name.trim(), view_id: viewId };
  const isKnown = world.views.some(({ view_id }) => view_id === viewId);
  world.views = isKnown
    ? world.views.map((one) => (one.view_id === viewId ? kept : one))
    : [...world.views, kept];
  tell(["view", viewId]);
  return kept;
}

interface MarksFile {
  candidates?: { candidate_id: number; starred: boolean; tags: string[] }[];
  views?: SavedView[];
}

function importMarks(
  world: FakeWorld,
  text: string,
  tell: Tell,
): Commands["import_marks"]["answer"] {
  const file = parsed(text);
  const known = new Set(world.people.map(({ detail }) => detail.candidate_id));
  const candidates = (file.candidates ?? []).filter(({ candidate_id }) => known.has(candidate_id));
  for (const { candidate_id, starred, tags } of candidates) {
    const nothing = { reviewed: null, remove_tags: [] };
    markCandidates(
      world,
      { ...nothing, candidate_ids: [candidate_id], starred: starred || null, add_tags: tags },
      tell,
    );
  }
  const views = (file.views ?? []).filter(
    ({ view_id }) => !world.views.some((view) => view.view_id === view_id),
  );
  for (const view of views) putView(world, view, tell);
  return {
    candidates: candidates.length,
    notes: 0,
    views: views.length,
    inbox: 0,
    unchanged: (file.views?.length ?? 0) - views.length,
    waiting: (file.candidates?.length ?? 0) - candidates.length,
  };
}

function parsed(text: string): MarksFile {
  try {
    return JSON.parse(text) as MarksFile;
  } catch {
    throw unfit({ said: "marks_none" });
  }
}
