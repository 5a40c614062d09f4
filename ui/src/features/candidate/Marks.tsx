import { ToggleButton } from "react-aria-components/ToggleButton";
import { useActions } from "../../app/actions";
import { Icon } from "../../components/Icon";
import { ErrorNote } from "../../components/Notice";
import type { CandidateDetail } from "../../contract/types";
import { asFailure } from "../../platform/platform";
import { useWords } from "../../words/words";
import styles from "./Marks.module.css";
import { useMarks } from "./marks-data";
import { TagField } from "./TagField";

/** The recruiter's own marks: star, reviewed, tags. */
export function Marks({ candidate }: { candidate: CandidateDetail }) {
  const { t } = useWords("candidate");
  const { starred, reviewed_at, tags } = candidate.marks;
  const { error, toggleStar, toggleReviewed, addTag, removeTag } = useMarks(candidate);
  const isReviewed = reviewed_at !== null;
  const group = t("groups.candidate");
  useActions([
    {
      id: "star",
      label: t(starred ? "marks.unstar" : "marks.star"),
      group,
      keys: ["s"],
      run: toggleStar,
    },
    {
      id: "reviewed",
      label: t(isReviewed ? "marks.unreview" : "marks.review"),
      group,
      keys: ["r"],
      run: toggleReviewed,
    },
  ]);
  return (
    <div className={styles.marks}>
      <ToggleButton
        className={styles.mark ?? ""}
        aria-label={t("marks.starred")}
        isSelected={starred}
        onChange={toggleStar}
      >
        <Icon name="star" filled={starred} />
      </ToggleButton>
      <ToggleButton className={styles.mark ?? ""} isSelected={isReviewed} onChange={toggleReviewed}>
        <Icon name="check" /> {t("marks.reviewed")}
      </ToggleButton>
      <TagField tags={tags} onAdd={addTag} onRemove={removeTag} />
      {error ? <ErrorNote failure={asFailure(error)} /> : null}
    </div>
  );
}
