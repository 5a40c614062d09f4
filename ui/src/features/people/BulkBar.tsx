import { Toolbar } from "react-aria-components/Toolbar";
import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { Keys } from "../../components/Keys";
import { count } from "../../lib/format";
import { useWords } from "../../words/words";
import styles from "./PeopleGrid.module.css";
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
    <Toolbar className={styles.bulk ?? ""} aria-label={t("bulk")}>
      <strong>{t("selected", { count: amount, n: count(amount) })}</strong>
      {amount < total ? (
        <Button look="quiet" onPress={hands.selectAll}>
          {t("selectAll", { n: count(total) })}
        </Button>
      ) : null}
      <span className={styles.bulkButtons}>
        <Button onPress={() => mark(inHand(), "star")}>
          <Icon name="star" />
          {marks("star")} <Keys keys="s" />
        </Button>
        <Button onPress={() => mark(inHand(), "review")}>
          <Icon name="check" />
          {marks("reviewed")} <Keys keys="r" />
        </Button>
        <Button onPress={() => tag(inHand())}>
          <Icon name="tag" />
          {marks("tagKey")} <Keys keys="t" />
        </Button>
        {mayCompare ? (
          <Button onPress={hands.compare}>
            {t("compare")} <Keys keys="c" />
          </Button>
        ) : null}
        <Button onPress={hands.exportSelected}>
          <Icon name="download" />
          {t("export")}
        </Button>
        <Button look="quiet" onPress={cursor.clear}>
          {t("clearSelection")} <Keys keys="escape" />
        </Button>
      </span>
    </Toolbar>
  );
}
