import { Icon } from "../../components/Icon";
import type { CandidateMarks } from "../../contract/types";
import { exactMoment } from "../../lib/format";
import { useWords } from "../../words/words";
import styles from "./Marks.module.css";

/** Star and reviewed as small signs beside a name. */
export function MarkSigns({ marks }: { marks: CandidateMarks }) {
  const { t } = useWords("marks");
  return (
    <>
      {marks.starred ? (
        <span className={styles.starred} title={t("starred")}>
          <Icon name="star" filled size={12} />
          <span className="visually-hidden">, {t("starred")}</span>
        </span>
      ) : null}
      {marks.reviewed_at === null ? null : (
        <span
          className={styles.reviewed}
          title={t("reviewedAt", { when: exactMoment(marks.reviewed_at) })}
        >
          <Icon name="check" size={12} />
          <span className="visually-hidden">, {t("reviewed")}</span>
        </span>
      )}
    </>
  );
}
