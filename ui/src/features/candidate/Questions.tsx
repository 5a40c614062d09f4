import type { Question } from "../../contract/types";
import { timecode } from "../../lib/format";
import { useWords } from "../../words/words";
import styles from "./CandidateScreen.module.css";
import { type Playback, usePlayback } from "./playback";

interface Props {
  questions: readonly Question[];
  playback: Playback;
  hasRecording: boolean;
}

/** The flow's questions as chapters of the recording. */
export function Questions({ questions, playback, hasRecording }: Props) {
  const { t } = useWords("candidate");
  const current = usePlayback(playback, ({ time }) =>
    time > 0 ? questions.findLastIndex(({ start, end }) => time >= start && time < end) : -1,
  );
  return (
    <section aria-labelledby="questions-heading">
      <h2 id="questions-heading">{t("questions")}</h2>
      <ol className={styles.questions}>
        {questions.map((question, index) => (
          <li key={`${question.start} ${question.text}`}>
            {hasRecording ? (
              <button
                type="button"
                className={styles.question}
                aria-current={index === current ? "true" : undefined}
                onClick={() => playback.seek(question.start)}
              >
                <span>{timecode(question.start)}</span>
                <span>{question.text}</span>
              </button>
            ) : (
              <span className={styles.question}>
                <span>{timecode(question.start)}</span>
                <span>{question.text}</span>
              </span>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
