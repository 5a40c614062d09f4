import type { QueryClient } from "@tanstack/react-query";
import type { SyncState } from "../contract/types";
import { keys } from "./query-keys";

/** The newer of what is held and what was told: answers and events may overtake each other. */
export function newerSync(held: SyncState | undefined, told: SyncState): SyncState {
  return held && held.seq > told.seq ? held : told;
}

/** Takes in how synchronisation is, unless something newer is known already. */
export function takeSync(queryClient: QueryClient, told: SyncState): void {
  queryClient.setQueryData<SyncState>(keys.sync, (held) => newerSync(held, told));
}
