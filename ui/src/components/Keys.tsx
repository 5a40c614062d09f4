import { Fragment } from "react";
import { keycaps } from "../app/keyboard";
import { useWords } from "../words/words";
import styles from "./Keys.module.css";

/** A key or a sequence of keys as keycaps. */
export function Keys({ keys }: { keys: string }) {
  const { t } = useWords();
  return (
    <span className={styles.keys}>
      {keycaps(keys).map((stroke, nth) => (
        <Fragment key={stroke.join("+")}>
          {nth > 0 ? <span className={styles.then}>{t("andThen")}</span> : null}
          {stroke.map((cap) => (
            <kbd key={cap}>{cap}</kbd>
          ))}
        </Fragment>
      ))}
    </span>
  );
}
