import { useState } from "react";
import { useActions } from "../../app/actions";
import { Button } from "../../components/Button";
import { ErrorNote } from "../../components/Notice";
import { Sheet, SheetActions } from "../../components/Sheet";
import { useUndo } from "../../components/Undo";
import type { InterviewSummary } from "../../contract/types";
import { asFailure } from "../../platform/platform";
import { useRevokeRecordings } from "../flows/flows-data";
import { useWhyOff } from "../flows/flows-words";
import styles from "./CandidateScreen.module.css";

interface Props {
  interview: InterviewSummary;
  candidateName: string;
}

/** Takes an interview's recordings away for good, after asking. */
export function RevokeRecordings({ interview, candidateName }: Props) {
  const [asks, setAsks] = useState(false);
  const off = useWhyOff();
  useActions([
    {
      id: "revoke-recordings",
      label: "Revoke the recordings…",
      group: "Candidate",
      keys: [],
      run: () => setAsks(true),
    },
  ]);
  return (
    <section aria-label="Revoking">
      <Button isDisabled={off !== null} onPress={() => setAsks(true)}>
        Revoke recordings…
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
  const revoke = useRevokeRecordings();
  const off = useWhyOff();
  const say = useUndo();
  const failure = revoke.error ? asFailure(revoke.error) : null;
  const what = interview.has_video ? "audio and video recordings" : "audio recording";
  return (
    <Sheet title="Revoke the recordings for good?" onClose={onClose} alert>
      <p>
        <strong>What goes:</strong> the {what} of {candidateName}’s interview,{" "}
        {interview.flow_title}: at Ribbon for everybody, and the copy in this computer’s cache. This
        cannot be taken back.
      </p>
      <p>
        <strong>What stays:</strong> the interview itself, its transcript, summary and scores, here
        and at Ribbon; and copies that somebody else has made.
      </p>
      {failure ? (
        <ErrorNote
          failure={failure}
          {...(failure.code === "outcome_unknown"
            ? {
                words:
                  "Ribbon gave no clear answer. Revoking can be repeated without harm; the copy here goes as soon as Ribbon says yes.",
              }
            : {})}
        />
      ) : null}
      {off ? <p role="note">{off}</p> : null}
      <SheetActions>
        <Button onPress={onClose}>Keep them</Button>
        <Button
          look="primary"
          isDisabled={revoke.isPending || off !== null}
          onPress={() =>
            revoke.mutate(interview.interview_id, {
              onSuccess: () => {
                say("The recordings are revoked");
                onClose();
              },
            })
          }
        >
          {revoke.isPending ? "Revoking…" : "Revoke for good"}
        </Button>
      </SheetActions>
    </Sheet>
  );
}
