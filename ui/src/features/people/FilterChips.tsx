import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import type { PeopleFilter } from "../../contract/types";
import { useWords } from "../../words/words";
import { useFlows } from "../shell/shell-data";
import styles from "./Filters.module.css";
import { chipWords } from "./filter-words";
import { useFacets } from "./people-data";
import { cleared, narrowings, without } from "./people-filter";

interface Props {
  filter: PeopleFilter;
  onChange: (filter: PeopleFilter) => void;
}

/** What the table is narrowed to, each to be taken away by itself. */
export function FilterChips({ filter, onChange }: Props) {
  const { t } = useWords("people");
  const { data: flows = [] } = useFlows();
  const { data: facets } = useFacets();
  const active = narrowings(filter);
  if (active.length === 0) return null;
  return (
    <ul className={styles.chips} aria-label={t("activeFilters")}>
      {active.map((name) => {
        const words = chipWords(filter, name, flows, facets);
        return (
          <li key={name} data-chip={name}>
            <Button
              aria-label={t("removeFilter", { what: words })}
              onPress={() => onChange(without(filter, name))}
            >
              {words}
              <Icon name="close" size={12} />
            </Button>
          </li>
        );
      })}
      <li>
        <Button look="quiet" onPress={() => onChange(cleared(filter))}>
          {t("clearFilters")}
        </Button>
      </li>
    </ul>
  );
}
