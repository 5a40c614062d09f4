import { useEffect, useMemo } from "react";
import { navigate } from "../../app/router";
import { EmptyState, ErrorNote } from "../../components/Notice";
import { Pending } from "../../components/Pending";
import type { CandidateDetail, InterviewSummary } from "../../contract/types";
import { asFailure } from "../../platform/platform";
import { CandidateHeader } from "./CandidateHeader";
import styles from "./CandidateScreen.module.css";
import { useCandidate } from "./candidate-data";
import { InterviewTabs } from "./InterviewTabs";
import { InterviewView } from "./InterviewView";
import { StatusChains } from "./StatusChains";

interface Props {
  candidateId: number;
  interviewId: string | null;
}

/** One person: who, where they stand, and everything they said. */
export function CandidateScreen({ candidateId, interviewId }: Props) {
  const { data: candidate, error, refetch } = useCandidate(candidateId);
  useEffect(() => {
    if (!candidate) return;
    const before = document.title;
    document.title = `${candidate.name}, Ribbon Desk`;
    return () => {
      document.title = before;
    };
  }, [candidate]);

  return (
    <main className={styles.screen} data-screen="candidate" aria-labelledby="candidate-heading">
      {error && !candidate ? (
        <div className={styles.note}>
          <h1 id="candidate-heading">Candidate</h1>
          <ErrorNote failure={asFailure(error)} onRetry={() => void refetch()} />
        </div>
      ) : null}
      {candidate || error ? null : (
        <>
          <h1 id="candidate-heading" className="visually-hidden">
            Candidate
          </h1>
          <Pending>Opening the candidate…</Pending>
        </>
      )}
      {candidate ? <Candidate candidate={candidate} interviewId={interviewId} /> : null}
    </main>
  );
}

interface CandidateProps {
  candidate: CandidateDetail;
  interviewId: string | null;
}

function Candidate({ candidate, interviewId }: CandidateProps) {
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
          candidateName={candidate.name}
          aside={<StatusChains flows={candidate.flows} />}
        />
      ) : (
        <div className={styles.alone}>
          <StatusChains flows={candidate.flows} />
          <EmptyState icon="processed" title="No interview here">
            What is known of this person came as status changes. Their interviews appear here as
            soon as Ribbon sends them.
          </EmptyState>
        </div>
      )}
    </>
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
