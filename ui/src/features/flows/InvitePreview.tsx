import { Choice } from "../../components/Choice";
import { Labelled } from "../../components/Field";
import frame from "../../components/Frame.module.css";
import { Switch } from "../../components/Switch";
import { saidWords } from "../../components/said-words";
import type { InviteBadLine, InviteMapping, InvitePlan } from "../../contract/types";
import { count } from "../../lib/format";
import { useWords } from "../../words/words";
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
  const { t } = useWords("flows");
  const amounts = (["people", "bad", "repeats"] as const)
    .map((what) => [what, what === "people" ? plan.people : plan[what].length] as const)
    .filter(([what, amount]) => what === "people" || amount > 0)
    .map(([what, amount]) => t(`many.${what}`, { count: amount, n: count(amount) }));
  return (
    <>
      <p role="status" data-plan-people={plan.people}>
        <strong>{name}:</strong> {amounts.join(", ")}.
      </p>
      {plan.notes.map((note) => (
        <p key={note.said} className={frame.soft}>
          {saidWords(note)}
        </p>
      ))}
      <Columns plan={plan} onMap={onMap} />
      {plan.repeats.length > 0 ? (
        <Switch isOn={skipsRepeats} onChange={onSkipRepeats} details={t("many.leaveOutMeans")}>
          {t("many.leaveOut")}
        </Switch>
      ) : null}
      <Lines heading={t("many.cannot")} lines={plan.bad} />
      <Lines heading={t(skipsRepeats ? "many.leftOut" : "many.onceMore")} lines={plan.repeats} />
      <People plan={plan} />
    </>
  );
}

const NONE = "none";

function Columns({ plan, onMap }: Pick<Props, "plan" | "onMap">) {
  const { columns, mapping } = plan;
  const { t } = useWords("flows");
  const named = columns.map((column, index) => ({
    id: String(index),
    label: column === "" ? t("many.column", { n: index + 1 }) : column,
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
      {pick(t("many.emailColumn"), "email")}
      {pick(t("many.firstNameColumn"), "first_name")}
      {pick(t("many.lastNameColumn"), "last_name")}
    </div>
  );
}

/** So many lines are listed before the rest is only counted. */
const LISTED = 100;

function Lines({ heading, lines }: { heading: string; lines: readonly InviteBadLine[] }) {
  const { t } = useWords("flows");
  if (lines.length === 0) return null;
  return (
    <section className={styles.lines} aria-label={heading}>
      <h2>
        {heading} ({count(lines.length)})
      </h2>
      <ul>
        {lines.slice(0, LISTED).map(({ line, reason }) => (
          <li key={line} data-bad-line={line}>
            <span className={styles.line}>{t("many.line", { n: line })}</span> {saidWords(reason)}
          </li>
        ))}
        {lines.length > LISTED ? (
          <li>
            {t("many.andMore", { count: lines.length - LISTED, n: count(lines.length - LISTED) })}
          </li>
        ) : null}
      </ul>
    </section>
  );
}

function People({ plan }: { plan: InvitePlan }) {
  const { t } = useWords("flows");
  if (plan.preview.length === 0) return null;
  return (
    <section className={styles.lines} aria-label={t("many.toInvite")}>
      <h2>
        {plan.people > plan.preview.length
          ? t("many.toInviteFirst", { n: count(plan.preview.length) })
          : t("many.toInvite")}
      </h2>
      <table className={frame.table}>
        <thead>
          <tr>
            <th scope="col">{t("many.lineHeading")}</th>
            <th scope="col">{t("form.email")}</th>
            <th scope="col">{t("form.firstName")}</th>
            <th scope="col">{t("form.lastName")}</th>
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
