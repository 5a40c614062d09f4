import { ToggleButton } from "react-aria-components/ToggleButton";
import { useActions } from "../../app/actions";
import { Icon } from "../../components/Icon";
import type { CandidateDetail } from "../../contract/types";
import { useWords } from "../../words/words";
import { useMarks } from "../marks/use-marks";
import styles from "./Marks.module.css";
import { TagField } from "./TagField";

/** The recruiter's own marks: star, reviewed, tags. */
export function Marks({ candidate }: { candidate: CandidateDetail }) {
  const { t } = useWords("marks");
  const { candidate_id: candidateId, name, marks } = candidate;
  const { starred, reviewed_at } = marks;
  const { set, toggle } = useMarks();
  const person = { candidateId, name, marks };
  const isReviewed = reviewed_at !== null;
  const group = t("group");
  const toggleStar = () => void toggle([person], "star");
  const toggleReviewed = () => void toggle([person], "review");
  useActions([
    {
      id: "star",
      label: t(starred ? "unstar" : "star"),
      group,
      keys: ["s"],
      run: toggleStar,
    },
    {
      id: "reviewed",
      label: t(isReviewed ? "unreview" : "review"),
      group,
      keys: ["r"],
      run: toggleReviewed,
    },
  ]);
  return (
    <div className={styles.marks}>
      <ToggleButton
        className={styles.mark ?? ""}
        aria-label={t("starred")}
        isSelected={starred}
        onChange={toggleStar}
      >
        <Icon name="star" filled={starred} />
      </ToggleButton>
      <ToggleButton className={styles.mark ?? ""} isSelected={isReviewed} onChange={toggleReviewed}>
        <Icon name="check" /> {t("reviewed")}
      </ToggleButton>
      <TagField
        person={person}
        onRemove={(tag) => void set([person], { kind: "tag", tag, on: false })}
      />
    </div>
  );
}
