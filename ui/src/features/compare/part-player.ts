import { useEffect, useState } from "react";
import type { MediaKind } from "../../contract/types";
import { Playback, usePlayback } from "../candidate/playback";
import { isSamePart, type Part } from "./compare-data";

/** The one player that all answers share. */
export interface PartPlayer {
  playback: Playback;
  part: Part | null;
  isPlaying: boolean;
  /** Plays an answer from its beginning to its end; the one that is playing pauses and goes on. */
  toggle: (part: Part) => void;
}

export function usePartPlayer(): PartPlayer {
  // How long a recording is, it says itself.
  const [playback] = useState(() => new Playback(Number.POSITIVE_INFINITY));
  const [part, setPart] = useState<Part | null>(null);
  const isPlaying = usePlayback(playback, ({ playing }) => playing);

  // After the element of another recording has gone: else that one would be moved.
  useEffect(() => {
    if (part) playback.playPart(part.answer.start, part.answer.end);
  }, [playback, part]);

  return {
    playback,
    part,
    isPlaying,
    toggle(wanted) {
      const { start, end } = wanted.answer;
      const time = playback.exactTime;
      if (!isSamePart(part, wanted)) setPart(wanted);
      else if (isPlaying || (time > start && time < end)) playback.toggle();
      else playback.playPart(start, end);
    },
  };
}

/** What is played of somebody: the video where there is one. */
export function kindOf({ candidate }: Part): MediaKind {
  return candidate.has_video ? "video" : "audio";
}

export function canPlay({ candidate }: Part): boolean {
  return candidate.has_audio || candidate.has_video;
}
