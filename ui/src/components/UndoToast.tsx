import { useWords } from "../words/words";
import { Button } from "./Button";
import { Keys } from "./Keys";
import type { Undoable } from "./Undo";
import styles from "./Undo.module.css";

/** What was just done, and the way back where there is one. */
export function UndoToast({ offer, onUndo }: { offer: Undoable; onUndo: () => void }) {
  const { t } = useWords();
  return (
    <div className={styles.toast}>
      <span>{offer.words}</span>
      {offer.undo ? (
        <Button look="quiet" onPress={onUndo}>
          {t("undo")} <Keys keys="z" />
        </Button>
      ) : null}
    </div>
  );
}
