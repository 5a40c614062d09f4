import { Choice } from "../../components/Choice";
import { Labelled } from "../../components/Field";
import { Switch } from "../../components/Switch";
import type { InviteBadLine, InviteMapping, InvitePlan } from "../../contract/types";
import { count, counted } from "../../lib/format";
import styles from "./InviteManyScreen.module.css";

interface Props {
  plan: InvitePlan;
  name: string;
  skipsRepeats: boolean;
  onMap: (mapping: InviteMapping) => void;
  onSkipRepeats: (skip: boolean) => void;
}

/** What would become of each line. */
export function InvitePreview({ plan, name, skipsRepeats, onMap, onSkipRepeats }: Props) {
  return (
    <>
      <p role="status" data-plan-people={plan.people}>
        <strong>{name}:</strong> {counted(plan.people, "person", "people")} to invite
        {plan.bad.length > 0 ? `, ${counted(plan.bad.length, "line", "lines")} cannot be` : ""}
        {plan.repeats.length > 0 ? `, ${counted(plan.repeats.length, "repeat", "repeats")}` : ""}.
      </p>
      {plan.notes.map((note) => (
        <p key={note} className={styles.soft}>
          {note}
        </p>
      ))}
      <Columns plan={plan} onMap={onMap} />
      {plan.repeats.length > 0 ? (
        <Switch
          isOn={skipsRepeats}
          onChange={onSkipRepeats}
          details="An address that stands in the list before, or that was invited into this flow from here."
        >
          Leave repeats out
        </Switch>
      ) : null}
      <Lines heading="Cannot be invited" lines={plan.bad} />
      <Lines
        heading={skipsRepeats ? "Left out as repeats" : "Invited once more"}
        lines={plan.repeats}
      />
      <People plan={plan} />
    </>
  );
}

const NONE = "none";

function Columns({ plan, onMap }: Pick<Props, "plan" | "onMap">) {
  const { columns, mapping } = plan;
  const named = columns.map((column, index) => ({
    id: String(index),
    label: column === "" ? `Column ${index + 1}` : column,
  }));
  const pick = (label: string, field: keyof InviteMapping) => (
    <Labelled label={label}>
      <Choice
        label={label}
        value={mapping[field] === null ? NONE : String(mapping[field])}
        options={[{ id: NONE, label: "—" }, ...named]}
        onChange={(id) => onMap({ ...mapping, [field]: id === NONE ? null : Number(id) })}
      />
    </Labelled>
  );
  return (
    <div className={styles.columns}>
      {pick("E-mail column", "email")}
      {pick("First name column", "first_name")}
      {pick("Last name column", "last_name")}
    </div>
  );
}

/** So many lines are listed before the rest is only counted. */
const LISTED = 100;

function Lines({ heading, lines }: { heading: string; lines: readonly InviteBadLine[] }) {
  if (lines.length === 0) return null;
  return (
    <section className={styles.lines} aria-label={heading}>
      <h2>
        {heading} ({count(lines.length)})
      </h2>
      <ul>
        {lines.slice(0, LISTED).map(({ line, reason }) => (
          <li key={line} data-bad-line={line}>
            <span className={styles.line}>Line {line}</span> {reason}
          </li>
        ))}
        {lines.length > LISTED ? <li>and {count(lines.length - LISTED)} more</li> : null}
      </ul>
    </section>
  );
}

function People({ plan }: { plan: InvitePlan }) {
  if (plan.preview.length === 0) return null;
  return (
    <section className={styles.lines} aria-label="To be invited">
      <h2>
        To be invited
        {plan.people > plan.preview.length ? ` (the first ${plan.preview.length})` : ""}
      </h2>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Line</th>
            <th scope="col">E-mail</th>
            <th scope="col">First name</th>
            <th scope="col">Last name</th>
          </tr>
        </thead>
        <tbody>
          {plan.preview.map((one) => (
            <tr key={one.line}>
              <td className={styles.line}>{one.line}</td>
              <td>{one.email}</td>
              <td>{one.first_name}</td>
              <td>{one.last_name}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
