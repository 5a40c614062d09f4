import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { keys } from "../../app/query-keys";
import { navigate } from "../../app/router";
import { useUndo } from "../../components/Undo";
import type { PeopleFilter, Person } from "../../contract/types";
import { usePlatform } from "../../platform/PlatformContext";
import { useWords } from "../../words/words";
import type { Marked } from "../marks/mark-change";
import { useMarks, type WhoHas } from "../marks/use-marks";
import type { PeopleHands } from "./people-actions";
import { useExportPeople } from "./people-data";

export function asMarked({ candidate_id, name, marks }: Person): Marked {
  return { candidateId: candidate_id, name, marks };
}

interface Where {
  cursor: PeopleHands["cursor"];
  current: number;
  total: number;
  markedAt: (index: number) => Marked | undefined;
}

/** What can be done to the row under the cursor or to all that are selected. */
export function useDoing(filter: PeopleFilter, { cursor, current, total, markedAt }: Where) {
  const { t } = useWords("people");
  const platform = usePlatform();
  const queryClient = useQueryClient();
  const offer = useUndo();
  const marks = useMarks();
  const exporting = useExportPeople();
  const [tagged, setTagged] = useState<readonly Marked[] | null>(null);

  const whoHas: WhoHas = async (change) => {
    const narrowed =
      change.kind === "tag"
        ? { tag: change.tag }
        : change.kind === "star"
          ? { starred: true }
          : { reviewed: true };
    return new Set(await platform.call("people_ids", { ...filter, ...narrowed }));
  };
  /** Those selected, as they are now where they are in the cache. */
  const selected = () => {
    const known = new Map<number, Marked>();
    const queryKey = keys.peoplePagesOf(filter);
    for (const [, rows] of queryClient.getQueriesData<Person[]>({ queryKey })) {
      for (const row of rows ?? []) known.set(row.candidate_id, asMarked(row));
    }
    return [...cursor.selected.values()].map(
      (row) => known.get(row.candidateId) ?? { ...row, marks: undefined },
    );
  };
  const inHand = () => {
    if (cursor.selected.size > 0) return selected();
    const row = markedAt(current);
    return row ? [row] : [];
  };

  return {
    inHand,
    mark: (people: readonly Marked[], what: "star" | "review") => {
      if (people.length > 0) void marks.toggle(people, what, whoHas);
    },
    tag: (people: readonly Marked[]) => {
      if (people.length > 0) setTagged(people);
    },
    selectAll: () => {
      platform.call("people_ids", filter).then(
        (ids) =>
          cursor.select(
            new Map(ids.map((id) => [id, { candidateId: id, name: "", marks: undefined }])),
          ),
        () => offer(t("notSelected")),
      );
    },
    compare: () => {
      const ids = [...cursor.selected.keys()];
      if (ids.length < 2 || ids.length > 4) offer(t("compareSome"));
      else navigate({ screen: "compare", ids, flowId: filter.flow_id });
    },
    exportSelected: () => {
      const ids = [...cursor.selected.keys()];
      exporting.mutate({ candidate_ids: ids.length === total ? [] : ids, filter });
    },
    tagging: { people: tagged, whoHas, close: () => setTagged(null) },
  };
}
