import { useState } from "react";
import { Slider, SliderThumb, SliderTrack } from "react-aria-components/Slider";
import { useActions } from "../../app/actions";
import { IconButton } from "../../components/Button";
import { Choice } from "../../components/Choice";
import { Icon } from "../../components/Icon";
import { ErrorNote } from "../../components/Notice";
import { Toggle } from "../../components/Toggle";
import type { InterviewSummary, MediaKind, Question } from "../../contract/types";
import { speed, timecode } from "../../lib/format";
import { asFailure, CommandFailure } from "../../platform/platform";
import { useMedia } from "./candidate-data";
import styles from "./Player.module.css";
import { type Playback, SKIP_SECONDS, SPEEDS, usePlayback } from "./playback";

interface Props {
  interview: InterviewSummary;
  questions: readonly Question[];
  playback: Playback;
}

/** The recording with its own controls, all of them reachable by key. */
export function Player({ interview, questions, playback }: Props) {
  const both = interview.has_audio && interview.has_video;
  const [wantsVideo, setWantsVideo] = useState(interview.has_video);
  const kind: MediaKind = wantsVideo && interview.has_video ? "video" : "audio";
  const media = useMedia(interview.interview_id, kind);
  const failed = usePlayback(playback, ({ status }) => status === "failed");
  usePlayerActions(playback);

  return (
    <section className={styles.player} aria-label="Recording">
      {media.error ? (
        <ErrorNote failure={asFailure(media.error)} onRetry={() => void media.refetch()} />
      ) : null}
      {media.data && failed ? (
        <ErrorNote
          failure={UNPLAYABLE}
          words={UNPLAYABLE.message}
          onRetry={() => void media.refetch()}
        />
      ) : null}
      <Recording
        key={`${kind} ${media.dataUpdatedAt}`}
        kind={kind}
        url={media.data?.url ?? null}
        playback={playback}
      />
      <div className={styles.bar}>
        <PlayButtons playback={playback} />
        <Seeker playback={playback} questions={questions} />
        {both ? (
          <Toggle isOn={wantsVideo} onChange={setWantsVideo}>
            Video
          </Toggle>
        ) : null}
        <SpeedChoice playback={playback} />
      </div>
      {media.data && !media.data.offline ? (
        <p className={styles.hint}>Streams from Ribbon: needs a network until it is kept here.</p>
      ) : null}
    </section>
  );
}

const UNPLAYABLE = new CommandFailure({
  code: "media_unavailable",
  message: "The recording stopped: it cannot be fetched or not be played. It may need a network.",
});

interface RecordingProps {
  kind: MediaKind;
  url: string | null;
  playback: Playback;
}

/** The transcript beside it is what captions would say. */
function Recording({ kind, url, playback }: RecordingProps) {
  if (!url) return kind === "video" ? <div className={styles.video} /> : null;
  if (kind === "audio") {
    // biome-ignore lint/a11y/useMediaCaption: the transcript follows word by word.
    return <audio ref={playback.attach} src={url} preload="metadata" />;
  }
  return (
    // biome-ignore lint/a11y/useMediaCaption: the transcript follows word by word.
    <video
      ref={playback.attach}
      className={styles.video}
      src={url}
      preload="metadata"
      playsInline
      onClick={() => playback.toggle()}
    />
  );
}

function PlayButtons({ playback }: { playback: Playback }) {
  const playing = usePlayback(playback, (state) => state.playing);
  const status = usePlayback(playback, (state) => state.status);
  const off = status === "empty" || status === "failed";
  const skip = (label: string, keys: string, seconds: number) => (
    <IconButton
      icon={seconds < 0 ? "skipBack" : "skipAhead"}
      label={label}
      keys={keys}
      isDisabled={off}
      onPress={() => playback.skip(seconds)}
    />
  );
  return (
    <div className={styles.buttons}>
      {skip("Back 10 seconds", "arrowleft", -SKIP_SECONDS)}
      <IconButton
        icon={playing ? "pause" : "play"}
        filled={!playing}
        label={playing ? "Pause" : "Play"}
        keys="space"
        isDisabled={off}
        onPress={() => playback.toggle()}
      />
      {skip("Forward 10 seconds", "arrowright", SKIP_SECONDS)}
      {status === "waiting" ? (
        <span className={styles.waiting} role="status">
          <Icon name="polling" size={12} /> loading
        </span>
      ) : null}
    </div>
  );
}

function Seeker({ playback, questions }: { playback: Playback; questions: readonly Question[] }) {
  const time = usePlayback(playback, (state) => state.time);
  const duration = usePlayback(playback, (state) => state.duration);
  const status = usePlayback(playback, (state) => state.status);
  const end = Math.max(1, duration);
  const place = (seconds: number) => `${Math.min(1, seconds / end) * 100}%`;
  return (
    <div className={styles.seeker}>
      <span className={styles.clock}>{timecode(time)}</span>
      <Slider
        className={styles.slider ?? ""}
        aria-label="Position in the recording"
        minValue={0}
        maxValue={end}
        step={1}
        value={Math.min(time, end)}
        isDisabled={status === "empty" || status === "failed"}
        onChange={(value) => playback.seek(Number(value))}
      >
        <SliderTrack className={styles.track ?? ""}>
          <span className={styles.fill} style={{ inlineSize: place(time) }} />
          {questions.map(({ start, text }) => (
            <span
              key={`${start} ${text}`}
              className={styles.tick}
              style={{ insetInlineStart: place(start) }}
            />
          ))}
          <SliderThumb
            className={styles.thumb ?? ""}
            aria-valuetext={`${timecode(time)} of ${timecode(end)}`}
          />
        </SliderTrack>
      </Slider>
      <span className={styles.clock}>{timecode(duration)}</span>
    </div>
  );
}

function SpeedChoice({ playback }: { playback: Playback }) {
  const rate = usePlayback(playback, (state) => state.rate);
  return (
    <Choice
      label="Speed"
      value={String(rate)}
      options={SPEEDS.map((value) => ({ id: String(value), label: speed(value) }))}
      onChange={(id) => playback.setRate(Number(id))}
    />
  );
}

function usePlayerActions(playback: Playback) {
  const group = "Recording";
  const action = (id: string, label: string, key: string, run: () => void) => ({
    id: `player-${id}`,
    label,
    group,
    keys: [key],
    run,
  });
  useActions([
    action("toggle", "Play or pause", "space", () => playback.toggle()),
    action("back", "Back 10 seconds", "arrowleft", () => playback.skip(-SKIP_SECONDS)),
    action("ahead", "Forward 10 seconds", "arrowright", () => playback.skip(SKIP_SECONDS)),
    action("slower", "Slower", ",", () => playback.stepRate(-1)),
    action("faster", "Faster", ".", () => playback.stepRate(1)),
  ]);
}
