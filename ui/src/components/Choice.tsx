import { Button } from "react-aria-components/Button";
import { ListBox, ListBoxItem } from "react-aria-components/ListBox";
import { Popover } from "react-aria-components/Popover";
import { Select, SelectValue } from "react-aria-components/Select";
import styles from "./Choice.module.css";
import { Icon } from "./Icon";

interface Option {
  id: string;
  label: string;
}

interface Props {
  label: string;
  value: string;
  options: readonly Option[];
  onChange: (id: string) => void;
}

/** One of several, behind a small button. */
export function Choice({ label, value, options, onChange }: Props) {
  return (
    <Select
      aria-label={label}
      value={value}
      onChange={(key) => {
        if (key !== null) onChange(String(key));
      }}
    >
      <Button className={styles.button ?? ""}>
        <SelectValue className={styles.value ?? ""} />
        <Icon name="down" size={12} />
      </Button>
      <Popover className={styles.popover ?? ""} offset={4}>
        <ListBox className={styles.list ?? ""} items={options}>
          {(option) => (
            <ListBoxItem className={styles.option ?? ""} textValue={option.label}>
              {({ isSelected }) => (
                <>
                  <span className={styles.tick}>
                    {isSelected ? <Icon name="check" size={12} /> : null}
                  </span>
                  {option.label}
                </>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </Select>
  );
}
