import { Toolbar } from "react-aria-components/Toolbar";
import { Button, IconButton } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { Keys } from "../../components/Keys";
import shared from "../../components/List.module.css";
import { count } from "../../lib/format";
import { useWords } from "../../words/words";
import type { Hands } from "./inbox-actions";

/** What can be done to all that are selected. */
export function InboxBulkBar({ hands }: { hands: Hands }) {
  const { t } = useWords("inbox");
  const { cursor, inHand, doing } = hands;
  const amount = cursor.selected.size;
  if (amount === 0) return null;
  return (
    <Toolbar className={shared.bulk ?? ""} aria-label={t("bulk")}>
      <strong>{t("selected", { count: amount, n: count(amount) })}</strong>
      <span className={shared.bulkButtons}>
        <Button onPress={() => doing.done(inHand())}>
          <Icon name="check" />
          {t("markDone")} <Key name="e" />
        </Button>
        <Button onPress={() => doing.toggle(inHand(), "unread")}>
          {t("readOrUnread")} <Key name="u" />
        </Button>
        <Button onPress={() => doing.toggle(inHand(), "starred")}>
          <Icon name="star" />
          {t("starShort")} <Key name="s" />
        </Button>
        <Button onPress={() => hands.snoozing.open(inHand())}>
          <Icon name="snooze" />
          {t("snooze.action")} <Key name="h" />
        </Button>
        <IconButton icon="close" label={t("clearSelection")} keys="escape" onPress={cursor.clear} />
      </span>
    </Toolbar>
  );
}

/** A button's key, where there is room for it. */
function Key({ name }: { name: string }) {
  return (
    <span className={shared.key}>
      <Keys keys={name} />
    </span>
  );
}
