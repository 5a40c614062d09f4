import { Fragment, memo } from "react";
import { Icon } from "../../components/Icon";
import type { Note } from "../../contract/types";
import { timecode } from "../../lib/format";
import { useWords } from "../../words/words";
import styles from "./Transcript.module.css";
import type { Block } from "./transcript-blocks";

interface Props {
  index: number;
  top: number;
  block: Block;
  speaker: string;
  notes: readonly Note[];
  canSeek: boolean;
  measure: (element: HTMLElement | null) => void;
}

/** A piece of the conversation. Its words are bare elements: the mark is set on them from outside. */
export const TranscriptBlock = memo(function TranscriptBlock(props: Props) {
  const { index, top, block, speaker, notes, canSeek, measure } = props;
  const { t } = useWords("candidate");
  return (
    <li
      ref={measure}
      data-index={index}
      className={styles.block}
      data-role={block.role}
      data-opens={block.opens}
      style={{ transform: `translateY(${top}px)` }}
    >
      {block.opens ? (
        <div className={styles.speaker}>
          {block.role === "agent" ? <Icon name="sparkle" size={12} /> : null}
          <span>{speaker}</span>
        </div>
      ) : null}
      <div className={styles.said}>
        {canSeek ? (
          <button
            type="button"
            className={styles.time}
            data-seek={block.start}
            aria-label={t("transcript.playFrom", { time: timecode(block.start) })}
          >
            {timecode(block.start)}
          </button>
        ) : (
          <span className={styles.time}>{timecode(block.start)}</span>
        )}
        <Words block={block} />
      </div>
      {notes.map((note) => (
        <Pin key={note.note_id} note={note} />
      ))}
    </li>
  );
});

/** A note where it belongs. A click on it is a click on its second. */
function Pin({ note: { at_seconds, text } }: { note: Note }) {
  const { t } = useWords("candidate");
  const time = timecode(at_seconds ?? 0);
  return (
    <button
      type="button"
      className={styles.pin}
      data-seek={at_seconds}
      aria-label={t("transcript.noteAt", { time, text })}
    >
      <Icon name="pin" size={12} />
      <span className={styles.pinTime}>{time}</span> <span className={styles.pinText}>{text}</span>
    </button>
  );
}

function Words({ block }: { block: Block }) {
  if (block.text !== null) {
    return (
      <p className={styles.words} data-segment={block.segment} data-from={0}>
        {block.text}
      </p>
    );
  }
  return (
    <p className={styles.words} data-segment={block.segment} data-from={block.from}>
      {block.words.map((word, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a word's place is what it is.
        <Fragment key={at}>
          <span>{word}</span>{" "}
        </Fragment>
      ))}
    </p>
  );
}
