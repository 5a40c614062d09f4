import { useLayoutEffect, useRef } from "react";
import { Slider, SliderThumb, SliderTrack } from "react-aria-components/Slider";
import type { Note, Question, Segment } from "../../contract/types";
import { timecode } from "../../lib/format";
import { useWords } from "../../words/words";
import { type Playback, usePlayback } from "./playback";
import styles from "./Seeker.module.css";
import { Waveform } from "./Waveform";

interface Props {
  interviewId: string;
  playback: Playback;
  segments: readonly Segment[];
  questions: readonly Question[];
  /** Those that are pinned to this recording. */
  notes: readonly Note[];
}

/** The recording along its length: chapters, pins, and the place, which is moved here. */
export function Seeker({ interviewId, playback, segments, questions, notes }: Props) {
  const { t } = useWords("candidate");
  const time = usePlayback(playback, (state) => state.time);
  const duration = usePlayback(playback, (state) => state.duration);
  const status = usePlayback(playback, (state) => state.status);
  const end = Math.max(1, duration);
  const input = useRef<HTMLInputElement>(null);
  // The library can only say numbers; a moment is read as one.
  useLayoutEffect(() => {
    const moment = t("player.timeOf", { time: timecode(time), total: timecode(end) });
    input.current?.setAttribute("aria-valuetext", moment);
  });
  return (
    <Slider
      className={styles.slider ?? ""}
      aria-label={t("player.position")}
      minValue={0}
      maxValue={end}
      step={1}
      value={Math.min(time, end)}
      isDisabled={status === "empty" || status === "failed"}
      onChange={(value) => playback.seek(Number(value))}
    >
      <SliderTrack className={styles.track ?? ""}>
        <Waveform interviewId={interviewId} segments={segments} playback={playback} />
        <Chapters questions={questions} end={end} />
        {notes.map(({ note_id, at_seconds, text }) => (
          <span
            key={note_id}
            className={styles.pin}
            data-pin={at_seconds}
            title={t("transcript.noteAt", { time: timecode(at_seconds ?? 0), text })}
            style={{ insetInlineStart: share(at_seconds ?? 0, end) }}
          />
        ))}
        <SliderThumb className={styles.thumb ?? ""} inputRef={input} />
      </SliderTrack>
    </Slider>
  );
}

/** Where each question begins, with its number; the questions themselves are listed beside. */
function Chapters({ questions, end }: { questions: readonly Question[]; end: number }) {
  return questions.map(({ start, end: until, text }, index) => (
    <span
      key={`${start} ${text}`}
      className={styles.chapter}
      aria-hidden="true"
      title={text}
      data-chapter={index + 1}
      style={{ insetInlineStart: share(start, end), inlineSize: share(until - start, end) }}
    >
      <span className={styles.number}>{index + 1}</span>
    </span>
  ));
}

function share(seconds: number, end: number): string {
  return `${Math.max(0, Math.min(1, seconds / end)) * 100}%`;
}
