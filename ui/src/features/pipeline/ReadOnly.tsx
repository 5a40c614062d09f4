import { useState } from "react";
import { Button } from "../../components/Button";
import { Sheet } from "../../components/Sheet";
import { useWords } from "../../words/words";
import styles from "./ReadOnly.module.css";

/** Says once that statuses are Ribbon's, and how they are changed. */
export function ReadOnly() {
  const { t } = useWords("pipeline");
  const [isOpen, setIsOpen] = useState(false);
  return (
    <div className={styles.readOnly}>
      <span>{t("readOnly")}</span>
      <Button look="quiet" onPress={() => setIsOpen(true)}>
        {t("readOnlyHow")}
      </Button>
      {isOpen ? (
        <Sheet title={t("readOnlyTitle")} onClose={() => setIsOpen(false)}>
          <p>{t("readOnlyText")}</p>
          <p>{t("readOnlyMarks")}</p>
          <p>{t("readOnlyDays")}</p>
        </Sheet>
      ) : null}
    </div>
  );
}
