import type { InboxFilters } from "../../app/query-keys";
import { Button } from "../../components/Button";
import { EmptyState } from "../../components/Notice";
import { useSync } from "../shell/shell-data";

interface Props {
  filters: InboxFilters;
  onClearFilters: () => void;
}

/** Why there is nothing here. */
export function InboxEmpty({ filters, onClearFilters }: Props) {
  const { data: sync } = useSync();
  if (filters.flowId || filters.kind || filters.unreadOnly) {
    return (
      <EmptyState icon="inbox" title="Nothing matches these filters">
        <Button onPress={onClearFilters}>Clear filters</Button>
      </EmptyState>
    );
  }
  if (sync?.mode === "first_sync") {
    return (
      <EmptyState icon="polling" title="The first interviews are on their way">
        They are read newest first. What was there before today does not fill the inbox: find it in
        the pipeline.
      </EmptyState>
    );
  }
  if (sync?.mode === "offline") {
    return (
      <EmptyState icon="offline" title="Nothing waits for you here">
        Ribbon cannot be reached, so there may be more. It comes in as soon as there is a network.
      </EmptyState>
    );
  }
  return (
    <EmptyState icon="check" title="All done">
      New interviews, videos and status changes appear here the moment Ribbon tells of them.
    </EmptyState>
  );
}
