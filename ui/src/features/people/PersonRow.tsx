import { type MouseEvent, memo } from "react";
import { IconButton } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { ListRow, PendingRow, RowButtons } from "../../components/ListRow";
import type { Person } from "../../contract/types";
import { useWords } from "../../words/words";
import styles from "./PeopleGrid.module.css";
import { PersonCells } from "./PersonCells";
import type { RowActions } from "./people-actions";
import type { ColumnId } from "./people-columns";

interface Props {
  index: number;
  top: number;
  person: Person | undefined;
  columns: readonly ColumnId[];
  now: number;
  isActive: boolean;
  isSelected: boolean;
  actions: RowActions;
}

/** The element that the grid names as its active one. */
export function rowElementId(index: number): string {
  return `person-row-${index}`;
}

/** One candidate. Only what belongs to this row draws it anew. */
export const PersonRow = memo(function PersonRow(props: Props) {
  const { index, top, person, columns, now, isActive, isSelected, actions } = props;
  const { t } = useWords("people");
  const place = { id: rowElementId(index), top, rowIndex: index + 2, className: styles.row };
  if (!person) return <PendingRow {...place} words={t("onItsWay")} />;
  return (
    <ListRow
      {...place}
      isActive={isActive}
      isSelected={isSelected}
      data={{ "data-person-id": person.candidate_id }}
      onClick={(event) => click(event, index, actions)}
      buttons={() => <Buttons index={index} person={person} actions={actions} />}
    >
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: X selects the active row from the grid. */}
      <div
        role="gridcell"
        className={styles.pick}
        onClick={(event) => {
          event.stopPropagation();
          actions.pick(index, event.shiftKey);
        }}
      >
        <span className={styles.box}>{isSelected ? <Icon name="check" size={12} /> : null}</span>
      </div>
      <PersonCells person={person} columns={columns} now={now} />
    </ListRow>
  );
});

/** With a modifier a click selects, as everywhere; without it opens. */
function click(event: MouseEvent, index: number, actions: RowActions): void {
  if (event.shiftKey || event.ctrlKey || event.metaKey) actions.pick(index, event.shiftKey);
  else actions.open(index);
}

interface ButtonsProps {
  index: number;
  person: Person;
  actions: RowActions;
}

function Buttons({ index, person, actions }: ButtonsProps) {
  const { t } = useWords("marks");
  const { starred, reviewed_at } = person.marks;
  return (
    <RowButtons className={styles.buttons}>
      <IconButton
        icon="star"
        filled={starred}
        label={starred ? t("unstar") : t("star")}
        keys="s"
        excludeFromTabOrder
        onPress={() => actions.star(index)}
      />
      <IconButton
        icon="check"
        label={reviewed_at === null ? t("review") : t("unreview")}
        keys="r"
        excludeFromTabOrder
        onPress={() => actions.review(index)}
      />
      <IconButton
        icon="tag"
        label={t("tagKey")}
        keys="t"
        excludeFromTabOrder
        onPress={() => actions.tag(index)}
      />
    </RowButtons>
  );
}
