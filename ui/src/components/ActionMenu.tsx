import { Button as AriaButton } from "react-aria-components/Button";
import { Menu, MenuItem, MenuTrigger } from "react-aria-components/Menu";
import { Popover } from "react-aria-components/Popover";
import styles from "./ActionMenu.module.css";
import button from "./Button.module.css";
import { Icon, type IconName } from "./Icon";
import { Keys } from "./Keys";

export interface MenuAction {
  id: string;
  label: string;
  /** Said behind the label. */
  details?: string;
  /** The key that does the same. */
  keys?: string;
  isOff?: boolean;
  run: () => void;
}

interface Props {
  label: string;
  /** A picture in place of the label. */
  icon?: IconName;
  actions: readonly MenuAction[];
  small?: boolean;
}

/** Several things to do behind one button. */
export function ActionMenu({ label, icon, actions, small = false }: Props) {
  const looks = icon ? `${button.button} ${button.quiet} ${button.icon}` : button.button;
  return (
    <MenuTrigger>
      <AriaButton
        className={`${looks} ${small ? styles.small : ""}`}
        {...(icon ? { "aria-label": label } : {})}
      >
        {icon ? (
          <Icon name={icon} />
        ) : (
          <>
            {label}
            <Icon name="down" size={12} />
          </>
        )}
      </AriaButton>
      <Popover className={styles.popover ?? ""} offset={4}>
        <ActionList label={label} actions={actions} />
      </Popover>
    </MenuTrigger>
  );
}

/** The list of a menu, for menus that are opened by key. */
export function ActionList({
  label,
  actions,
  autoFocus = false,
}: Pick<Props, "label" | "actions"> & { autoFocus?: boolean }) {
  return (
    <Menu
      autoFocus={autoFocus ? "first" : false}
      className={styles.list ?? ""}
      aria-label={label}
      items={actions}
      disabledKeys={actions.filter(({ isOff }) => isOff).map(({ id }) => id)}
      onAction={(key) => actions.find(({ id }) => id === key)?.run()}
    >
      {(action) => (
        <MenuItem className={styles.item ?? ""} textValue={action.label}>
          <span className={styles.label}>{action.label}</span>
          {action.details ? <span className={styles.details}>{action.details}</span> : null}
          {action.keys ? <Keys keys={action.keys} /> : null}
        </MenuItem>
      )}
    </Menu>
  );
}
