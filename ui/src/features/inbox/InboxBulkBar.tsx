import { Toolbar } from "react-aria-components/Toolbar";
import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { Keys } from "../../components/Keys";
import { count } from "../../lib/format";
import { useWords } from "../../words/words";
import styles from "./InboxGrid.module.css";
import type { Hands } from "./inbox-actions";

/** What can be done to all that are selected. */
export function InboxBulkBar({ hands }: { hands: Hands }) {
  const { t } = useWords("inbox");
  const { cursor, inHand, doing } = hands;
  const amount = cursor.selected.size;
  if (amount === 0) return null;
  return (
    <Toolbar className={styles.bulk ?? ""} aria-label={t("bulk")}>
      <strong>{t("selected", { count: amount, n: count(amount) })}</strong>
      <span className={styles.bulkButtons}>
        <Button onPress={() => doing.done(inHand())}>
          <Icon name="check" />
          {t("markDone")} <Keys keys="e" />
        </Button>
        <Button onPress={() => doing.toggle(inHand(), "unread")}>
          {t("readOrUnread")} <Keys keys="u" />
        </Button>
        <Button onPress={() => doing.toggle(inHand(), "starred")}>
          <Icon name="star" />
          {t("star")} <Keys keys="s" />
        </Button>
        <Button onPress={() => hands.snoozing.open(inHand())}>
          <Icon name="snooze" />
          {t("snooze.action")} <Keys keys="h" />
        </Button>
        <Button look="quiet" onPress={cursor.clear}>
          {t("clearSelection")} <Keys keys="escape" />
        </Button>
      </span>
    </Toolbar>
  );
}
