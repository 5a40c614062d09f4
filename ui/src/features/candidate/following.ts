import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { Segment } from "../../contract/types";
import { type Playback, usePlayback } from "./playback";
import { startsOf, turnBeside, type WordPlace } from "./spoken";
import { WordMarker } from "./word-marker";

/** Within a long turn the page moves on after so many words. */
const WORDS_UNTIL_SCROLL = 12;

interface Followed {
  root: RefObject<HTMLElement | null>;
  segments: readonly Segment[];
  playback: Playback;
  scrollTo: (place: WordPlace) => void;
}

/** Keeps the mark on the spoken word, and the page with it until the reader goes elsewhere. */
export function useFollowing({ root, segments, playback, scrollTo }: Followed) {
  const marker = useRef<WordMarker | null>(null);
  const [follows, setFollows] = useState(true);
  const scroll = useRef(scrollTo);
  scroll.current = scrollTo;

  useEffect(() => {
    if (!root.current) return;
    const made = new WordMarker(root.current, segments);
    marker.current = made;
    made.moveTo(playback.exactTime);
    return () => made.clear();
  }, [root, segments, playback]);

  // Rows that have come into view may hold the word that is being spoken.
  useLayoutEffect(() => marker.current?.redraw());
  useEveryMoment(playback, marker, follows, scroll);

  return {
    follows,
    leave: () => setFollows(false),
    follow() {
      setFollows(true);
      marker.current?.moveTo(playback.exactTime);
      const place = marker.current?.place;
      if (place) scroll.current(place);
    },
    seek(seconds: number) {
      playback.seek(seconds);
      setFollows(true);
    },
    seekTurn(by: 1 | -1) {
      const start = turnBeside(segments, playback.exactTime, by);
      if (start !== null) playback.seek(start);
      setFollows(true);
    },
  };
}

/** Moves the mark with every frame while playing, else with every seek. */
function useEveryMoment(
  playback: Playback,
  marker: { readonly current: WordMarker | null },
  follows: boolean,
  scroll: { readonly current: (place: WordPlace) => void },
): void {
  const playing = usePlayback(playback, (state) => state.playing);
  useEffect(() => {
    let shown: WordPlace | null = null;
    const step = () => {
      const moved = marker.current?.moveTo(playback.exactTime);
      if (!moved || !follows) return;
      const near = shown !== null && Math.abs(moved.word - shown.word) <= WORDS_UNTIL_SCROLL;
      if (near && moved.segment === shown?.segment) return;
      shown = moved;
      scroll.current(moved);
    };
    if (!playing) {
      const stop = playback.subscribe(step);
      return () => void stop();
    }
    let frame = requestAnimationFrame(function onFrame() {
      step();
      frame = requestAnimationFrame(onFrame);
    });
    return () => cancelAnimationFrame(frame);
  }, [playback, playing, follows, marker, scroll]);
}

/** Where what was clicked begins, in seconds; nothing between the words. */
export function startOf(target: Element, segments: readonly Segment[]): number | null {
  const button = target.closest("[data-seek]");
  if (button) return Number(button.getAttribute("data-seek"));
  const words = target.closest("[data-segment]");
  if (!words) return null;
  const nth = Number(words.getAttribute("data-segment"));
  const segment = segments[nth];
  if (!segment) return null;
  const word = target.closest("[data-segment] > *");
  if (!word) return segment.words.length === 0 ? (startsOf(segments)[nth] ?? null) : null;
  const index = Array.prototype.indexOf.call(words.children, word);
  return segment.starts[Number(words.getAttribute("data-from")) + index] ?? segment.start;
}
