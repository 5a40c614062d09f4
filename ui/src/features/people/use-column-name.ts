import { useWords } from "../../words/words";
import { useCriterionName } from "../candidate/Scores";
import { keyInWords } from "./criterion-key";
import { type ColumnId, criterionOf, isScoreColumn } from "./people-columns";
import { useFacets } from "./people-data";

/** What a column is called. A criterion that is not known here is called after its key. */
export function useColumnName(): (id: ColumnId) => string {
  const { t } = useWords("people");
  const nameOf = useCriterionName();
  const { data: facets } = useFacets();
  return (id) => {
    if (!isScoreColumn(id)) return t(`head.${id}`);
    const key = criterionOf(id);
    const known = facets?.criteria.find((criterion) => criterion.key === key);
    return known ? nameOf(known) : t("unknownCriterion", { name: keyInWords(key) });
  };
}
