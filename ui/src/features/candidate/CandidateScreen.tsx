import { useEffect, useMemo, useState } from "react";
import { navigate } from "../../app/router";
import { EmptyState, ErrorNote } from "../../components/Notice";
import { Pending } from "../../components/Pending";
import type { CandidateDetail, InterviewSummary } from "../../contract/types";
import { asFailure } from "../../platform/platform";
import { useWords } from "../../words/words";
import { CandidateHeader } from "./CandidateHeader";
import styles from "./CandidateScreen.module.css";
import { useCandidate } from "./candidate-data";
import { InterviewTabs } from "./InterviewTabs";
import { InterviewView } from "./InterviewView";
import { NoteComposer } from "./NoteComposer";
import { Notes } from "./Notes";
import { useNoteAction } from "./note-action";
import { StatusChains } from "./StatusChains";

interface Props {
  candidateId: number;
  interviewId: string | null;
  /** The second of the recording to begin with. */
  at: number | null;
}

/** One person: who, where they stand, and everything they said. */
export function CandidateScreen({ candidateId, interviewId, at }: Props) {
  const { t } = useWords("candidate");
  const { data: candidate, error, refetch } = useCandidate(candidateId);
  useEffect(() => {
    if (!candidate) return;
    const before = document.title;
    document.title = t("documentTitle", { name: candidate.name });
    return () => {
      document.title = before;
    };
  }, [candidate, t]);

  return (
    <main className={styles.screen} data-screen="candidate" aria-labelledby="candidate-heading">
      {error && !candidate ? (
        <div className={styles.note}>
          <h1 id="candidate-heading">{t("title")}</h1>
          <ErrorNote failure={asFailure(error)} onRetry={() => void refetch()} />
        </div>
      ) : null}
      {candidate || error ? null : (
        <>
          <h1 id="candidate-heading" className="visually-hidden">
            {t("title")}
          </h1>
          <Pending>{t("opening")}</Pending>
        </>
      )}
      {candidate ? <Candidate candidate={candidate} interviewId={interviewId} at={at} /> : null}
    </main>
  );
}

interface CandidateProps {
  candidate: CandidateDetail;
  interviewId: string | null;
  at: number | null;
}

function Candidate({ candidate, interviewId, at }: CandidateProps) {
  const shown = useMemo(() => chosen(candidate.interviews, interviewId), [candidate, interviewId]);
  const choose = (interview: InterviewSummary) =>
    navigate(
      {
        screen: "candidate",
        candidateId: candidate.candidate_id,
        interviewId: interview.interview_id,
      },
      { replace: true },
    );

  return (
    <>
      <CandidateHeader candidate={candidate} interview={shown} askedFor={interviewId} />
      {candidate.interviews.length > 1 && shown ? (
        <InterviewTabs interviews={candidate.interviews} shown={shown} onChoose={choose} />
      ) : null}
      {shown ? (
        <InterviewView
          key={shown.interview_id}
          interviewId={shown.interview_id}
          at={at}
          candidateName={candidate.name}
          aside={<StatusChains flows={candidate.flows} />}
        />
      ) : (
        <Alone candidate={candidate} />
      )}
    </>
  );
}

/** Somebody of whom no interview is known: notes can be taken all the same. */
function Alone({ candidate: { candidate_id, flows } }: { candidate: CandidateDetail }) {
  const { t } = useWords("candidate");
  const [isWriting, setIsWriting] = useState(false);
  const write = () => setIsWriting(true);
  useNoteAction(write);
  return (
    <div className={styles.alone}>
      <StatusChains flows={flows} />
      {isWriting ? (
        <NoteComposer
          candidateId={candidate_id}
          interviewId={null}
          playback={null}
          onClose={() => setIsWriting(false)}
        />
      ) : null}
      <Notes candidateId={candidate_id} interviewId={null} playback={null} onAdd={write} />
      <EmptyState icon="processed" title={t("noInterview.title")}>
        {t("noInterview.text")}
      </EmptyState>
    </div>
  );
}

/** The interview that was asked for; else the newest that was held, else the newest. */
function chosen(
  interviews: readonly InterviewSummary[],
  interviewId: string | null,
): InterviewSummary | null {
  return (
    interviews.find(({ interview_id }) => interview_id === interviewId) ??
    interviews.find(({ status }) => status === "completed") ??
    interviews[0] ??
    null
  );
}
