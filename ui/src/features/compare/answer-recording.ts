import { useEffect, useState } from "react";
import { flushSync } from "react-dom";
import type { MediaKind } from "../../contract/types";
import { useMedia } from "../candidate/candidate-data";
import { usePlayback } from "../candidate/playback";
import type { Part } from "./compare-data";
import { kindOf, type PartPlayer } from "./part-player";

/** Where the played answer's recording comes from, and whether it can be had. */
export function useAnswerRecording(part: Part, { playback, isPlaying }: PartPlayer) {
  const { interview_id: interviewId, has_audio: hasAudio } = part.candidate;
  // The sound may be kept here where the video is not, and some web views cannot show a video.
  const [unseen, setUnseen] = useState<string | null>(null);
  const isUnseen = unseen === interviewId;
  const kind: MediaKind = isUnseen ? "audio" : kindOf(part);
  const canFallBack = kind === "video" && hasAudio;
  const media = useMedia(interviewId ?? "", kind);
  const hasFailed = usePlayback(playback, ({ status }) => status === "failed");
  const isUnplayable = hasFailed && !canFallBack;
  useKeptInSight(kind);

  return {
    kind,
    media,
    isUnplayable,
    isOnlyHeard: isUnseen && !isUnplayable && !media.error,
    onFailed() {
      if (!canFallBack) return;
      flushSync(() => setUnseen(interviewId));
      // A web view may count what has failed as paused: then it would not go on by itself.
      if (isPlaying) playback.play();
    },
    onRetry() {
      if (isUnseen) setUnseen(null);
      else void media.refetch();
    },
  };
}

/** The bar grows for a video: the cell that it would push out of sight comes along. */
function useKeptInSight(kind: MediaKind): void {
  useEffect(() => {
    const cell = document.activeElement?.closest("[data-answer]");
    if (kind === "video") cell?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [kind]);
}
