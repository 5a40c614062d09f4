import { useEffect, useMemo, useRef, useState } from "react";
import type { Segment, Waveform as Wave } from "../../contract/types";
import { type Playback, usePlayback } from "./playback";
import { useWaveform } from "./reading-data";
import { speechShape } from "./speech-shape";
import styles from "./Waveform.module.css";

interface Props {
  interviewId: string;
  segments: readonly Segment[];
  playback: Playback;
}

/** What the recording looks like along its length; the slider over it says and moves the place. */
export function Waveform({ interviewId, segments, playback }: Props) {
  const { data: wave = null } = useWaveform(interviewId);
  const media = usePlayback(playback, ({ element }) => element);
  const [isDrawn, setIsDrawn] = useState(false);
  return (
    <div className={styles.waveform} aria-hidden="true" data-waveform={isDrawn ? "peaks" : "turns"}>
      {isDrawn ? null : <Turns segments={segments} playback={playback} />}
      {wave && media ? <Peaks wave={wave} media={media} onDrawn={setIsDrawn} /> : null}
    </div>
  );
}

interface PeaksProps {
  wave: Wave;
  media: HTMLMediaElement;
  onDrawn: (isDrawn: boolean) => void;
}

function Peaks({ wave, media, onDrawn }: PeaksProps) {
  const host = useRef<HTMLDivElement>(null);
  const looks = useLooks();
  // biome-ignore lint/correctness/useExhaustiveDependencies: other colours are another drawing.
  useEffect(() => {
    let stopped = false;
    let clear = () => {};
    // Not on the way to the first screen. Where it cannot draw, the turns stay.
    import("./wave-drawing").then(
      ({ drawWave }) => {
        if (stopped || !host.current) return;
        const drawn = drawWave(host.current, wave, media);
        if (!drawn) return;
        clear = drawn;
        onDrawn(true);
      },
      () => undefined,
    );
    return () => {
      stopped = true;
      clear();
      onDrawn(false);
    };
  }, [wave, media, onDrawn, looks]);
  return <div ref={host} className={styles.peaks} />;
}

const LOOKS = [
  "(prefers-color-scheme: dark)",
  "(prefers-contrast: more)",
  "(forced-colors: active)",
];

/** Changes when the system's colours do: what is on a canvas does not follow by itself. */
function useLooks(): string {
  const read = () => LOOKS.map((query) => window.matchMedia(query).matches).join();
  const [looks, setLooks] = useState(read);
  useEffect(() => {
    const changed = () => setLooks(read());
    const queries = LOOKS.map((query) => window.matchMedia(query));
    for (const query of queries) query.addEventListener("change", changed);
    return () => {
      for (const query of queries) query.removeEventListener("change", changed);
    };
  });
  return looks;
}

/** Where no sound can be drawn: who speaks when. */
function Turns({ segments, playback }: Pick<Props, "segments" | "playback">) {
  const duration = usePlayback(playback, (state) => state.duration);
  const time = usePlayback(playback, (state) => state.time);
  const candidate = useMemo(() => speechShape(segments, duration, true), [segments, duration]);
  const others = useMemo(() => speechShape(segments, duration, false), [segments, duration]);
  return (
    <svg className={styles.turns} viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true">
      <path className={styles.candidate} d={candidate} />
      <path className={styles.others} d={others} />
      <rect
        className={styles.played}
        width={duration > 0 ? Math.min(1, time / duration) : 0}
        height={1}
      />
    </svg>
  );
}
