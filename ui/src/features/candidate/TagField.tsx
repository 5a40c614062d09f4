import { useState } from "react";
import { Button } from "react-aria-components/Button";
import { Tag, TagGroup, TagList } from "react-aria-components/TagGroup";
import { useActions } from "../../app/actions";
import { Button as PlainButton } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { useWords } from "../../words/words";
import type { Marked } from "../marks/mark-change";
import { TagPicker } from "../marks/TagPicker";
import styles from "./Marks.module.css";

interface Props {
  person: Marked;
  onRemove: (tag: string) => void;
}

/** Somebody's tags, and the way to another. */
export function TagField({ person, onRemove }: Props) {
  const { t } = useWords("candidate");
  const { t: marks } = useWords("marks");
  const [isOpen, setIsOpen] = useState(false);
  const open = () => setIsOpen(true);
  const label = t("marks.addTag");
  useActions([{ id: "add-tag", label, group: marks("group"), keys: ["t"], run: open }]);
  const tags = person.marks?.tags ?? [];
  return (
    <>
      {tags.length > 0 ? <Tags tags={tags} onRemove={onRemove} /> : null}
      <PlainButton look="quiet" onPress={open}>
        <Icon name="tag" /> {label}
      </PlainButton>
      {isOpen ? <TagPicker people={[person]} onClose={() => setIsOpen(false)} /> : null}
    </>
  );
}

function Tags({ tags, onRemove }: Pick<Props, "onRemove"> & { tags: readonly string[] }) {
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
