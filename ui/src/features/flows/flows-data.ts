import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { keys } from "../../app/query-keys";
import type {
  InviteDecision,
  InviteFileQuery,
  InviteOne,
  InviteOutcome,
  InviteRow,
  NewFlow,
} from "../../contract/types";
import { usePlatform } from "../../platform/PlatformContext";
import type { Platform } from "../../platform/platform";

/** So many invitations are read at once. */
export const ROWS_AT_ONCE = 200;

export function useFlowsPage() {
  const platform = usePlatform();
  return useQuery({ queryKey: keys.flowsPage, queryFn: () => platform.call("flows_page") });
}

/** One flow's page. */
export function useFlowPage(flowId: string) {
  const platform = usePlatform();
  return useQuery({
    queryKey: keys.flowPage(flowId),
    queryFn: () => platform.call("flow_page", flowId),
  });
}

/** A draft holds a fresh secret, so it is made anew for every form. */
export function useFlowDraft() {
  const platform = usePlatform();
  return useQuery({
    queryKey: keys.flowDraft,
    queryFn: () => platform.call("flow_draft"),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
}

export function useMakeFlow() {
  const platform = usePlatform();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (flow: NewFlow) => platform.call("make_flow", flow),
    onSettled: () => queryClient.invalidateQueries({ queryKey: keys.flowsPage }),
  });
}

export function useArchiveFlow() {
  const platform = usePlatform();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (flowId: string) => platform.call("archive_flow", flowId),
    onSettled: () => queryClient.invalidateQueries({ queryKey: keys.flowsPage }),
  });
}

export function useDismissUnclear() {
  const platform = usePlatform();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (id: number) => platform.call("dismiss_unclear_flow", id),
    onSettled: () => queryClient.invalidateQueries({ queryKey: keys.flowsPage }),
  });
}

export function useRevokeRecordings() {
  const platform = usePlatform();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (interviewId: string) => platform.call("revoke_recordings", interviewId),
    onSuccess: async (_, interviewId) => {
      await queryClient.invalidateQueries({ queryKey: keys.interview(interviewId) });
      await queryClient.invalidateQueries({ queryKey: keys.candidates });
    },
  });
}

/** To whom interviews can be assigned. */
export function useTeamMembers() {
  const platform = usePlatform();
  return useQuery({ queryKey: keys.members, queryFn: () => platform.call("team_members") });
}

export function useInviteOne() {
  const platform = usePlatform();
  return useMutation({ mutationFn: (who: InviteOne) => platform.call("invite_one", who) });
}

export function usePlanInvites() {
  const platform = usePlatform();
  return useMutation({
    mutationFn: (query: InviteFileQuery) => platform.call("plan_invites", query),
  });
}

export function useStartInvites() {
  const platform = usePlatform();
  return useMutation({
    mutationFn: (query: InviteFileQuery) => platform.call("start_invites", query),
  });
}

export function useBatches() {
  const platform = usePlatform();
  return useQuery({ queryKey: keys.batches, queryFn: () => platform.call("invite_batches") });
}

/** A batch with as much of its rows as was asked for. */
export function useRows(batchId: number, only: InviteOutcome | null) {
  const platform = usePlatform();
  return useInfiniteQuery({
    queryKey: keys.rows(batchId, only),
    queryFn: ({ pageParam }) =>
      platform.call("invite_rows", {
        batch_id: batchId,
        only,
        offset: pageParam,
        limit: ROWS_AT_ONCE,
      }),
    initialPageParam: 0,
    getNextPageParam: (last, all) =>
      last.rows.length < ROWS_AT_ONCE ? null : all.length * ROWS_AT_ONCE,
  });
}

async function allLinks(platform: Platform, batchId: number): Promise<InviteRow[]> {
  const made: InviteRow[] = [];
  for (;;) {
    const { rows } = await platform.call("invite_rows", {
      batch_id: batchId,
      only: "made",
      offset: made.length,
      limit: ROWS_AT_ONCE,
    });
    made.push(...rows);
    if (rows.length < ROWS_AT_ONCE) return made;
  }
}

/** What can be done with a batch and its rows; the change that follows reads them again. */
export function useBatchActions(batchId: number) {
  const platform = usePlatform();
  const queryClient = useQueryClient();
  const onSettled = () => queryClient.invalidateQueries({ queryKey: ["invites"] });
  return {
    stop: useMutation({ mutationFn: () => platform.call("stop_invites", batchId), onSettled }),
    resume: useMutation({ mutationFn: () => platform.call("resume_invites", batchId), onSettled }),
    decide: useMutation({
      mutationFn: (decision: InviteDecision) => platform.call("decide_invite", decision),
      onSettled,
    }),
    save: useMutation({ mutationFn: () => platform.call("save_invites", batchId) }),
    /** Every link of the batch, also those that are not on screen. */
    links: useMutation({ mutationFn: () => allLinks(platform, batchId) }),
  };
}
