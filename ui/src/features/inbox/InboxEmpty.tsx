import type { InboxFilters } from "../../app/query-keys";
import { Button } from "../../components/Button";
import { EmptyState } from "../../components/Notice";
import { useWords } from "../../words/words";
import { NoMatch, NothingYet } from "../shell/NothingHere";

interface Props {
  filters: InboxFilters;
  onClearFilters: () => void;
}

/** Why there is nothing here. */
export function InboxEmpty({ filters, onClearFilters }: Props) {
  const { t } = useWords("inbox");
  const { flowId, kind, unreadOnly, starredOnly, snoozed } = filters;
  if (flowId || kind || unreadOnly || starredOnly) {
    return (
      <NoMatch
        icon="inbox"
        title={t("empty.noMatch")}
        clear={t("clearFilters")}
        onClear={onClearFilters}
      />
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
  const words = {
    firstTitle: t("empty.firstTitle"),
    firstText: t("empty.firstText"),
    offlineTitle: t("empty.offlineTitle"),
    offlineText: t("empty.offlineText"),
  };
  return (
    <NothingYet words={words}>
      <EmptyState icon="check" title={t("empty.title")}>
        {t("empty.text")}
      </EmptyState>
    </NothingYet>
  );
}
