import type { ReactNode } from "react";
import { ToggleButton } from "react-aria-components/ToggleButton";
import { Icon } from "./Icon";
import styles from "./Toggle.module.css";

interface Props {
  isOn: boolean;
  onChange: (isOn: boolean) => void;
  children: ReactNode;
}

/** A filter that is on or off; a tick says so beside the colour. */
export function Toggle({ isOn, onChange, children }: Props) {
  return (
    <ToggleButton className={styles.toggle ?? ""} isSelected={isOn} onChange={onChange}>
      {isOn ? <Icon name="check" size={12} /> : null}
      {children}
    </ToggleButton>
  );
}
