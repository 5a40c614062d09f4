import { navigate } from "../../app/router";
import { Button } from "../../components/Button";
import { EmptyState } from "../../components/Notice";
import type { PeopleFilter } from "../../contract/types";
import { useWords } from "../../words/words";
import { useSync } from "../shell/shell-data";
import { narrowings } from "./people-filter";

interface Props {
  filter: PeopleFilter;
  onClearFilters: () => void;
}

/** Why there is nobody here. */
export function PeopleEmpty({ filter, onClearFilters }: Props) {
  const { t } = useWords("people");
  const { data: sync } = useSync();
  if (narrowings(filter).length > 0) {
    return (
      <EmptyState icon="person" title={t("empty.noMatch")}>
        <Button onPress={onClearFilters}>{t("clearFilters")}</Button>
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
    <EmptyState icon="person" title={t("empty.title")}>
      <p>{t("empty.text")}</p>
      <Button onPress={() => navigate({ screen: "flows" })}>{t("empty.toFlows")}</Button>
    </EmptyState>
  );
}
