import { Choice } from "../../components/Choice";
import { Labelled } from "../../components/Field";
import type { NamedId } from "../../contract/types";

const DEFAULT = "default";

/** Ribbon's own choice first: an empty id leaves it to Ribbon. */
function options(all: readonly NamedId[], byDefault: string) {
  return [{ id: DEFAULT, label: byDefault }, ...all.map(({ id, name }) => ({ id, label: name }))];
}

interface PickProps {
  label: string;
  value: string;
  all: readonly NamedId[];
  byDefault: string;
  onChange: (id: string) => void;
}

/** A choice that can be left to Ribbon. */
export function DefaultPick({ label, value, all, byDefault, onChange }: PickProps) {
  return (
    <Labelled label={label}>
      <Choice
        label={label}
        value={value === "" ? DEFAULT : value}
        options={options(all, byDefault)}
        onChange={(id) => onChange(id === DEFAULT ? "" : id)}
      />
    </Labelled>
  );
}
