import { memo, useState } from "react";
import { IconButton } from "../../components/Button";
import type { InboxItem } from "../../contract/types";
import { InboxCells } from "./InboxCells";
import styles from "./InboxGrid.module.css";
import type { RowActions } from "./inbox-actions";
import type { InboxWords } from "./inbox-words";

interface Props {
  index: number;
  top: number;
  item: InboxItem | undefined;
  t: InboxWords;
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
  const { index, top, item, t, isActive, isSelected, actions } = props;
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
      <InboxCells item={item} t={t} now={props.now} isSelected={isSelected} />
      {isHovered ? <RowButtons index={index} item={item} t={t} actions={actions} /> : null}
    </div>
  );
});

function RowButtons({
  index,
  item,
  t,
  actions,
}: Pick<Props, "index" | "t" | "actions"> & { item: InboxItem }) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: it only keeps the row from being opened.
    <div role="gridcell" className={styles.buttons} onClick={(event) => event.stopPropagation()}>
      <IconButton
        icon="star"
        filled={item.starred}
        label={item.starred ? t("unstar") : t("star")}
        keys="s"
        excludeFromTabOrder
        onPress={() => actions.star(index)}
      />
      <IconButton
        icon="check"
        label={item.done ? t("markNotDone") : t("markDone")}
        keys="e"
        excludeFromTabOrder
        onPress={() => actions.done(index)}
      />
      <IconButton
        icon="snooze"
        label={t("snooze.action")}
        keys="h"
        excludeFromTabOrder
        onPress={() => actions.snooze(index)}
      />
    </div>
  );
}
