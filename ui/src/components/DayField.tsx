import {
  type CalendarDate,
  type CalendarDateTime,
  fromDate,
  getLocalTimeZone,
  toCalendarDate,
  toCalendarDateTime,
} from "@internationalized/date";
import { DateField, DateInput, DateSegment } from "react-aria-components/DateField";
import { Label } from "react-aria-components/Label";
import styles from "./DayField.module.css";

interface Props {
  label: string;
  /** Milliseconds; nothing where no day is set. */
  value: number | null;
  onChange: (value: number | null) => void;
}

/** A day, part by part, in the order in which the reader writes dates. Its value is the day's start. */
export function DayField({ label, value, onChange }: Props) {
  const day = value === null ? null : toCalendarDate(zoned(value));
  return (
    <DateField<CalendarDate>
      className={styles.field ?? ""}
      value={day}
      onChange={(next) => onChange(next ? next.toDate(getLocalTimeZone()).getTime() : null)}
    >
      <Parts label={label} />
    </DateField>
  );
}

/** A day and a time of it. */
export function MomentField({ label, value, onChange }: Props) {
  const moment = value === null ? null : toCalendarDateTime(zoned(value));
  return (
    <DateField<CalendarDateTime>
      className={styles.field ?? ""}
      granularity="minute"
      value={moment}
      onChange={(next) => onChange(next ? next.toDate(getLocalTimeZone()).getTime() : null)}
    >
      <Parts label={label} />
    </DateField>
  );
}

function Parts({ label }: { label: string }) {
  return (
    <>
      <Label className={styles.label ?? ""}>{label}</Label>
      <DateInput className={styles.input ?? ""}>
        {(segment) => <DateSegment className={styles.part ?? ""} segment={segment} />}
      </DateInput>
    </>
  );
}

function zoned(value: number) {
  return fromDate(new Date(value), getLocalTimeZone());
}
