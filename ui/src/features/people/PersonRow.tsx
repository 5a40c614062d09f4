import { type MouseEvent, memo, useState } from "react";
import { IconButton } from "../../components/Button";
import { Icon } from "../../components/Icon";
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
  // Buttons are costly to draw; only the row under the pointer has them.
  const [isHovered, setIsHovered] = useState(false);
  const place = { transform: `translateY(${top}px)` };
  if (!person) {
    return (
      <div
        id={rowElementId(index)}
        className={styles.row}
        style={place}
        role="row"
        aria-rowindex={index + 2}
        data-pending
      >
        <span role="gridcell" className={styles.pending}>
          <span className="visually-hidden">{t("onItsWay")}</span>
        </span>
      </div>
    );
  }
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Enter opens the active row from the grid.
    <div
      id={rowElementId(index)}
      className={styles.row}
      style={place}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      data-person-id={person.candidate_id}
      data-active={isActive}
      data-selected={isSelected}
      onClick={(event) => click(event, index, actions)}
      onPointerEnter={() => setIsHovered(true)}
      onPointerLeave={() => setIsHovered(false)}
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
      {isHovered ? <RowButtons index={index} person={person} actions={actions} /> : null}
    </div>
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

function RowButtons({ index, person, actions }: ButtonsProps) {
  const { t } = useWords("marks");
  const { starred, reviewed_at } = person.marks;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: it only keeps the row from being opened.
    <div role="gridcell" className={styles.buttons} onClick={(event) => event.stopPropagation()}>
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
    </div>
  );
}
