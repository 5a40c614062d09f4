import { type KeyboardEvent, useRef, useState } from "react";
import { useFilter } from "react-aria-components/Autocomplete";
import { Button } from "react-aria-components/Button";
import { ComboBox } from "react-aria-components/ComboBox";
import { Input } from "react-aria-components/Input";
import { ListBox, ListBoxItem } from "react-aria-components/ListBox";
import { Popover } from "react-aria-components/Popover";
import { Tag, TagGroup, TagList } from "react-aria-components/TagGroup";
import { useActions } from "../../app/actions";
import { Button as PlainButton } from "../../components/Button";
import choice from "../../components/Choice.module.css";
import { Icon } from "../../components/Icon";
import { count } from "../../lib/format";
import { useWords } from "../../words/words";
import { sameTag } from "../marks/mark-change";
import { useTags } from "../marks/TagPicker";
import styles from "./Marks.module.css";

interface Props {
  tags: readonly string[];
  onAdd: (tag: string) => void;
  onRemove: (tag: string) => void;
}

/** Somebody's tags, and a field that finds or makes another. */
export function TagField({ tags, onAdd, onRemove }: Props) {
  const { t } = useWords("candidate");
  const { t: marks } = useWords("marks");
  const [isOpen, setIsOpen] = useState(false);
  useActions([
    {
      id: "add-tag",
      label: t("marks.addTag"),
      group: marks("group"),
      keys: ["t"],
      run: () => setIsOpen(true),
    },
  ]);
  return (
    <>
      {tags.length > 0 ? <Tags tags={tags} onRemove={onRemove} /> : null}
      {isOpen ? (
        <NewTag tags={tags} onAdd={onAdd} onClose={() => setIsOpen(false)} />
      ) : (
        <PlainButton look="quiet" onPress={() => setIsOpen(true)}>
          <Icon name="tag" /> {t("marks.addTag")}
        </PlainButton>
      )}
    </>
  );
}

function Tags({ tags, onRemove }: Omit<Props, "onAdd">) {
  const { t } = useWords("candidate");
  return (
    <TagGroup
      aria-label={t("marks.tags")}
      onRemove={(gone) => {
        for (const tag of gone) onRemove(String(tag));
      }}
    >
      <TagList className={styles.tags ?? ""}>
        {tags.map((tag) => (
          <Tag key={tag} id={tag} textValue={tag} className={styles.tag ?? ""}>
            {tag}
            <Button
              slot="remove"
              className={styles.removeTag ?? ""}
              aria-label={t("marks.removeTag", { tag })}
            >
              <Icon name="close" size={12} />
            </Button>
          </Tag>
        ))}
      </TagList>
    </TagGroup>
  );
}

/** The entry that makes a tag. The others begin with a sign, so that no tag is called like it. */
const NEW = "new";

function NewTag({ tags, onAdd, onClose }: Omit<Props, "onRemove"> & { onClose: () => void }) {
  const { t } = useWords("candidate");
  const { data: used = [] } = useTags();
  const [typed, setTyped] = useState("");
  const field = useRef<HTMLInputElement>(null);
  const { contains } = useFilter({ sensitivity: "base" });
  const offered = used.filter(
    ({ name }) => !tags.some((tag) => sameTag(tag, name)) && contains(name, typed.trim()),
  );
  const isNew =
    typed.trim() !== "" &&
    ![...tags, ...used.map(({ name }) => name)].some((tag) => sameTag(tag, typed));
  const entries = [
    ...offered.map(({ name, candidates }) => ({
      id: `=${name}`,
      label: name,
      details: t("marks.used", { count: candidates, n: count(candidates) }),
    })),
    ...(isNew ? [{ id: NEW, label: t("marks.create", { tag: typed.trim() }), details: "" }] : []),
  ];

  const add = (tag: string) => {
    onAdd(tag);
    onClose();
  };

  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return;
    // An entry of the list in the keys' hands is chosen by the list.
    const inList = field.current?.getAttribute("aria-activedescendant");
    if (event.key === "Enter" && !inList && typed.trim() !== "") add(typed);
    else if (event.key === "Escape") onClose();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <div role="presentation" onKeyDownCapture={onKeyDown}>
      <ComboBox
        aria-label={t("marks.addTag")}
        className={styles.newTag ?? ""}
        menuTrigger="focus"
        items={entries}
        // What is offered is narrowed above.
        defaultFilter={() => true}
        value={null}
        inputValue={typed}
        onInputChange={setTyped}
        onChange={(key) => {
          if (key !== null) add(key === NEW ? typed : String(key).slice(1));
        }}
        onBlur={() => {
          if (typed.trim() === "") onClose();
        }}
      >
        <Input
          ref={field}
          className={styles.tagInput ?? ""}
          autoFocus
          placeholder={t("marks.newTag")}
        />
        <Popover className={choice.popover ?? ""} offset={4}>
          <ListBox className={choice.list ?? ""}>
            {({ id, label, details }: (typeof entries)[number]) => (
              <ListBoxItem id={id} textValue={label} className={choice.option ?? ""}>
                {label}
                <span className={styles.used}>{details}</span>
              </ListBoxItem>
            )}
          </ListBox>
        </Popover>
      </ComboBox>
    </div>
  );
}
