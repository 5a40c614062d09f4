import { type ReactNode, useState } from "react";
import { EmptyState, ErrorNote } from "../../components/Notice";
import { Pending } from "../../components/Pending";
import { useNow, When } from "../../components/When";
import type { InterviewDetail, InterviewSummary } from "../../contract/types";
import { lengthInWords } from "../../lib/format";
import { asFailure } from "../../platform/platform";
import styles from "./CandidateScreen.module.css";
import { useInterview } from "./candidate-data";
import { Player } from "./Player";
import { Playback } from "./playback";
import { Questions } from "./Questions";
import { RevokeRecordings } from "./RevokeRecordings";
import { Scores } from "./Scores";
import { Summary } from "./Summary";
import { Transcript } from "./Transcript";

interface Props {
  interviewId: string;
  candidateName: string;
  /** What stands beside it whatever the interview says. */
  aside: ReactNode;
}

export function InterviewView({ interviewId, candidateName, aside }: Props) {
  const { data: detail, error, refetch } = useInterview(interviewId);
  if (detail) return <Interview detail={detail} candidateName={candidateName} aside={aside} />;
  return (
    <div className={styles.body}>
      <div className={styles.pending} aria-busy={!error}>
        {error ? (
          <ErrorNote failure={asFailure(error)} onRetry={() => void refetch()} />
        ) : (
          <Pending>Opening the interview…</Pending>
        )}
      </div>
      <aside className={styles.aside} aria-label="About the candidate">
        {aside}
      </aside>
    </div>
  );
}

type InterviewProps = Omit<Props, "interviewId"> & { detail: InterviewDetail };

function Interview({ detail, candidateName, aside }: InterviewProps) {
  const { interview, segments, questions, scores, summary } = detail;
  const [playback] = useState(() => new Playback(interview.duration_seconds));
  const hasRecording = interview.has_audio || interview.has_video;

  return (
    <div className={styles.body}>
      <div className={styles.conversation}>
        {hasRecording ? (
          <Player interview={interview} questions={questions} playback={playback} />
        ) : null}
        {interview.status === "completed" || segments.length > 0 ? (
          <Transcript
            segments={segments}
            playback={playback}
            candidateName={candidateName}
            hasRecording={hasRecording}
          />
        ) : (
          <EmptyState icon="processed" title="Not held yet">
            The candidate is invited. Recording, transcript and scores come in by themselves.
          </EmptyState>
        )}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must scroll by key. */}
      <aside className={styles.aside} aria-label="About the candidate" tabIndex={0}>
        {aside}
        {scores.length > 0 ? <Scores scores={scores} average={interview.average} /> : null}
        {summary ? <Summary text={summary} /> : null}
        {questions.length > 0 ? (
          <Questions questions={questions} playback={playback} hasRecording={hasRecording} />
        ) : null}
        <InterviewFacts interview={interview} />
        {hasRecording ? (
          <RevokeRecordings interview={interview} candidateName={candidateName} />
        ) : null}
      </aside>
    </div>
  );
}

function InterviewFacts({ interview }: { interview: InterviewSummary }) {
  const now = useNow();
  const recorded = interview.has_audio || interview.has_video;
  return (
    <section aria-label="About the interview">
      <p className={styles.fact}>
        {interview.flow_title}
        {interview.duration_seconds > 0 ? `, ${lengthInWords(interview.duration_seconds)}` : ""}
        {interview.status === "completed" && !recorded ? ", no recording" : ""}
      </p>
      <p className={styles.fact}>
        <When at={interview.first_seen_at} now={now} prefix="Seen here" />
        {interview.seen_by === "rest" ? " by a check" : ` by ${interview.seen_by}`}. Ribbon sends no
        dates.
      </p>
    </section>
  );
}
