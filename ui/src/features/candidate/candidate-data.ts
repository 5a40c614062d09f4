import { useMutation, useQuery } from "@tanstack/react-query";
import { keys } from "../../app/query-keys";
import type { MediaKind } from "../../contract/types";
import { usePlatform } from "../../platform/PlatformContext";

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
