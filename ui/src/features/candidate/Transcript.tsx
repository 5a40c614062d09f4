import { useVirtualizer } from "@tanstack/react-virtual";
import { type MouseEvent, useMemo, useRef } from "react";
import { useActions } from "../../app/actions";
import { Button } from "../../components/Button";
import { EmptyState } from "../../components/Notice";
import type { Segment } from "../../contract/types";
import { startOf, useFollowing } from "./following";
import { type Playback, usePlayback } from "./playback";
import styles from "./Transcript.module.css";
import { TranscriptBlock } from "./TranscriptBlock";
import { blockOf, blocksOf } from "./transcript-blocks";

interface Props {
  segments: readonly Segment[];
  playback: Playback;
  candidateName: string;
  hasRecording: boolean;
}

/** What was said. */
export function Transcript(props: Props) {
  if (props.segments.length > 0) return <Conversation {...props} />;
  return (
    <EmptyState icon="processed" title="No transcript">
      Ribbon has not sent what was said in this interview.
    </EmptyState>
  );
}

/** The turns, moving with the recording until the reader scrolls away. */
function Conversation({ segments, playback, candidateName, hasRecording }: Props) {
  const scroller = useRef<HTMLDivElement>(null);
  const blocks = useMemo(() => blocksOf(segments), [segments]);
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
    <section className={styles.frame} aria-label="Transcript">
      <div
        ref={scroller}
        className={`${styles.scroller} selectable`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must scroll by key.
        tabIndex={0}
        role="region"
        aria-label="What was said"
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
                speaker={speakerName(block.role, candidateName)}
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

const SCROLL_KEYS = new Set(["ArrowUp", "ArrowDown", "PageUp", "PageDown", "Home", "End"]);

/** Only where there is something to come back to: before the first play nothing moves. */
function FollowButton({ playback, onFollow }: { playback: Playback; onFollow: () => void }) {
  const started = usePlayback(playback, ({ time }) => time > 0);
  if (!started) return null;
  return (
    <div className={styles.follow}>
      <Button look="primary" onPress={onFollow}>
        Follow
      </Button>
    </div>
  );
}

function useTurnActions(hasRecording: boolean, following: ReturnType<typeof useFollowing>) {
  const group = "Recording";
  const { follow, seekTurn } = following;
  const next = { id: "turn-next", label: "Next turn", group, keys: ["shift+arrowright"] };
  const back = { id: "turn-back", label: "Turn before", group, keys: ["shift+arrowleft"] };
  const again = { id: "follow", label: "Follow the recording", group, keys: ["f"] };
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

function speakerName(role: string, candidateName: string): string {
  if (role === "user") return candidateName;
  return role === "agent" ? "Interviewer" : role;
}

/** A guess at a piece's height, put right once it is drawn. */
function estimate(words: number): number {
  return 44 + Math.ceil(words / 11) * 22;
}
