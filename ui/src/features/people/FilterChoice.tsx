import { Choice } from "../../components/Choice";
import { Labelled } from "../../components/Field";

const ALL = "";
/** Out of five, where averages and scores can be cut. */
export const SCORES = [1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5] as const;

interface OneProps {
  label: string;
  /** What it is called when nothing narrows. */
  whenUnset: string;
  value: string | null;
  options: readonly { id: string; label: string }[];
  onChange: (value: string | null) => void;
}

/** One filter with its choices, the first of which is none of them. */
export function One({ label, whenUnset, value, options, onChange }: OneProps) {
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
