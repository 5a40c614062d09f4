import type { ReactNode } from "react";
import { Icon } from "../../components/Icon";
import { When } from "../../components/When";
import type { Person } from "../../contract/types";
import { average, count } from "../../lib/format";
import { scoreInWords } from "../../lib/score";
import { useWords, wordsOf } from "../../words/words";
import { MarkSigns } from "../marks/MarkSigns";
import { TagChips } from "../marks/TagChips";
import { systemOf } from "./criterion-key";
import { columnName } from "./filter-words";
import { languageName } from "./language-name";
import styles from "./PeopleGrid.module.css";
import { type ColumnId, criterionOf, isScoreColumn, shapeOf } from "./people-columns";

const t = wordsOf("people");

interface Props {
  person: Person;
  columns: readonly ColumnId[];
  now: number;
}

/** What stands in a candidate's row, column by column. */
export function PersonCells({ person, columns, now }: Props) {
  return columns.map((id) => (
    <div
      key={id}
      role="gridcell"
      className={shapeOf(id).atEnd ? styles.cellAtEnd : styles.cell}
      data-cell={id}
    >
      {content(id, person, now)}
    </div>
  ));
}

function content(id: ColumnId, person: Person, now: number): ReactNode {
  if (isScoreColumn(id)) {
    const key = criterionOf(id);
    return <ScoreValue value={person.scores[key]} criterion={key} />;
  }
  switch (id) {
    case "name":
      return <Name person={person} />;
    case "status":
      return <Status person={person} />;
    case "flow":
      return <Flow person={person} />;
    case "interviewed":
      return person.interviewed_at === null ? null : (
        <When at={person.interviewed_at} now={now} prefix={t("interviewedOn")} prefixHidden />
      );
    case "average":
      return <Average value={person.average} />;
    case "interviews":
      return count(person.interviews);
    case "tags":
      return <TagChips tags={person.marks.tags} />;
    case "last_seen":
      return <When at={person.last_seen_at} now={now} prefixHidden />;
    case "first_seen":
      return <When at={person.first_seen_at} now={now} prefixHidden />;
    case "email":
      return <span className={styles.cut}>{person.email}</span>;
    case "language":
      return (
        <span className={styles.cut}>{person.language ? languageName(person.language) : ""}</span>
      );
  }
}

function Name({ person }: { person: Person }) {
  return (
    <>
      <span className={styles.name}>{person.name}</span>
      <MarkSigns marks={person.marks} />
      {person.gone > 0 ? <Gone amount={person.gone} /> : null}
    </>
  );
}

/** Marks somebody of whose interviews Ribbon no longer has some. */
function Gone({ amount }: { amount: number }) {
  const { t } = useWords("common");
  const words = t("goneCount", { count: amount, n: count(amount) });
  return (
    <span className={styles.gap} title={words} data-gone>
      <Icon name="offline" size={12} />
      <span className="visually-hidden">, {words}</span>
    </span>
  );
}

function ScoreValue({ value, criterion }: { value: number | undefined; criterion: string }) {
  return value === undefined ? null : scoreInWords({ system: systemOf(criterion) }, value);
}

function Status({ person }: { person: Person }) {
  const { t } = useWords("people");
  return (
    <>
      <span className={person.status === null ? styles.faint : styles.cut}>
        {columnName(person.column)}
      </span>
      {person.has_gap ? (
        <span className={styles.gap} title={t("gapDetails")}>
          <Icon name="gap" size={12} />
          <span className="visually-hidden">, {t("gapDetails")}</span>
        </span>
      ) : null}
    </>
  );
}

function Flow({ person }: { person: Person }) {
  const { t } = useWords("people");
  const others = person.flows - 1;
  return (
    <>
      <span className={styles.cut}>{person.flow_title}</span>
      {others > 0 ? (
        <span className={styles.faint} title={t("moreFlows", { count: others, n: count(others) })}>
          <span aria-hidden="true">+{count(others)}</span>
          <span className="visually-hidden">
            , {t("moreFlows", { count: others, n: count(others) })}
          </span>
        </span>
      ) : null}
    </>
  );
}

function Average({ value }: { value: number | null }) {
  const { t } = useWords("people");
  if (value === null) return null;
  return (
    <>
      {average(value)}
      <span className="visually-hidden"> {t("ofFive")}</span>
    </>
  );
}
