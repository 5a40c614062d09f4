import type { ReactNode } from "react";
import { Icon } from "../../components/Icon";
import { When } from "../../components/When";
import type { Person } from "../../contract/types";
import { average, count } from "../../lib/format";
import { useWords } from "../../words/words";
import { MarkSigns } from "../marks/MarkSigns";
import { TagChips } from "../marks/TagChips";
import { columnName } from "./filter-words";
import { languageName } from "./language-name";
import styles from "./PeopleGrid.module.css";
import { type ColumnId, SHAPES } from "./people-columns";

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
      className={SHAPES[id].atEnd ? styles.cellAtEnd : styles.cell}
      data-cell={id}
    >
      {content(id, person, now)}
    </div>
  ));
}

function content(id: ColumnId, person: Person, now: number): ReactNode {
  switch (id) {
    case "name":
      return <Name person={person} />;
    case "status":
      return <Status person={person} />;
    case "flow":
      return <Flow person={person} />;
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
    </>
  );
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
