import { IconButton } from "../../components/Button";
import { ErrorNote } from "../../components/Notice";
import { timecode } from "../../lib/format";
import { asFailure, CommandFailure } from "../../platform/platform";
import { useWords } from "../../words/words";
import { type Playback, usePlayback } from "../candidate/playback";
import { Recording } from "../candidate/Recording";
import { useAnswerRecording } from "./answer-recording";
import styles from "./CompareScreen.module.css";
import type { Part } from "./compare-data";
import type { PartPlayer } from "./part-player";

/** The bar below: whose answer plays, and how far it is. */
export function AnswerPlayer({ player }: { player: PartPlayer }) {
  const { t } = useWords("compare");
  return (
    <section className={styles.player} aria-label={t("player")}>
      {player.part ? (
        <Playing player={player} part={player.part} />
      ) : (
        <p className={styles.hint}>{t("nothingPlays")}</p>
      )}
    </section>
  );
}

function Playing({ player, part }: { player: PartPlayer; part: Part }) {
  const { t } = useWords("compare");
  const { playback, isPlaying, toggle } = player;
  const { candidate, question } = part;
  const { name, interview_id: interviewId } = candidate;
  const recording = useAnswerRecording(part, player);
  const { media, kind } = recording;
  return (
    <>
      {media.error ? null : (
        <Recording
          key={`${interviewId} ${kind} ${media.dataUpdatedAt}`}
          kind={kind}
          url={media.data?.url ?? null}
          playback={playback}
          className={styles.video}
          label={t("video", { name })}
          // As the button: a click at the answer's end does not play on into the next question.
          onToggle={() => toggle(part)}
          onFailed={recording.onFailed}
        />
      )}
      <div className={styles.controls}>
        <IconButton
          icon={isPlaying ? "pause" : "play"}
          filled={!isPlaying}
          label={t(isPlaying ? "pause" : "play", { name })}
          onPress={() => toggle(part)}
        />
        <p className={styles.playing}>{t("playing", { name, question: question.text })}</p>
        <Progress playback={playback} part={part} />
        {recording.isOnlyHeard ? (
          <p className={styles.hint} role="status">
            {t("onlyHeard")}
          </p>
        ) : null}
        <Trouble
          error={media.error}
          isUnplayable={recording.isUnplayable}
          onRetry={recording.onRetry}
        />
      </div>
    </>
  );
}

interface TroubleProps {
  error: Error | null;
  isUnplayable: boolean;
  onRetry: () => void;
}

function Trouble({ error, isUnplayable, onRetry }: TroubleProps) {
  const { t } = useWords("candidate");
  if (error) return <ErrorNote failure={asFailure(error)} onRetry={onRetry} />;
  if (!isUnplayable) return null;
  const words = t("player.unplayable");
  const failure = new CommandFailure({ code: "media_unavailable", message: words });
  return <ErrorNote failure={failure} words={words} onRetry={onRetry} />;
}

function Progress({ playback, part }: { playback: Playback; part: Part }) {
  const { t } = useWords("compare");
  const time = usePlayback(playback, (state) => state.time);
  const { start, end } = part.answer;
  const length = Math.max(1, end - start);
  const into = Math.max(0, Math.min(length, time - start));
  const words = t("timeOf", { time: timecode(into), total: timecode(length) });
  return (
    <>
      <span className={styles.progress} aria-hidden="true">
        <span style={{ inlineSize: `${(into / length) * 100}%` }} />
      </span>
      <span className={styles.clock}>{words}</span>
    </>
  );
}
