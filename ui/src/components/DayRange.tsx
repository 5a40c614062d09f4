import { useId } from "react";
import { useWords } from "../words/words";
import { DayField } from "./DayField";
import styles from "./DayField.module.css";

interface Props {
  label: string;
  /** The start of the first day, in milliseconds; nothing where it is open. */
  from: number | null;
  /** The end of the last day, which is the start of the one after it. */
  before: number | null;
  onChange: (from: number | null, before: number | null) => void;
}

/** From one day to another, both included, each of which may be left open. */
export function DayRange({ label, from, before, onChange }: Props) {
  const { t } = useWords();
  const id = useId();
  const isBackwards = from !== null && before !== null && before <= from;
  return (
    <fieldset className={styles.range} aria-describedby={isBackwards ? id : undefined}>
      <legend className={styles.label}>{label}</legend>
      <DayField label={t("day.from")} value={from} onChange={(first) => onChange(first, before)} />
      <DayField
        label={t("day.to")}
        value={before === null ? null : before - 1}
        onChange={(last) => onChange(from, last === null ? null : nextDay(last))}
      />
      <p id={id} role="status" className={styles.backwards}>
        {isBackwards ? t("day.backwards") : ""}
      </p>
    </fieldset>
  );
}

/** The start of the day after, by the reader's calendar: days are not all equally long. */
function nextDay(ms: number): number {
  const day = new Date(ms);
  day.setDate(day.getDate() + 1);
  return day.getTime();
}
