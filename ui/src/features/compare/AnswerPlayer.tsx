import { IconButton } from "../../components/Button";
import { ErrorNote } from "../../components/Notice";
import { timecode } from "../../lib/format";
import { asFailure, CommandFailure } from "../../platform/platform";
import { useWords } from "../../words/words";
import { useMedia } from "../candidate/candidate-data";
import { type Playback, usePlayback } from "../candidate/playback";
import styles from "./CompareScreen.module.css";
import type { Part } from "./compare-data";
import { kindOf, type PartPlayer } from "./part-player";

/** The bar below: whose answer is heard, and how far it is. */
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
  const { t: recording } = useWords("candidate");
  const { playback, isPlaying, toggle } = player;
  const { candidate, question } = part;
  const { name, interview_id } = candidate;
  const media = useMedia(interview_id ?? "", kindOf(part));
  const failed = usePlayback(playback, ({ status }) => status === "failed");
  const unplayable = failed
    ? new CommandFailure({ code: "media_unavailable", message: recording("player.unplayable") })
    : null;
  const failure = media.error ? asFailure(media.error) : unplayable;
  return (
    <>
      {media.data ? (
        // biome-ignore lint/a11y/useMediaCaption: the answer stands in the table word by word.
        <audio
          key={`${interview_id} ${media.dataUpdatedAt}`}
          ref={playback.attach}
          src={media.data.url}
          preload="metadata"
        />
      ) : null}
      <IconButton
        icon={isPlaying ? "pause" : "play"}
        filled={!isPlaying}
        label={t(isPlaying ? "pause" : "play", { name })}
        onPress={() => toggle(part)}
      />
      <p className={styles.playing}>{t("playing", { name, question: question.text })}</p>
      <Progress playback={playback} part={part} />
      {failure ? (
        <ErrorNote failure={failure} words={failure.message} onRetry={() => void media.refetch()} />
      ) : null}
    </>
  );
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
