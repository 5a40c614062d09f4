import type { Commands } from "../contract/commands";
import type { CandidateMark, Topic } from "../contract/types";
import type { FakeWorld } from "./fake-world";
import { CommandFailure } from "./platform";

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
  | "import_marks"
  | "set_columns";

type Handlers = { [C in Names]: (argument: never) => Commands[C]["answer"] };

function absent(): never {
  throw new CommandFailure({ code: "internal", message: "The stand-in cannot do this yet." });
}

type Change = (...what: [topic: Topic, id: string][]) => void;

function mark(world: FakeWorld, change: Change, wanted: CandidateMark): null {
  const { candidate_ids, starred, reviewed, add_tags, remove_tags } = wanted;
  for (const { detail } of world.people) {
    if (!candidate_ids.includes(detail.candidate_id)) continue;
    const { marks } = detail;
    if (starred !== null) marks.starred = starred;
    if (reviewed !== null) marks.reviewed_at = reviewed ? world.now : null;
    const kept = marks.tags.filter((tag) => !remove_tags.includes(tag));
    marks.tags = [...new Set([...kept, ...add_tags.map((tag) => tag.trim())])].sort();
  }
  change(...candidate_ids.map((id): [Topic, string] => ["mark", String(id)]));
  return null;
}

function tagsOf({ people }: FakeWorld) {
  const tags = people.flatMap(({ detail }) => detail.marks.tags);
  return [...new Set(tags)]
    .sort()
    .map((name) => ({ name, candidates: tags.filter((tag) => tag === name).length }));
}

export function fakeLists(world: FakeWorld, change: Change): Handlers {
  return {
    digest: absent,
    people: absent,
    people_ids: absent,
    people_facets: absent,
    export_people: absent,
    mark_candidates: (wanted: CandidateMark) => mark(world, change, wanted),
    tags: () => tagsOf(world),
    saved_views: absent,
    put_view: absent,
    remove_view: absent,
    export_marks: absent,
    import_marks: absent,
    set_columns: absent,
  };
}
