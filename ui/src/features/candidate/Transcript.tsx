import { useVirtualizer } from "@tanstack/react-virtual";
import { type MouseEvent, useMemo, useRef } from "react";
import { useActions } from "../../app/actions";
import { Button } from "../../components/Button";
import { EmptyState } from "../../components/Notice";
import type { Note, Segment } from "../../contract/types";
import { useWords } from "../../words/words";
import { startOf, useFollowing } from "./following";
import { type Playback, usePlayback } from "./playback";
import styles from "./Transcript.module.css";
import { TranscriptBlock } from "./TranscriptBlock";
import { blockOf, blocksOf, notesOf } from "./transcript-blocks";

interface Props {
  segments: readonly Segment[];
  /** What was said as one text, where it is not known turn by turn. */
  text: string | null;
  /** Those that are pinned to this recording. */
  notes: readonly Note[];
  playback: Playback;
  candidateName: string;
  hasRecording: boolean;
}

/** What was said. */
export function Transcript(props: Props) {
  const { t } = useWords("candidate");
  if (props.segments.length > 0) return <Conversation {...props} />;
  if (props.text) return <PlainText text={props.text} />;
  return (
    <EmptyState icon="processed" title={t("transcript.none.title")}>
      {t("transcript.none.text")}
    </EmptyState>
  );
}

/** What was said without speakers and times, which Ribbon did not send. */
function PlainText({ text }: { text: string }) {
  const { t } = useWords("candidate");
  const paragraphs = text.split(/\n+/u).filter((line) => line.trim() !== "");
  return (
    <section className={styles.frame} aria-label={t("transcript.label")}>
      <div
        className={`${styles.scroller} ${styles.plain} selectable`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must scroll by key.
        tabIndex={0}
        role="region"
        aria-label={t("transcript.said")}
        data-plain-transcript
      >
        <p className={styles.plainNote}>{t("transcript.plain")}</p>
        {paragraphs.map((line, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a paragraph's place is what it is.
          <p key={at}>{line}</p>
        ))}
      </div>
    </section>
  );
}

/** The turns, moving with the recording until the reader scrolls away. */
function Conversation({ segments, notes, playback, candidateName, hasRecording }: Props) {
  const { t } = useWords("candidate");
  const speakerName = useSpeakerName(candidateName);
  const scroller = useRef<HTMLDivElement>(null);
  const blocks = useMemo(() => blocksOf(segments), [segments]);
  const pinned = useMemo(() => notesOf(blocks, notes), [blocks, notes]);
  const virtualizer = useVirtualizer({
    count: blocks.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => estimate(blocks[index]?.words.length ?? 20),
    overscan: 4,
    paddingStart: 8,
    paddingEnd: 48,
  });
  const following = useFollowing({
    root: scroller,
    segments,
    playback,
    scrollTo: (place) => virtualizer.scrollToIndex(blockOf(blocks, place), { align: "center" }),
  });
  useTurnActions(hasRecording, following);

  function onClick({ target }: MouseEvent) {
    const start = target instanceof Element ? startOf(target, segments) : null;
    // A selection is for copying, not for going somewhere.
    if (start !== null && window.getSelection()?.isCollapsed !== false) following.seek(start);
  }

  return (
    <section className={styles.frame} aria-label={t("transcript.label")}>
      <div
        ref={scroller}
        className={`${styles.scroller} selectable`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must scroll by key.
        tabIndex={0}
        role="region"
        aria-label={t("transcript.said")}
        data-scroller
        onClick={hasRecording ? onClick : undefined}
        onWheel={following.leave}
        onTouchMove={following.leave}
        onKeyDown={({ key }) => {
          if (SCROLL_KEYS.has(key)) following.leave();
        }}
      >
        <ol className={styles.canvas} style={{ blockSize: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ index, start, key }) => {
            const block = blocks[index];
            return block ? (
              <TranscriptBlock
                key={key}
                index={index}
                top={start}
                block={block}
                speaker={speakerName(block.role)}
                notes={pinned.get(index) ?? NO_NOTES}
                canSeek={hasRecording}
                measure={virtualizer.measureElement}
              />
            ) : null;
          })}
        </ol>
      </div>
      {following.follows || !hasRecording ? null : (
        <FollowButton playback={playback} onFollow={following.follow} />
      )}
    </section>
  );
}

const NO_NOTES: readonly Note[] = [];

const SCROLL_KEYS = new Set(["ArrowUp", "ArrowDown", "PageUp", "PageDown", "Home", "End"]);

/** Only where there is something to come back to: before the first play nothing moves. */
function FollowButton({ playback, onFollow }: { playback: Playback; onFollow: () => void }) {
  const { t } = useWords("candidate");
  const started = usePlayback(playback, ({ time }) => time > 0);
  if (!started) return null;
  return (
    <div className={styles.follow}>
      <Button look="primary" onPress={onFollow}>
        {t("transcript.follow")}
      </Button>
    </div>
  );
}

function useTurnActions(hasRecording: boolean, following: ReturnType<typeof useFollowing>) {
  const { t } = useWords("candidate");
  const group = t("groups.recording");
  const { follow, seekTurn } = following;
  const next = {
    id: "turn-next",
    label: t("transcript.nextTurn"),
    group,
    keys: ["shift+arrowright"],
  };
  const back = {
    id: "turn-back",
    label: t("transcript.turnBefore"),
    group,
    keys: ["shift+arrowleft"],
  };
  const again = { id: "follow", label: t("transcript.followRecording"), group, keys: ["f"] };
  useActions(
    hasRecording
      ? [
          { ...next, run: () => seekTurn(1) },
          { ...back, run: () => seekTurn(-1) },
          { ...again, run: follow },
        ]
      : [],
  );
}

function useSpeakerName(candidateName: string): (role: string) => string {
  const { t } = useWords("candidate");
  return (role) => {
    if (role === "user") return candidateName;
    return role === "agent" ? t("transcript.interviewer") : role;
  };
}

/** A guess at a piece's height, put right once it is drawn. */
function estimate(words: number): number {
  return 44 + Math.ceil(words / 11) * 22;
}
