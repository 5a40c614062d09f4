import { useState } from "react";
import { Button } from "../../components/Button";
import { RecordingsGoneMark } from "../../components/GoneMark";
import { ErrorNote } from "../../components/Notice";
import { Sheet, SheetActions } from "../../components/Sheet";
import type { InterviewSummary } from "../../contract/types";
import { asFailure } from "../../platform/platform";
import { useWords } from "../../words/words";
import styles from "./CandidateScreen.module.css";
import { useEraseRecordings } from "./candidate-data";

interface Props {
  interview: InterviewSummary;
  /** Whether a recording is kept on this computer. */
  isKeptHere: boolean;
}

/** Says that Ribbon no longer has the recordings, and erases those kept here, after asking. */
export function RecordingsGone({ interview, isKeptHere }: Props) {
  const { t } = useWords("candidate");
  const [asks, setAsks] = useState(false);
  return (
    <div className={styles.recordingsGone}>
      <RecordingsGoneMark at={interview.recordings_gone_at} />
      {isKeptHere ? (
        <Button onPress={() => setAsks(true)}>{t("eraseRecordings.open")}</Button>
      ) : null}
      {asks ? <Confirm interview={interview} onClose={() => setAsks(false)} /> : null}
    </div>
  );
}

function Confirm({ interview, onClose }: { interview: InterviewSummary; onClose: () => void }) {
  const { t } = useWords("candidate");
  const erase = useEraseRecordings(interview.interview_id);
  const failure = erase.error ? asFailure(erase.error) : null;
  return (
    <Sheet title={t("eraseRecordings.title")} onClose={onClose} alert>
      <p>{t("eraseRecordings.text", { flow: interview.flow_title })}</p>
      {failure ? <ErrorNote failure={failure} /> : null}
      <SheetActions>
        <Button onPress={onClose}>{t("erase.keep")}</Button>
        <Button
          look="primary"
          isDisabled={erase.isPending}
          onPress={() => erase.mutate(undefined, { onSuccess: onClose })}
        >
          {t(erase.isPending ? "erase.erasing" : "erase.confirm")}
        </Button>
      </SheetActions>
    </Sheet>
  );
}
