import { type ReactNode, useId } from "react";
import { Switch as AriaSwitch } from "react-aria-components/Switch";
import styles from "./Switch.module.css";

interface Props {
  isOn: boolean;
  onChange: (isOn: boolean) => void;
  details: string;
  children: ReactNode;
}

export function Switch({ isOn, onChange, details, children }: Props) {
  const id = useId();
  return (
    <div className={styles.setting}>
      <AriaSwitch
        className={styles.switch ?? ""}
        isSelected={isOn}
        onChange={onChange}
        aria-describedby={id}
      >
        <span className={styles.track}>
          <span className={styles.thumb} />
        </span>
        {children}
      </AriaSwitch>
      <p id={id} className={styles.details}>
        {details}
      </p>
    </div>
  );
}
