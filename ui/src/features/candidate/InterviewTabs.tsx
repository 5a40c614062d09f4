import { ToggleButton } from "react-aria-components/ToggleButton";
import { ToggleButtonGroup } from "react-aria-components/ToggleButtonGroup";
import { GoneMark } from "../../components/GoneMark";
import { InterviewDate, timesOf } from "../../components/InterviewDate";
import { useNow } from "../../components/When";
import type { InterviewSummary } from "../../contract/types";
import { average } from "../../lib/format";
import { useWords } from "../../words/words";
import styles from "./CandidateScreen.module.css";

interface Props {
  interviews: readonly InterviewSummary[];
  shown: InterviewSummary;
  onChoose: (interview: InterviewSummary) => void;
}

/** Which of several interviews is shown. */
export function InterviewTabs({ interviews, shown, onChoose }: Props) {
  const now = useNow();
  const { t } = useWords("candidate");
  return (
    <ToggleButtonGroup
      className={styles.tabs ?? ""}
      aria-label={t("interviews")}
      disallowEmptySelection
      selectedKeys={[shown.interview_id]}
      onSelectionChange={(chosen) => {
        const interview = interviews.find(({ interview_id }) => chosen.has(interview_id));
        if (interview) onChoose(interview);
      }}
    >
      {interviews.map((interview) => (
        <ToggleButton
          key={interview.interview_id}
          id={interview.interview_id}
          className={styles.tab ?? ""}
        >
          {interview.flow_title}
          {interview.average === null ? null : <span>{average(interview.average)}</span>}
          {interview.status === "completed" ? null : (
            <span>
              {interview.status === "incomplete" ? t("interview.notHeld") : interview.status}
            </span>
          )}
          <span className={styles.fact}>
            <InterviewDate {...timesOf(interview)} now={now} />
          </span>
          <GoneMark at={interview.gone_at} />
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
