import { useOpening } from "../lib/opening";
import styles from "./Pending.module.css";

/** Says that something is on its way, but only when it takes long enough to be noticed. */
export function Pending({ children }: { children: string }) {
  useOpening();
  return (
    <p className={styles.pending} role="status">
      {children}
    </p>
  );
}
