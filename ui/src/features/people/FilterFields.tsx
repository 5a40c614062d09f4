import { Choice } from "../../components/Choice";
import { DayRange } from "../../components/DayRange";
import { Labelled } from "../../components/Field";
import type { PeopleFilter } from "../../contract/types";
import { average } from "../../lib/format";
import { useWords } from "../../words/words";
import { useTags } from "../marks/TagPicker";
import { useFlows } from "../shell/shell-data";
import styles from "./Filters.module.css";
import { columnName, stepName } from "./filter-words";
import { languageName } from "./language-name";
import { useFacets } from "./people-data";

interface Props {
  filter: PeopleFilter;
  onChange: (filter: PeopleFilter) => void;
}

const ALL = "";
const SCORES = [1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5] as const;

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
      <DayRange
        label={t("field.seen")}
        from={filter.seen_from}
        before={filter.seen_before}
        onChange={(seen_from, seen_before) => set({ seen_from, seen_before })}
      />
    </div>
  );
}

interface OneProps {
  label: string;
  /** What it is called when nothing narrows. */
  whenUnset: string;
  value: string | null;
  options: readonly { id: string; label: string }[];
  onChange: (value: string | null) => void;
}

function One({ label, whenUnset, value, options, onChange }: OneProps) {
  // What is chosen stays to be seen also where nothing offers it any more.
  const isOffered = value === null || options.some(({ id }) => id === value);
  const chosen = isOffered || value === null ? [] : [{ id: value, label: value }];
  return (
    <Labelled label={label}>
      <Choice
        label={label}
        value={value ?? ALL}
        options={[{ id: ALL, label: whenUnset }, ...chosen, ...options]}
        onChange={(id) => onChange(id === ALL ? null : id)}
      />
    </Labelled>
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
