import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { keys } from "../../app/query-keys";
import { navigate } from "../../app/router";
import { useUndo } from "../../components/Undo";
import type { InterviewSummary, MediaKind } from "../../contract/types";
import { usePlatform } from "../../platform/PlatformContext";
import { useWords } from "../../words/words";

export function useCandidate(candidateId: number) {
  const platform = usePlatform();
  return useQuery({
    queryKey: keys.candidate(candidateId),
    queryFn: () => platform.call("candidate", candidateId),
  });
}

export function useInterview(interviewId: string) {
  const platform = usePlatform();
  return useQuery({
    queryKey: keys.interview(interviewId),
    queryFn: () => platform.call("interview", interviewId),
    // Tens of thousands of words compared one by one cost more than drawing them again.
    structuralSharing: false,
  });
}

/** Where a recording plays from. The address changes with every start, so it is not kept long. */
export function useMedia(interviewId: string, kind: MediaKind) {
  const platform = usePlatform();
  return useQuery({
    queryKey: keys.media(interviewId, kind),
    queryFn: () => platform.call("media", { interview_id: interviewId, kind }),
    gcTime: 0,
  });
}

export function useOpenInRibbon() {
  const platform = usePlatform();
  return useMutation({
    mutationFn: (interviewId: string) => platform.call("open_in_ribbon", interviewId),
  });
}

interface Erased {
  interview: InterviewSummary;
  candidateId: number;
  /** Whether the candidate goes with it. */
  takesCandidate: boolean;
}

/** Erases an interview that Ribbon no longer has, and leaves the page that showed it. */
export function useEraseInterview({ interview, candidateId, takesCandidate }: Erased) {
  const platform = usePlatform();
  const queryClient = useQueryClient();
  const say = useUndo();
  const { t } = useWords("candidate");
  return useMutation({
    mutationFn: () => platform.call("erase_interview", interview.interview_id),
    onSuccess: () => {
      say(t("erase.done"));
      const stays = { screen: "candidate", candidateId, interviewId: null } as const;
      navigate(takesCandidate ? { screen: "inbox" } : stays, { replace: true });
      // What was read of it is kept nowhere, not even for going back.
      queryClient.removeQueries({ queryKey: keys.interview(interview.interview_id) });
      queryClient.removeQueries({ queryKey: keys.waveform(interview.interview_id) });
      if (takesCandidate) queryClient.removeQueries({ queryKey: keys.candidate(candidateId) });
      return queryClient.invalidateQueries();
    },
  });
}

/** Erases the recordings kept here that Ribbon no longer has. */
export function useEraseRecordings(interviewId: string) {
  const platform = usePlatform();
  const queryClient = useQueryClient();
  const say = useUndo();
  const { t } = useWords("candidate");
  return useMutation({
    mutationFn: () => platform.call("erase_recordings", interviewId),
    onSuccess: async () => {
      say(t("eraseRecordings.done"));
      await queryClient.invalidateQueries({ queryKey: keys.interview(interviewId) });
      await queryClient.invalidateQueries({ queryKey: keys.candidates });
    },
  });
}
