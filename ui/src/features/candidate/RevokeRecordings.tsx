import { useState } from "react";
import { useActions } from "../../app/actions";
import { Button } from "../../components/Button";
import { ErrorNote } from "../../components/Notice";
import { Sheet, SheetActions } from "../../components/Sheet";
import { useUndo } from "../../components/Undo";
import type { InterviewSummary } from "../../contract/types";
import { asFailure } from "../../platform/platform";
import { useWords } from "../../words/words";
import { useRevokeRecordings } from "../flows/flows-data";
import { useWhyOff } from "../flows/flows-words";
import styles from "./CandidateScreen.module.css";

interface Props {
  interview: InterviewSummary;
  candidateName: string;
}

/** Takes an interview's recordings away for good, after asking. */
export function RevokeRecordings({ interview, candidateName }: Props) {
  const { t } = useWords("candidate");
  const [asks, setAsks] = useState(false);
  const off = useWhyOff();
  useActions([
    {
      id: "revoke-recordings",
      label: t("revoke.action"),
      group: t("groups.candidate"),
      keys: [],
      run: () => setAsks(true),
    },
  ]);
  return (
    <section aria-label={t("revoke.label")}>
      <Button isDisabled={off !== null} onPress={() => setAsks(true)}>
        {t("revoke.open")}
      </Button>
      {off ? <p className={styles.fact}>{off}</p> : null}
      {asks ? (
        <Confirm
          interview={interview}
          candidateName={candidateName}
          onClose={() => setAsks(false)}
        />
      ) : null}
    </section>
  );
}

function Confirm({ interview, candidateName, onClose }: Props & { onClose: () => void }) {
  const { t } = useWords("candidate");
  const revoke = useRevokeRecordings();
  const off = useWhyOff();
  const say = useUndo();
  const failure = revoke.error ? asFailure(revoke.error) : null;
  const what = t(interview.has_video ? "revoke.both" : "revoke.audio");
  return (
    <Sheet title={t("revoke.title")} onClose={onClose} alert>
      <p>
        <strong>{t("revoke.goesLabel")}</strong>{" "}
        {t("revoke.goes", { what, name: candidateName, flow: interview.flow_title })}
      </p>
      <p>
        <strong>{t("revoke.staysLabel")}</strong> {t("revoke.stays")}
      </p>
      {failure ? (
        <ErrorNote
          failure={failure}
          {...(failure.code === "outcome_unknown" ? { words: t("revoke.unclear") } : {})}
        />
      ) : null}
      {off ? <p role="note">{off}</p> : null}
      <SheetActions>
        <Button onPress={onClose}>{t("revoke.keep")}</Button>
        <Button
          look="primary"
          isDisabled={revoke.isPending || off !== null}
          onPress={() =>
            revoke.mutate(interview.interview_id, {
              onSuccess: () => {
                say(t("revoke.done"));
                onClose();
              },
            })
          }
        >
          {t(revoke.isPending ? "revoke.revoking" : "revoke.confirm")}
        </Button>
      </SheetActions>
    </Sheet>
  );
}
