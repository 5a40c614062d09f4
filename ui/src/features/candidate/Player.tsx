import { useState } from "react";
import { useActions } from "../../app/actions";
import { IconButton } from "../../components/Button";
import { Choice } from "../../components/Choice";
import { Icon } from "../../components/Icon";
import { ErrorNote } from "../../components/Notice";
import { Toggle } from "../../components/Toggle";
import type { InterviewDetail, MediaKind, Note } from "../../contract/types";
import { speed, timecode } from "../../lib/format";
import { asFailure, CommandFailure } from "../../platform/platform";
import { useWords } from "../../words/words";
import { useMedia } from "./candidate-data";
import styles from "./Player.module.css";
import { type Playback, SKIP_SECONDS, SPEEDS, usePlayback } from "./playback";
import { Recording } from "./Recording";
import { Seeker } from "./Seeker";

interface Props {
  detail: InterviewDetail;
  /** Those that are pinned to this recording. */
  notes: readonly Note[];
  playback: Playback;
}

/** The recording with its own controls, all of them reachable by key. */
export function Player({ detail, notes, playback }: Props) {
  const { t } = useWords("candidate");
  const { interview, segments, questions } = detail;
  const both = interview.has_audio && interview.has_video;
  const [wantsVideo, setWantsVideo] = useState(interview.has_video);
  const kind: MediaKind = wantsVideo && interview.has_video ? "video" : "audio";
  const media = useMedia(interview.interview_id, kind);
  const failed = usePlayback(playback, ({ status }) => status === "failed");
  usePlayerActions(playback);

  return (
    <section className={styles.player} aria-label={t("player.label")}>
      {media.error ? (
        <ErrorNote failure={asFailure(media.error)} onRetry={() => void media.refetch()} />
      ) : null}
      {media.data && failed ? (
        <ErrorNote
          failure={unplayable(t("player.unplayable"))}
          words={t("player.unplayable")}
          onRetry={() => void media.refetch()}
        />
      ) : null}
      <Recording
        key={`${kind} ${media.dataUpdatedAt}`}
        kind={kind}
        url={media.data?.url ?? null}
        playback={playback}
        className={styles.video}
        onToggle={() => playback.toggle()}
      />
      <Seeker
        interviewId={interview.interview_id}
        playback={playback}
        segments={segments}
        questions={questions}
        notes={notes}
      />
      <div className={styles.bar}>
        <PlayButtons playback={playback} />
        <Clock playback={playback} />
        {both ? (
          <Toggle isOn={wantsVideo} onChange={setWantsVideo}>
            {t("player.video")}
          </Toggle>
        ) : null}
        <SpeedChoice playback={playback} />
      </div>
      {media.data && !media.data.offline ? (
        <p className={styles.hint}>{t("player.streams")}</p>
      ) : null}
    </section>
  );
}

function unplayable(message: string): CommandFailure {
  return new CommandFailure({ code: "media_unavailable", message });
}

function PlayButtons({ playback }: { playback: Playback }) {
  const { t } = useWords("candidate");
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
      {skip(t("player.back"), "arrowleft", -SKIP_SECONDS)}
      <IconButton
        icon={playing ? "pause" : "play"}
        filled={!playing}
        label={t(playing ? "player.pause" : "player.play")}
        keys="space"
        isDisabled={off}
        onPress={() => playback.toggle()}
      />
      {skip(t("player.ahead"), "arrowright", SKIP_SECONDS)}
      {status === "waiting" ? (
        <span className={styles.waiting} role="status">
          <Icon name="polling" size={12} /> {t("player.loading")}
        </span>
      ) : null}
    </div>
  );
}

function Clock({ playback }: { playback: Playback }) {
  const { t } = useWords("candidate");
  const time = usePlayback(playback, (state) => state.time);
  const duration = usePlayback(playback, (state) => state.duration);
  return (
    <span className={styles.clock}>
      {t("player.timeOf", { time: timecode(time), total: timecode(duration) })}
    </span>
  );
}

function SpeedChoice({ playback }: { playback: Playback }) {
  const { t } = useWords("candidate");
  const rate = usePlayback(playback, (state) => state.rate);
  return (
    <Choice
      label={t("player.speed")}
      value={String(rate)}
      options={SPEEDS.map((value) => ({ id: String(value), label: speed(value) }))}
      onChange={(id) => playback.setRate(Number(id))}
    />
  );
}

function usePlayerActions(playback: Playback) {
  const { t } = useWords("candidate");
  const group = t("groups.recording");
  const action = (id: string, label: string, key: string, run: () => void) => ({
    id: `player-${id}`,
    label,
    group,
    keys: [key],
    run,
  });
  useActions([
    action("toggle", t("player.playOrPause"), "space", () => playback.toggle()),
    action("back", t("player.back"), "arrowleft", () => playback.skip(-SKIP_SECONDS)),
    action("ahead", t("player.ahead"), "arrowright", () => playback.skip(SKIP_SECONDS)),
    action("slower", t("player.slower"), ",", () => playback.stepRate(-1)),
    action("faster", t("player.faster"), ".", () => playback.stepRate(1)),
  ]);
}
