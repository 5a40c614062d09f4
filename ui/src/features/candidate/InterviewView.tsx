import { type ReactNode, useEffect, useMemo, useState } from "react";
import { useActions } from "../../app/actions";
import { InterviewDate, timesOf } from "../../components/InterviewDate";
import { EmptyState, ErrorNote } from "../../components/Notice";
import { Pending } from "../../components/Pending";
import { useNow, When } from "../../components/When";
import type { InterviewDetail, InterviewSummary, Note } from "../../contract/types";
import { lengthInWords } from "../../lib/format";
import { asFailure } from "../../platform/platform";
import { useWords } from "../../words/words";
import styles from "./CandidateScreen.module.css";
import { useInterview } from "./candidate-data";
import { useCopyLink } from "./copy-link";
import { EraseInterview } from "./EraseInterview";
import { NoteComposer } from "./NoteComposer";
import { Notes } from "./Notes";
import { useNoteAction } from "./note-action";
import { Player } from "./Player";
import { Playback } from "./playback";
import { Questions } from "./Questions";
import { RecordingsGone } from "./RecordingsGone";
import { RevokeRecordings } from "./RevokeRecordings";
import { useNotes } from "./reading-data";
import { Scores } from "./Scores";
import { Summary } from "./Summary";
import { Transcript } from "./Transcript";

interface Props {
  interviewId: string;
  /** The second of the recording to begin with. */
  at: number | null;
  candidateName: string;
  /** What stands beside it whatever the interview says. */
  aside: ReactNode;
}

export function InterviewView({ interviewId, at, candidateName, aside }: Props) {
  const { t } = useWords("candidate");
  const { data: detail, error, refetch } = useInterview(interviewId);
  if (detail) {
    return <Interview detail={detail} at={at} candidateName={candidateName} aside={aside} />;
  }
  return (
    <div className={styles.body}>
      <div className={styles.pending} aria-busy={!error}>
        {error ? (
          <ErrorNote failure={asFailure(error)} onRetry={() => void refetch()} />
        ) : (
          <Pending>{t("openingInterview")}</Pending>
        )}
      </div>
      <aside className={styles.aside} aria-label={t("about")}>
        {aside}
      </aside>
    </div>
  );
}

type InterviewProps = Omit<Props, "interviewId"> & { detail: InterviewDetail };

function Interview({ detail, at, candidateName, aside }: InterviewProps) {
  const { t } = useWords("candidate");
  const { interview, candidate_id, segments, questions, scores, summary, transcript } = detail;
  const { interview_id } = interview;
  const [playback] = useState(() => new Playback(interview.duration_seconds));
  const [isWriting, setIsWriting] = useState(false);
  const notes = usePinned(candidate_id, interview_id);
  const hasRecording = interview.has_audio || interview.has_video;
  const isGone = interview.gone_at !== null;
  const write = () => setIsWriting(true);
  useNoteAction(write);
  useMoment(playback, at);
  useMomentLink(detail, playback, hasRecording);

  return (
    <div className={styles.body}>
      <div className={styles.conversation}>
        {hasRecording ? <Player detail={detail} notes={notes} playback={playback} /> : null}
        {interview.recordings_gone_at === null ? null : (
          <RecordingsGone interview={interview} isKeptHere={hasRecording} />
        )}
        {isWriting ? (
          <NoteComposer
            candidateId={candidate_id}
            interviewId={interview_id}
            playback={hasRecording ? playback : null}
            onClose={() => setIsWriting(false)}
          />
        ) : null}
        {interview.status === "completed" || segments.length > 0 || transcript ? (
          <Transcript
            segments={segments}
            text={transcript}
            notes={notes}
            playback={playback}
            candidateName={candidateName}
            hasRecording={hasRecording}
          />
        ) : (
          <EmptyState icon="processed" title={t("notHeld.title")}>
            {t("notHeld.text")}
          </EmptyState>
        )}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must scroll by key. */}
      <aside className={styles.aside} aria-label={t("about")} tabIndex={0}>
        <Notes
          candidateId={candidate_id}
          interviewId={interview_id}
          playback={hasRecording ? playback : null}
          onAdd={write}
        />
        {aside}
        {scores.length > 0 ? <Scores scores={scores} average={interview.average} /> : null}
        {summary ? <Summary text={summary} /> : null}
        {questions.length > 0 ? (
          <Questions questions={questions} playback={playback} hasRecording={hasRecording} />
        ) : null}
        <InterviewFacts interview={interview} />
        {hasRecording && !isGone && interview.recordings_gone_at === null ? (
          <RevokeRecordings interview={interview} candidateName={candidateName} />
        ) : null}
        {isGone ? <EraseInterview interview={interview} candidateId={candidate_id} /> : null}
      </aside>
    </div>
  );
}

/** The notes that are pinned to this recording. */
function usePinned(candidateId: number, interviewId: string): readonly Note[] {
  const { data: notes } = useNotes(candidateId);
  return useMemo(
    () =>
      notes?.filter((note) => note.interview_id === interviewId && note.at_seconds !== null) ?? [],
    [notes, interviewId],
  );
}

/** Goes to the second that the address names, also when it names another later. */
function useMoment(playback: Playback, at: number | null): void {
  useEffect(() => {
    if (at !== null) playback.seek(at);
  }, [playback, at]);
}

/** The link to what is being heard. */
function useMomentLink(detail: InterviewDetail, playback: Playback, hasRecording: boolean): void {
  const { t } = useWords("candidate");
  const copy = useCopyLink();
  const run = () =>
    void copy({
      screen: "candidate",
      candidateId: detail.candidate_id,
      interviewId: detail.interview.interview_id,
      at: Math.floor(playback.exactTime),
    });
  const link = { id: "copy-moment", label: t("header.copyMoment"), group: t("groups.recording") };
  useActions(hasRecording ? [{ ...link, keys: ["shift+c"], run }] : []);
}

const WAYS = ["rest", "receiver", "relay", "channel"] as const;

function InterviewFacts({ interview }: { interview: InterviewSummary }) {
  const { t } = useWords("candidate");
  const now = useNow();
  const { t: common } = useWords("common");
  const times = timesOf(interview);
  const way = WAYS.find((one) => one === interview.seen_by);
  const recorded = interview.has_audio || interview.has_video;
  return (
    <section aria-label={t("interview.about")}>
      <p className={styles.fact}>
        {interview.flow_title}
        {interview.duration_seconds > 0 ? `, ${lengthInWords(interview.duration_seconds)}` : ""}
        {interview.status === "completed" && !recorded ? `, ${t("interview.noRecording")}` : ""}
      </p>
      <p className={styles.fact}>
        {times.interviewedAt === null ? null : (
          <>
            <InterviewDate {...times} now={now} />.{" "}
          </>
        )}
        <When at={interview.first_seen_at} now={now} prefix={common("received")} />
        {way ? ` ${t(`interview.by.${way}`)}` : ""}.
      </p>
    </section>
  );
}
