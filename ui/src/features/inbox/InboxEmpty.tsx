import type { InboxFilters } from "../../app/query-keys";
import { Button } from "../../components/Button";
import { EmptyState } from "../../components/Notice";
import { useWords } from "../../words/words";
import { useSync } from "../shell/shell-data";

interface Props {
  filters: InboxFilters;
  onClearFilters: () => void;
}

/** Why there is nothing here. */
export function InboxEmpty({ filters, onClearFilters }: Props) {
  const { t } = useWords("inbox");
  const { data: sync } = useSync();
  const { flowId, kind, unreadOnly, starredOnly, snoozed } = filters;
  if (flowId || kind || unreadOnly || starredOnly) {
    return (
      <EmptyState icon="inbox" title={t("empty.noMatch")}>
        <Button onPress={onClearFilters}>{t("clearFilters")}</Button>
      </EmptyState>
    );
  }
  if (snoozed) {
    return (
      <EmptyState icon="snooze" title={t("empty.noSnoozed")}>
        <p>{t("empty.noSnoozedText")}</p>
        <Button onPress={onClearFilters}>{t("empty.toInbox")}</Button>
      </EmptyState>
    );
  }
  if (sync?.mode === "first_sync") {
    return (
      <EmptyState icon="polling" title={t("empty.firstTitle")}>
        {t("empty.firstText")}
      </EmptyState>
    );
  }
  if (sync?.mode === "offline") {
    return (
      <EmptyState icon="offline" title={t("empty.offlineTitle")}>
        {t("empty.offlineText")}
      </EmptyState>
    );
  }
  return (
    <EmptyState icon="check" title={t("empty.title")}>
      {t("empty.text")}
    </EmptyState>
  );
}
