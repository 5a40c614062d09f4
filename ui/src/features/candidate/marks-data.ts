import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { keys } from "../../app/query-keys";
import { useUndo } from "../../components/Undo";
import type { CandidateDetail, CandidateMark, CandidateMarks } from "../../contract/types";
import { usePlatform } from "../../platform/PlatformContext";
import { useWords } from "../../words/words";

type Mark = Partial<Omit<CandidateMark, "candidate_ids">>;

const NOTHING: Omit<CandidateMark, "candidate_ids"> = {
  starred: null,
  reviewed: null,
  add_tags: [],
  remove_tags: [],
};

export function useTags() {
  const platform = usePlatform();
  return useQuery({ queryKey: keys.tags, queryFn: () => platform.call("tags") });
}

/** Sets a candidate's marks: on screen at once, then in the program. */
function useMark(candidateId: number) {
  const platform = usePlatform();
  const queryClient = useQueryClient();
  const queryKey = keys.candidate(candidateId);
  return useMutation({
    mutationFn: (mark: Mark) =>
      platform.call("mark_candidates", { candidate_ids: [candidateId], ...NOTHING, ...mark }),
    onMutate: (mark) => {
      // An answer on its way still has the old marks and would put them back.
      void queryClient.cancelQueries({ queryKey });
      queryClient.setQueryData<CandidateDetail>(queryKey, (held) =>
        held ? { ...held, marks: marked(held.marks, mark) } : held,
      );
    },
    onError: () => queryClient.invalidateQueries({ queryKey }),
  });
}

function marked(marks: CandidateMarks, mark: Mark): CandidateMarks {
  const { starred, reviewed, add_tags = [], remove_tags = [] } = mark;
  const kept = marks.tags.filter((tag) => !remove_tags.includes(tag));
  const isNew = (tag: string) => !kept.some((held) => sameTag(held, tag));
  return {
    starred: starred ?? marks.starred,
    reviewed_at: reviewed == null ? marks.reviewed_at : reviewed ? Date.now() : null,
    tags: [...kept, ...add_tags.filter(isNew)].sort((a, b) => a.localeCompare(b)),
  };
}

/** Whether two texts name the same tag: the program looks at neither case nor white space. */
export function sameTag(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}

/** What can be marked on a candidate, each with its way back. */
export function useMarks({ candidate_id, marks }: CandidateDetail) {
  const { mutate, error } = useMark(candidate_id);
  const say = useUndo();
  const { t } = useWords("candidate");
  const set = (mark: Mark, words: string, back: Mark) => {
    mutate(mark);
    say(words, () => mutate(back));
  };
  const isReviewed = marks.reviewed_at !== null;
  return {
    error,
    toggleStar: () =>
      set({ starred: !marks.starred }, t(marks.starred ? "marks.unstarred" : "marks.starred"), {
        starred: marks.starred,
      }),
    toggleReviewed: () =>
      set(
        { reviewed: !isReviewed },
        t(isReviewed ? "marks.markedNotReviewed" : "marks.markedReviewed"),
        { reviewed: isReviewed },
      ),
    addTag: (typed: string) => {
      const tag = typed.trim();
      if (tag === "" || marks.tags.some((held) => sameTag(held, tag))) return;
      set({ add_tags: [tag] }, t("marks.added", { tag }), { remove_tags: [tag] });
    },
    removeTag: (tag: string) =>
      set({ remove_tags: [tag] }, t("marks.removed", { tag }), { add_tags: [tag] }),
  };
}
