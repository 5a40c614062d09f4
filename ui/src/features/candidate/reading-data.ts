import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { keys } from "../../app/query-keys";
import { useUndo } from "../../components/Undo";
import type { Note, PutNote } from "../../contract/types";
import { usePlatform } from "../../platform/PlatformContext";
import { useWords } from "../../words/words";

/** How loud the recording is along its length; nothing where it is not kept here. */
export function useWaveform(interviewId: string) {
  const platform = usePlatform();
  return useQuery({
    queryKey: keys.waveform(interviewId),
    queryFn: () => platform.call("waveform", interviewId),
    structuralSharing: false,
  });
}

export function useNotes(candidateId: number) {
  const platform = usePlatform();
  return useQuery({
    queryKey: keys.notes(candidateId),
    queryFn: () => platform.call("notes", candidateId),
    select: byTime,
  });
}

/** Those of a recording in its order, the others as they were written. */
function byTime(notes: readonly Note[]): Note[] {
  return notes.toSorted(
    (a, b) =>
      (a.at_seconds ?? -1) - (b.at_seconds ?? -1) ||
      a.created_at - b.created_at ||
      a.note_id.localeCompare(b.note_id),
  );
}

/** Writes a note or changes one. */
export function usePutNote() {
  const platform = usePlatform();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (note: PutNote) => platform.call("put_note", note),
    onSuccess: (saved, { candidate_id }) =>
      queryClient.setQueryData<Note[]>(keys.notes(candidate_id), (held) => [
        ...(held ?? []).filter(({ note_id }) => note_id !== saved.note_id),
        saved,
      ]),
  });
}

/** Takes a note away, and offers to bring it back. */
export function useRemoveNote(candidateId: number) {
  const platform = usePlatform();
  const queryClient = useQueryClient();
  const put = usePutNote();
  const say = useUndo();
  const { t } = useWords("candidate");
  return useMutation({
    mutationFn: ({ note_id }: Note) => platform.call("remove_note", note_id),
    onSuccess: (_, gone) => {
      queryClient.setQueryData<Note[]>(keys.notes(candidateId), (held) =>
        held?.filter(({ note_id }) => note_id !== gone.note_id),
      );
      const { note_id, interview_id, at_seconds, text } = gone;
      say(t("notes.removed"), () =>
        put.mutate({ note_id, candidate_id: candidateId, interview_id, at_seconds, text }),
      );
    },
  });
}
