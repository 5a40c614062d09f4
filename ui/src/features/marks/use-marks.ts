import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useCallback, useRef } from "react";
import { SAYS_FAILURES } from "../../app/query-client";
import { keys } from "../../app/query-keys";
import { errorWords } from "../../components/error-words";
import { useUndo } from "../../components/Undo";
import { count } from "../../lib/format";
import { usePlatform } from "../../platform/PlatformContext";
import { asFailure } from "../../platform/platform";
import { useWords } from "../../words/words";
import { reviewed } from "../first-run/notice-offer";
import { asMark, has, type MarkChange, type Marked } from "./mark-change";
import { readTableAnew, showChange } from "./show-marks";

/** Names the mutations that set marks: what is read while one runs may be from before. */
export const MARKING = ["mark-candidates"] as const;

/** Who has something already, among people who are selected but were never read. */
export type WhoHas = (change: MarkChange) => Promise<ReadonlySet<number>>;

const nobody: WhoHas = () => Promise.resolve(new Set());

export interface Marks {
  /** Sets a mark: on screen at once, then in the program; it can be taken back for ten seconds. */
  set: (people: readonly Marked[], change: MarkChange, whoHas?: WhoHas) => Promise<void>;
  /** Sets it on all where somebody lacks it, else takes it from all. */
  toggle: (
    people: readonly Marked[],
    what: "star" | "review" | { tag: string },
    whoHas?: WhoHas,
  ) => Promise<void>;
}

/** Stars, reviewed and tags on candidates, wherever they are shown. */
export function useMarks(): Marks {
  const queryClient = useQueryClient();
  const { mutateAsync } = useSetMarks();
  const say = useSaying();
  const offer = useUndo();
  const latest = useRef({ say, offer });
  latest.current = { say, offer };

  const sayFailed = useCallback((thrown: unknown) => {
    latest.current.offer(latest.current.say.failed(thrown));
  }, []);

  const set = useCallback<Marks["set"]>(
    async (people, change, whoHas = nobody) => {
      try {
        const lacking = await changedBy(people, change, whoHas);
        if (lacking.length === 0) return;
        const ids = lacking.map(({ candidateId }) => candidateId);
        const undo = () => {
          const back: MarkChange = { ...change, on: !change.on };
          mutateAsync({ ids, change: back })
            .then(() => readTableAnew(queryClient))
            .catch(sayFailed);
        };
        latest.current.offer(latest.current.say.did(lacking, change), undo);
        await mutateAsync({ ids, change });
      } catch (thrown) {
        sayFailed(thrown);
      }
    },
    [mutateAsync, queryClient, sayFailed],
  );

  const toggle = useCallback<Marks["toggle"]>(
    async (people, what, whoHas = nobody) => {
      const on: MarkChange =
        typeof what === "string"
          ? { kind: what, on: true }
          : { kind: "tag", tag: what.tag, on: true };
      try {
        const lacking = await changedBy(people, on, whoHas);
        await set(people, { ...on, on: lacking.length > 0 }, whoHas);
      } catch (thrown) {
        sayFailed(thrown);
      }
    },
    [set, sayFailed],
  );

  return { set, toggle };
}

/** Those on whom a change changes something. */
async function changedBy(
  people: readonly Marked[],
  change: MarkChange,
  whoHas: WhoHas,
): Promise<readonly Marked[]> {
  const isUnread = people.some(({ marks }) => marks === undefined);
  const having = isUnread ? await whoHas(change) : new Set<number>();
  return people.filter(({ candidateId, marks }) => {
    const isSet = marks ? has(marks, change) : having.has(candidateId);
    return isSet !== change.on;
  });
}

function useSetMarks() {
  const platform = usePlatform();
  const queryClient = useQueryClient();
  return useMutation({
    mutationKey: MARKING,
    meta: SAYS_FAILURES,
    mutationFn: ({ ids, change }: { ids: number[]; change: MarkChange }) =>
      platform.call("mark_candidates", asMark(ids, change)),
    onMutate: ({ ids, change }) => {
      // An answer on its way still has the old marks and would put them back.
      for (const queryKey of [keys.people, keys.allCards, keys.candidates]) {
        void queryClient.cancelQueries({ queryKey });
      }
      showChange(queryClient, new Set(ids), change, Date.now());
    },
    onSuccess: (_, { change }) => {
      if (change.kind === "review" && change.on) reviewed(queryClient);
    },
    onError: () => {
      void readTableAnew(queryClient);
      for (const queryKey of [keys.allCards, keys.candidates]) {
        void queryClient.invalidateQueries({ queryKey });
      }
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: keys.peopleHeads }),
  });
}

function useSaying() {
  const { t } = useWords("marks");
  return {
    did(people: readonly Marked[], change: MarkChange): string {
      const [first] = people;
      const isOne = people.length === 1 && first !== undefined && first.name !== "";
      const who = isOne
        ? first.name
        : t("people", { count: people.length, n: count(people.length) });
      if (change.kind === "star") return t(change.on ? "didStar" : "didUnstar", { who });
      if (change.kind === "review") return t(change.on ? "didReview" : "didUnreview", { who });
      return t(change.on ? "didTag" : "didUntag", { who, tag: change.tag });
    },
    failed: (thrown: unknown) => t("failed", { why: errorWords(asFailure(thrown).code) }),
  };
}
