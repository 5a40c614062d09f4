import { Fragment } from "react";
import { keycaps } from "../app/keyboard";
import styles from "./Keys.module.css";

/** A key or a sequence of keys as keycaps. */
export function Keys({ keys }: { keys: string }) {
  return (
    <span className={styles.keys}>
      {keycaps(keys).map((stroke, nth) => (
        <Fragment key={stroke.join("+")}>
          {nth > 0 ? <span className={styles.then}>then</span> : null}
          {stroke.map((cap) => (
            <kbd key={cap}>{cap}</kbd>
          ))}
        </Fragment>
      ))}
    </span>
  );
}
