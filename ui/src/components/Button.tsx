import type { ReactNode } from "react";
import { Button as AriaButton, type ButtonProps } from "react-aria-components/Button";
import { Tooltip, TooltipTrigger } from "react-aria-components/Tooltip";
import styles from "./Button.module.css";
import { Icon, type IconName } from "./Icon";
import { Keys } from "./Keys";
import tooltip from "./Tooltip.module.css";

interface Props extends Omit<ButtonProps, "children" | "className"> {
  look?: "plain" | "primary" | "quiet";
  large?: boolean;
  children: ReactNode;
}

export function Button({ look = "plain", large = false, ...rest }: Props) {
  const names = [styles.button, look === "plain" ? "" : styles[look], large ? styles.large : ""];
  return <AriaButton {...rest} className={names.join(" ")} />;
}

interface IconButtonProps extends Omit<ButtonProps, "children" | "className"> {
  icon: IconName;
  filled?: boolean;
  label: string;
  /** The key that does the same, shown in the tooltip. */
  keys?: string;
}

/** A button that is only a picture: its name and its key stand in a tooltip. */
export function IconButton({ icon, label, keys, filled = false, ...rest }: IconButtonProps) {
  return (
    <TooltipTrigger delay={500} closeDelay={0}>
      <AriaButton
        {...rest}
        aria-label={label}
        className={`${styles.button} ${styles.quiet} ${styles.icon}`}
      >
        <Icon name={icon} filled={filled} />
      </AriaButton>
      <Tooltip className={tooltip.tooltip ?? ""} offset={6}>
        {label}
        {keys ? <Keys keys={keys} /> : null}
      </Tooltip>
    </TooltipTrigger>
  );
}
