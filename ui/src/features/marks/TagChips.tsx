import { count } from "../../lib/format";
import { useWords } from "../../words/words";
import styles from "./Marks.module.css";

/** Tags beside a name: the first few, then how many more. */
export function TagChips({ tags, most = 3 }: { tags: readonly string[]; most?: number }) {
  const { t } = useWords("marks");
  if (tags.length === 0) return null;
  const shown = tags.slice(0, most);
  const more = tags.length - shown.length;
  return (
    <span className={styles.chips} title={tags.join(", ")}>
      <span className="visually-hidden">{t("tags")}: </span>
      {shown.map((tag) => (
        <span key={tag} className={styles.chip}>
          {tag}
          <span className="visually-hidden">, </span>
        </span>
      ))}
      {more > 0 ? (
        <span className={styles.more}>
          <span aria-hidden="true">+{count(more)}</span>
          <span className="visually-hidden">{t("moreTags", { count: more, n: count(more) })}</span>
        </span>
      ) : null}
    </span>
  );
}
