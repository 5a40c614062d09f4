import { DayRange } from "../../components/DayRange";
import type { PeopleFilter } from "../../contract/types";
import { average } from "../../lib/format";
import { useWords } from "../../words/words";
import { useTags } from "../marks/TagPicker";
import { useFlows } from "../shell/shell-data";
import { One, SCORES } from "./FilterChoice";
import styles from "./Filters.module.css";
import { columnName, stepName } from "./filter-words";
import { languageName } from "./language-name";
import { useFacets } from "./people-data";
import { ScoreFields } from "./ScoreFields";

interface Props {
  filter: PeopleFilter;
  onChange: (filter: PeopleFilter) => void;
}

/** Every filter with its choices. Each choice counts at once. */
export function FilterFields({ filter, onChange }: Props) {
  const { t } = useWords("people");
  const { data: flows = [] } = useFlows();
  const { data: facets } = useFacets();
  const { data: tags = [] } = useTags();
  const set = (part: Partial<PeopleFilter>) => onChange({ ...filter, ...part });
  const columns = ["invited", "none", ...(facets?.statuses ?? []).map((one) => `status:${one}`)];

  return (
    <div className={styles.fields}>
      <One
        label={t("field.flow")}
        whenUnset={t("any.flow")}
        value={filter.flow_id}
        options={flows.map(({ flow_id, title }) => ({ id: flow_id, label: title }))}
        onChange={(flow_id) => set({ flow_id })}
      />
      {(facets?.teams.length ?? 0) > 0 || filter.team_id !== null ? (
        <One
          label={t("field.team")}
          whenUnset={t("any.team")}
          value={filter.team_id}
          options={(facets?.teams ?? []).map(({ id, name }) => ({ id, label: name }))}
          onChange={(team_id) => set({ team_id })}
        />
      ) : null}
      <One
        label={t("field.status")}
        whenUnset={t("any.status")}
        value={filter.column}
        options={columns.map((id) => ({ id, label: columnName(id) }))}
        onChange={(column) => set({ column })}
      />
      <One
        label={t("field.ever")}
        whenUnset={t("any.ever")}
        value={filter.ever}
        options={columns.map((id) => ({ id, label: stepName(id) }))}
        onChange={(ever) => set({ ever, ever_from: null, ever_before: null })}
      />
      <One
        label={t("field.scoreFrom")}
        whenUnset={t("any.score")}
        value={asText(filter.min_average)}
        options={SCORES.map((one) => ({ id: String(one), label: average(one) }))}
        onChange={(value) => set({ min_average: asNumber(value) })}
      />
      <One
        label={t("field.scoreTo")}
        whenUnset={t("any.score")}
        value={asText(filter.max_average)}
        options={[...SCORES.slice(1), 5].map((one) => ({ id: String(one), label: average(one) }))}
        onChange={(value) => set({ max_average: asNumber(value) })}
      />
      <ScoreFields
        ranges={filter.scores}
        criteria={facets?.criteria ?? []}
        onChange={(scores) => set({ scores })}
      />
      <One
        label={t("field.language")}
        whenUnset={t("any.language")}
        value={filter.language}
        options={(facets?.languages ?? []).map((id) => ({ id, label: languageName(id) }))}
        onChange={(language) => set({ language })}
      />
      <One
        label={t("field.tag")}
        whenUnset={t("any.tag")}
        value={filter.tag}
        options={tags.map(({ name }) => ({ id: name, label: name }))}
        onChange={(tag) => set({ tag })}
      />
      <One
        label={t("field.reviewed")}
        whenUnset={t("any.reviewed")}
        value={asText(filter.reviewed)}
        options={[
          { id: "true", label: t("reviewed") },
          { id: "false", label: t("notReviewed") },
        ]}
        onChange={(value) => set({ reviewed: asFlag(value) })}
      />
      <One
        label={t("field.starred")}
        whenUnset={t("any.starred")}
        value={asText(filter.starred)}
        options={[
          { id: "true", label: t("starred") },
          { id: "false", label: t("notStarred") },
        ]}
        onChange={(value) => set({ starred: asFlag(value) })}
      />
      <One
        label={t("field.gone")}
        whenUnset={t("any.gone")}
        value={asText(filter.gone)}
        options={[
          { id: "true", label: t("goneYes") },
          { id: "false", label: t("goneNo") },
        ]}
        onChange={(value) => set({ gone: asFlag(value) })}
      />
      <DayRange
        label={t("field.interviewed")}
        from={filter.interviewed_from}
        before={filter.interviewed_before}
        onChange={(interviewed_from, interviewed_before) =>
          set({ interviewed_from, interviewed_before })
        }
      />
      <DayRange
        label={t("field.seen")}
        from={filter.seen_from}
        before={filter.seen_before}
        onChange={(seen_from, seen_before) => set({ seen_from, seen_before })}
      />
    </div>
  );
}

function asText(value: number | boolean | null): string | null {
  return value === null ? null : String(value);
}

function asNumber(value: string | null): number | null {
  return value === null ? null : Number(value);
}

function asFlag(value: string | null): boolean | null {
  return value === null ? null : value === "true";
}
