import { useState } from "react";
import { ComboBox } from "react-aria-components/ComboBox";
import { Input } from "react-aria-components/Input";
import { ListBox, ListBoxItem } from "react-aria-components/ListBox";
import { Popover } from "react-aria-components/Popover";
import choice from "../../components/Choice.module.css";
import { useWords } from "../../words/words";
import { plain, useSearch } from "../search/search-data";
import styles from "./CompareScreen.module.css";

interface Props {
  ids: readonly number[];
  onAdd: (id: number) => void;
}

const OFFERED = 12;

/** Finds somebody by name or address to put beside the others. */
export function AddCandidate({ ids, onAdd }: Props) {
  const { t } = useWords("compare");
  const [typed, setTyped] = useState("");
  const { t: search } = useWords("search");
  const { data, isPlaceholderData } = useSearch(typed, OFFERED);
  const isKnown = data !== undefined && !isPlaceholderData;
  const offered =
    typed.trim() === ""
      ? []
      : (data?.found ?? []).filter(({ candidate_id }) => !ids.includes(candidate_id));

  return (
    <ComboBox
      aria-label={t("add")}
      items={offered}
      // Found by the program, which knows more than the names.
      defaultFilter={() => true}
      inputValue={typed}
      onInputChange={setTyped}
      value={null}
      allowsEmptyCollection={typed.trim() !== ""}
      onChange={(id) => {
        if (id === null) return;
        setTyped("");
        onAdd(Number(id));
      }}
    >
      <Input className={styles.add ?? ""} placeholder={t("addPlaceholder")} />
      <Popover className={choice.popover ?? ""} offset={4}>
        <ListBox
          className={choice.list ?? ""}
          renderEmptyState={() => (
            <p className={styles.nobody}>{isKnown ? t("noSuch") : search("searching")}</p>
          )}
        >
          {(candidate: (typeof offered)[number]) => (
            <ListBoxItem
              id={candidate.candidate_id}
              textValue={plain(candidate.name)}
              className={choice.option ?? ""}
            >
              {plain(candidate.name)}
              <span className={styles.address}>{plain(candidate.email)}</span>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
