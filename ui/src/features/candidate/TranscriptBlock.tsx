import { Fragment, memo } from "react";
import { Icon } from "../../components/Icon";
import { timecode } from "../../lib/format";
import styles from "./Transcript.module.css";
import type { Block } from "./transcript-blocks";

interface Props {
  index: number;
  top: number;
  block: Block;
  speaker: string;
  canSeek: boolean;
  measure: (element: HTMLElement | null) => void;
}

/** A piece of the conversation. Its words are bare elements: the mark is set on them from outside. */
export const TranscriptBlock = memo(function TranscriptBlock(props: Props) {
  const { index, top, block, speaker, canSeek, measure } = props;
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
            aria-label={`Play from ${timecode(block.start)}`}
          >
            {timecode(block.start)}
          </button>
        ) : (
          <span className={styles.time}>{timecode(block.start)}</span>
        )}
        <Words block={block} />
      </div>
    </li>
  );
});

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
