import { useState } from "react";
import { Dialog, DialogTrigger } from "react-aria-components/Dialog";
import { Heading } from "react-aria-components/Heading";
import { Popover } from "react-aria-components/Popover";
import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { useWords } from "../../words/words";
import styles from "./SearchHelp.module.css";

/** The filters that can be typed; choosing one puts it into the field. */
export function SearchHelp({ onAdd }: { onAdd: (filter: string) => void }) {
  const { t } = useWords("search");
  const [isOpen, setIsOpen] = useState(false);
  const filters = [
    [`flow:${t("help.example.flow")}`, t("help.flow")],
    [`status:${t("help.example.status")}`, t("help.status")],
    ["score>3", t("help.score")],
    [`score:"${t("help.example.criterion")}">4`, t("help.criterion")],
    [`date:${t("help.example.date")}`, t("help.date")],
    [`team:${t("help.example.team")}`, t("help.team")],
    ["is:unread", t("help.unread")],
    ["is:starred", t("help.starred")],
    [`tag:${t("help.example.tag")}`, t("help.tag")],
    ["lang:de", t("help.lang")],
    [`"${t("help.example.quotes")}"`, t("help.quotes")],
  ] as const;
  return (
    <DialogTrigger isOpen={isOpen} onOpenChange={setIsOpen}>
      <Button>
        <Icon name="help" /> {t("help.open")}
      </Button>
      <Popover className={styles.popover ?? ""} placement="bottom end" offset={4}>
        <Dialog className={styles.dialog ?? ""}>
          <Heading slot="title">{t("help.title")}</Heading>
          <ul className={styles.filters}>
            {filters.map(([filter, meaning]) => (
              <li key={filter}>
                <button
                  type="button"
                  className={styles.filter}
                  aria-label={t("help.add", { filter })}
                  onClick={() => {
                    setIsOpen(false);
                    onAdd(filter);
                  }}
                >
                  {filter}
                </button>
                <span>{meaning}</span>
              </li>
            ))}
          </ul>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
