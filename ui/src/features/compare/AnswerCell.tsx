import { IconButton } from "../../components/Button";
import type { Answer, Compared, ComparedQuestion } from "../../contract/types";
import { timecode } from "../../lib/format";
import { useWords } from "../../words/words";
import styles from "./CompareTable.module.css";
import { isSamePart } from "./compare-data";
import type { CellProps } from "./grid-keys";
import { canPlay, type PartPlayer } from "./part-player";

interface Props {
  candidate: Compared;
  question: ComparedQuestion;
  answer: Answer | null;
  player: PartPlayer;
  cell: CellProps;
}

/** What one said to a question, to read and to hear. */
export function AnswerCell({ candidate, question, answer, player, cell }: Props) {
  const { t } = useWords("compare");
  if (candidate.interview_id === null || answer === null) {
    return (
      <td {...cell} className={styles.cell}>
        <span className={styles.none}>
          {t(candidate.interview_id === null ? "interviewMissing" : "noAnswer")}
        </span>
      </td>
    );
  }
  const { name } = candidate;
  const part = { candidate, question, answer };
  const isPlaying = player.isPlaying && isSamePart(player.part, part);
  return (
    <td {...cell} className={styles.cell} data-answer data-playing={isPlaying}>
      <div className={styles.answerBar}>
        {canPlay(part) ? (
          <IconButton
            icon={isPlaying ? "pause" : "play"}
            filled={!isPlaying}
            label={t(isPlaying ? "pause" : "play", { name })}
            keys="space"
            // Space on the cell does the same: the table is one stop of the Tab key.
            excludeFromTabOrder
            onPress={() => player.toggle(part)}
          />
        ) : null}
        <span className={styles.time}>
          {timecode(answer.start)}–{timecode(answer.end)}
        </span>
        {canPlay(part) ? null : <span className={styles.none}>{t("noSound")}</span>}
      </div>
      {answer.asked_as ? (
        <p className={styles.asked}>{t("askedAs", { words: answer.asked_as })}</p>
      ) : null}
      {answer.said.length === 0 ? <p className={styles.none}>{t("silent")}</p> : null}
      {answer.said.map((turn, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a turn's place is what it is.
        <p key={index} className={`${styles.said} selectable`}>
          {turn}
        </p>
      ))}
    </td>
  );
}
