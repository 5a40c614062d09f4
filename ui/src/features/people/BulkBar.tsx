import { Toolbar } from "react-aria-components/Toolbar";
import { Button, IconButton } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { Keys } from "../../components/Keys";
import shared from "../../components/List.module.css";
import { count } from "../../lib/format";
import { useWords } from "../../words/words";
import type { PeopleHands } from "./people-actions";

/** What can be done to all that are selected. */
export function BulkBar({ hands }: { hands: PeopleHands }) {
  const { t } = useWords("people");
  const { t: marks } = useWords("marks");
  const { cursor, total, inHand, mark, tag } = hands;
  const amount = cursor.selected.size;
  if (amount === 0) return null;
  const mayCompare = amount >= 2 && amount <= 4;
  return (
    <Toolbar className={shared.bulk ?? ""} aria-label={t("bulk")}>
      <strong>{t("selected", { count: amount, n: count(amount) })}</strong>
      {amount < total ? (
        <Button look="quiet" onPress={hands.selectAll}>
          {t("selectAll", { n: count(total) })}
        </Button>
      ) : null}
      <span className={shared.bulkButtons}>
        <Button onPress={() => mark(inHand(), "star")}>
          <Icon name="star" />
          {marks("starShort")} <Key name="s" />
        </Button>
        <Button onPress={() => mark(inHand(), "review")}>
          <Icon name="check" />
          {marks("reviewed")} <Key name="r" />
        </Button>
        <Button onPress={() => tag(inHand())}>
          <Icon name="tag" />
          {marks("tagKey")} <Key name="t" />
        </Button>
        {mayCompare ? (
          <Button onPress={hands.compare}>
            {t("compare")} <Key name="v" />
          </Button>
        ) : null}
        <Button onPress={hands.exportSelected}>
          <Icon name="download" />
          {t("export")}
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
