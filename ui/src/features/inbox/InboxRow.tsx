import { memo } from "react";
import { IconButton } from "../../components/Button";
import { ListRow, PendingRow, RowButtons } from "../../components/ListRow";
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
  const place = { id: rowElementId(index), top, rowIndex: index + 1, className: styles.row };
  if (!item) return <PendingRow {...place} words={t("onItsWay")} bar={styles.pending} />;
  return (
    <ListRow
      {...place}
      isActive={isActive}
      isSelected={isSelected}
      data={{ "data-inbox-id": item.id, "data-unread": item.unread, "data-done": item.done }}
      onClick={() => actions.open(index)}
      buttons={() => <Buttons index={index} item={item} t={t} actions={actions} />}
    >
      <InboxCells item={item} t={t} now={props.now} isSelected={isSelected} />
    </ListRow>
  );
});

interface ButtonsProps extends Pick<Props, "index" | "t" | "actions"> {
  item: InboxItem;
}

function Buttons({ index, item, t, actions }: ButtonsProps) {
  return (
    <RowButtons className={styles.buttons}>
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
    </RowButtons>
  );
}
