import { navigate } from "../../app/router";
import { Button } from "../../components/Button";
import { EmptyState } from "../../components/Notice";
import type { PeopleFilter } from "../../contract/types";
import { useWords } from "../../words/words";
import { NoMatch, NothingYet } from "../shell/NothingHere";
import { narrowings } from "./people-filter";

interface Props {
  filter: PeopleFilter;
  onClearFilters: () => void;
}

/** Why there is nobody here. */
export function PeopleEmpty({ filter, onClearFilters }: Props) {
  const { t } = useWords("people");
  if (narrowings(filter).length > 0) {
    return (
      <NoMatch
        icon="person"
        title={t("empty.noMatch")}
        clear={t("clearFilters")}
        onClear={onClearFilters}
      />
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
      <EmptyState icon="person" title={t("empty.title")}>
        <p>{t("empty.text")}</p>
        <Button onPress={() => navigate({ screen: "flows" })}>{t("empty.toFlows")}</Button>
      </EmptyState>
    </NothingYet>
  );
}
