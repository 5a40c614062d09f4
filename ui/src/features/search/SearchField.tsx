import type { KeyboardEvent, RefObject } from "react";
import { IconButton } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { useWords } from "../../words/words";
import { SearchHelp } from "./SearchHelp";
import { optionId } from "./SearchResults";
import styles from "./SearchScreen.module.css";
import { moveByKey, type ResultKeys } from "./search-keys";

interface Props {
  ref: RefObject<HTMLInputElement | null>;
  text: string;
  onType: (text: string) => void;
  keys: ResultKeys;
}

/** Where one types; the arrows go through the results from here. */
export function SearchField({ ref, text, onType, keys }: Props) {
  const { t } = useWords("search");
  const { active, rows, listId } = keys;

  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Escape" && text !== "") onType("");
    else if (!moveByKey(event.key, keys)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <div className={styles.bar} role="search">
      <label className={styles.field}>
        <Icon name="search" />
        <span className="visually-hidden">{t("field")}</span>
        <input
          ref={ref}
          className={styles.input}
          type="text"
          role="combobox"
          aria-expanded={rows.length > 0}
          aria-controls={rows.length > 0 ? listId : undefined}
          aria-autocomplete="list"
          aria-activedescendant={rows.length > 0 ? optionId(listId, active) : undefined}
          // biome-ignore lint/a11y/noAutofocus: one comes here to type.
          autoFocus
          autoComplete="off"
          spellCheck={false}
          value={text}
          placeholder={t("placeholder")}
          onChange={(event) => onType(event.target.value)}
          onKeyDown={onKeyDown}
        />
      </label>
      {text === "" ? null : (
        <IconButton
          icon="close"
          label={t("clear")}
          keys="escape"
          onPress={() => {
            onType("");
            ref.current?.focus();
          }}
        />
      )}
      <SearchHelp
        onAdd={(filter) => {
          onType(`${text.trimEnd()} ${filter}`.trimStart());
          ref.current?.focus();
        }}
      />
    </div>
  );
}
