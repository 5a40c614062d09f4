import { IconButton } from "../../components/Button";
import type { Criterion, ScoreRange } from "../../contract/types";
import { scoreInWords } from "../../lib/score";
import { useWords } from "../../words/words";
import { useCriterionName } from "../candidate/Scores";
import { keyInWords, systemOf } from "./criterion-key";
import { One, SCORES } from "./FilterChoice";
import styles from "./Filters.module.css";
import { MOST_SCORES } from "./people-filter";

interface Props {
  ranges: readonly ScoreRange[];
  criteria: readonly Criterion[];
  onChange: (ranges: ScoreRange[]) => void;
}

/** By which criteria the table is narrowed, each in its own system. */
export function ScoreFields({ ranges, criteria, onChange }: Props) {
  const { t } = useWords("people");
  const nameOf = useCriterionName();
  const free = criteria.filter(({ key }) => ranges.every(({ criterion }) => criterion !== key));
  return (
    <>
      {ranges.map((range) => {
        const known = criteria.find(({ key }) => key === range.criterion);
        const unknown = t("unknownCriterion", { name: keyInWords(range.criterion) });
        const others = ranges.filter((one) => one !== range);
        return (
          <div key={range.criterion} className={styles.score} data-score-filter={range.criterion}>
            <RangeFields
              name={known ? nameOf(known) : unknown}
              range={range}
              onChange={(next) => onChange(ranges.map((one) => (one === range ? next : one)))}
            />
            <IconButton
              icon="close"
              label={t("removeFilter", { what: known ? nameOf(known) : unknown })}
              onPress={() => onChange(others)}
            />
          </div>
        );
      })}
      {free.length > 0 && ranges.length < MOST_SCORES ? (
        <One
          label={t("field.criterion")}
          whenUnset={t("any.criterion")}
          value={null}
          options={free.map((criterion) => ({ id: criterion.key, label: nameOf(criterion) }))}
          onChange={(criterion) => {
            if (criterion !== null) onChange([...ranges, { criterion, min: null, max: null }]);
          }}
        />
      ) : null}
    </>
  );
}

/** Between yes and no. */
const MIDDLE = 2.5;
const TENTHS = [0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5] as const;

interface RangeProps {
  name: string;
  range: ScoreRange;
  onChange: (range: ScoreRange) => void;
}

function RangeFields({ name, range, onChange }: RangeProps) {
  const { t } = useWords("people");
  const system = systemOf(range.criterion);
  if (system === "binary") {
    const answer = range.min !== null ? "yes" : range.max !== null ? "no" : null;
    return (
      <One
        label={name}
        whenUnset={t("any.answer")}
        value={answer}
        options={[
          { id: "yes", label: scoreInWords({ system }, 5) },
          { id: "no", label: scoreInWords({ system }, 0) },
        ]}
        onChange={(id) =>
          onChange({
            ...range,
            min: id === "yes" ? MIDDLE : null,
            max: id === "no" ? MIDDLE : null,
          })
        }
      />
    );
  }
  const steps: readonly number[] = system === "percentage" ? TENTHS : SCORES;
  const option = (value: number) => ({
    id: String(value),
    label: scoreInWords({ system }, value),
  });
  const asValue = (id: string | null) => (id === null ? null : Number(id));
  return (
    <>
      <One
        label={t("field.atLeast", { name })}
        whenUnset={t("any.score")}
        value={range.min === null ? null : String(range.min)}
        options={[...steps, 5].map(option)}
        onChange={(id) => onChange({ ...range, min: asValue(id) })}
      />
      <One
        label={t("field.below", { name })}
        whenUnset={t("any.score")}
        value={range.max === null ? null : String(range.max)}
        options={steps.map(option)}
        onChange={(id) => onChange({ ...range, max: asValue(id) })}
      />
    </>
  );
}
