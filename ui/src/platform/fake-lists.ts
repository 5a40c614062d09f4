import type { Commands } from "../contract/commands";
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

export function fakeLists(_world: FakeWorld): Handlers {
  return {
    digest: absent,
    people: absent,
    people_ids: absent,
    people_facets: absent,
    export_people: absent,
    mark_candidates: absent,
    tags: absent,
    saved_views: absent,
    put_view: absent,
    remove_view: absent,
    export_marks: absent,
    import_marks: absent,
    set_columns: absent,
  };
}
