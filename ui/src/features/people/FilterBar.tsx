import { useEffect, useEffectEvent, useRef, useState } from "react";
import { Dialog } from "react-aria-components/Dialog";
import { Popover } from "react-aria-components/Popover";
import { useActions } from "../../app/actions";
import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { Keys } from "../../components/Keys";
import { Toggle } from "../../components/Toggle";
import type { PeopleFilter } from "../../contract/types";
import { useWords } from "../../words/words";
import { FilterFields } from "./FilterFields";
import styles from "./Filters.module.css";
import { narrowings } from "./people-filter";

interface Props {
  filter: PeopleFilter;
  onChange: (filter: PeopleFilter, how?: { replace?: boolean }) => void;
}

/** What narrows the table: a name as it is typed, what is asked most, and the rest behind a button. */
export function FilterBar({ filter, onChange }: Props) {
  const { t } = useWords("people");
  const [isOpen, setIsOpen] = useState(false);
  const button = useRef<HTMLDivElement>(null);
  const name = useRef<HTMLInputElement>(null);
  const amount = narrowings(filter).length;
  const group = t("candidates");
  const toggleStarred = () => onChange({ ...filter, starred: filter.starred ? null : true });
  const toggleOpen = () =>
    onChange({ ...filter, reviewed: filter.reviewed === false ? null : false });
  useActions([
    {
      id: "filter-name",
      label: t("findByName"),
      group,
      keys: ["f"],
      run: () => name.current?.focus(),
    },
    {
      id: "filter-people",
      label: t("filters"),
      group,
      keys: ["shift+f"],
      run: () => setIsOpen(true),
    },
    { id: "filter-starred", label: t("onlyStarred"), group, keys: ["shift+s"], run: toggleStarred },
    {
      id: "filter-open",
      label: t("onlyNotReviewed"),
      group,
      keys: ["shift+r"],
      run: toggleOpen,
    },
  ]);

  return (
    <div className={styles.bar} role="group" aria-label={t("filters")}>
      <NameField field={name} filter={filter} onChange={onChange} />
      <div ref={button}>
        <Button
          aria-haspopup="dialog"
          aria-expanded={isOpen}
          onPress={() => setIsOpen(!isOpen)}
          data-filters-button
        >
          {amount === 0 ? t("filters") : t("filtersOn", { n: amount })}
          <Icon name="down" size={12} />
        </Button>
      </div>
      <Popover
        className={styles.popover ?? ""}
        triggerRef={button}
        isOpen={isOpen}
        onOpenChange={setIsOpen}
        placement="bottom start"
      >
        <Dialog className={styles.dialog ?? ""} aria-label={t("filters")}>
          <FilterFields filter={filter} onChange={onChange} />
        </Dialog>
      </Popover>
      <Toggle isOn={filter.starred === true} onChange={toggleStarred}>
        {t("starred")}
      </Toggle>
      <Toggle isOn={filter.reviewed === false} onChange={toggleOpen}>
        {t("notReviewed")}
      </Toggle>
    </div>
  );
}

/** A pause of so long in typing asks. Milliseconds. */
const PAUSE = 150;

interface NameFieldProps extends Props {
  field: React.RefObject<HTMLInputElement | null>;
}

function NameField({ field, filter, onChange }: NameFieldProps) {
  const { t } = useWords("people");
  const [typed, setTyped] = useState(filter.name ?? "");
  const asked = useRef(filter.name);

  // What was asked from here must not come back over what was typed since.
  useEffect(() => {
    if (filter.name === asked.current) return;
    asked.current = filter.name;
    setTyped(filter.name ?? "");
  }, [filter.name]);

  function ask() {
    const name = typed.trim() === "" ? null : typed.trim();
    if (name === asked.current) return;
    asked.current = name;
    onChange({ ...filter, name }, { replace: true });
  }

  const askAfterPause = useEffectEvent(ask);
  // biome-ignore lint/correctness/useExhaustiveDependencies: whatever is typed begins the pause anew.
  useEffect(() => {
    const timer = setTimeout(() => askAfterPause(), PAUSE);
    return () => clearTimeout(timer);
  }, [typed]);

  return (
    <div className={styles.search}>
      <Icon name="search" />
      <input
        ref={field}
        className={styles.input}
        type="search"
        aria-label={t("nameField")}
        placeholder={t("nameField")}
        value={typed}
        spellCheck={false}
        onChange={({ target }) => setTyped(target.value)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key !== "Escape" && event.key !== "Enter") return;
          // Back to the list: its keys go on where they were.
          event.preventDefault();
          ask();
          document.querySelector<HTMLElement>("[data-people-grid]")?.focus();
        }}
      />
      {typed === "" ? <Keys keys="f" /> : null}
    </div>
  );
}
