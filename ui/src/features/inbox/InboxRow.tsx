import { memo, useState } from "react";
import { IconButton } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { When } from "../../components/When";
import type { InboxItem } from "../../contract/types";
import { average } from "../../lib/format";
import styles from "./InboxGrid.module.css";
import type { RowActions } from "./inbox-actions";
import { KIND_ICONS, whatHappened } from "./inbox-words";

interface Props {
  index: number;
  top: number;
  item: InboxItem | undefined;
  now: number;
  isActive: boolean;
  isSelected: boolean;
  actions: RowActions;
}

/** The element that the grid names as its active one. */
export function rowElementId(index: number): string {
  return `inbox-row-${index}`;
}

export const InboxRow = memo(function InboxRow(props: Props) {
  const { index, top, item, isActive, isSelected, actions } = props;
  // Buttons are costly to draw; only the row under the pointer has them.
  const [isHovered, setIsHovered] = useState(false);
  const place = { transform: `translateY(${top}px)` };
  if (!item) {
    return (
      <div
        id={rowElementId(index)}
        className={styles.row}
        style={place}
        role="row"
        aria-rowindex={index + 1}
        data-pending
      >
        <span role="gridcell" className={styles.pending}>
          <span className="visually-hidden">On its way</span>
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
      aria-rowindex={index + 1}
      aria-selected={isSelected}
      data-inbox-id={item.id}
      data-unread={item.unread}
      data-active={isActive}
      data-selected={isSelected}
      data-done={item.done}
      onClick={() => actions.open(index)}
      onPointerEnter={() => setIsHovered(true)}
      onPointerLeave={() => setIsHovered(false)}
    >
      <Cells item={item} now={props.now} isSelected={isSelected} />
      {isHovered ? <RowButtons index={index} item={item} actions={actions} /> : null}
    </div>
  );
});

interface CellsProps {
  item: InboxItem;
  now: number;
  isSelected: boolean;
}

function Cells({ item, now, isSelected }: CellsProps) {
  return (
    <>
      <div role="gridcell" className={styles.who}>
        <span className={styles.mark}>
          {isSelected ? <Icon name="check" size={12} /> : null}
          {!isSelected && item.unread ? <Icon name="unread" filled size={12} /> : null}
        </span>
        {item.unread ? <span className="visually-hidden">Unread: </span> : null}
        <span className={styles.name}>{item.candidate_name}</span>
        {item.starred ? (
          <span className={styles.starred}>
            <Icon name="star" filled size={12} />
            <span className="visually-hidden">starred</span>
          </span>
        ) : null}
      </div>
      <div role="gridcell" className={styles.what}>
        <Icon name={KIND_ICONS[item.kind]} />
        <span className={styles.event}>
          {item.after_gap ? (
            <span className={styles.gap} title="At least one change before this never reached us">
              gap
              <span className="visually-hidden">
                : at least one change before this never reached us,
              </span>
            </span>
          ) : null}
          {whatHappened(item)}
        </span>
        <span className={styles.flow}>{item.flow_title}</span>
        {item.done ? <span className={styles.flow}>done</span> : null}
      </div>
      <div role="gridcell" className={styles.score}>
        {item.average === null ? null : (
          <>
            {average(item.average)}
            <span className="visually-hidden"> of 5</span>
          </>
        )}
      </div>
      <div role="gridcell" className={styles.when}>
        <When at={item.first_seen_at} now={now} prefixHidden />
      </div>
    </>
  );
}

function RowButtons({
  index,
  item,
  actions,
}: Pick<Props, "index" | "actions"> & { item: InboxItem }) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: it only keeps the row from being opened.
    <div role="gridcell" className={styles.buttons} onClick={(event) => event.stopPropagation()}>
      <IconButton
        icon="star"
        filled={item.starred}
        label={item.starred ? "Unstar" : "Star"}
        keys="s"
        excludeFromTabOrder
        onPress={() => actions.star(index)}
      />
      <IconButton
        icon="check"
        label={item.done ? "Not done" : "Done"}
        keys="e"
        excludeFromTabOrder
        onPress={() => actions.done(index)}
      />
    </div>
  );
}
