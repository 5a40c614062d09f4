import type { Segment } from "../../contract/types";

/** Shorter than this share of the width nothing is seen. */
const NARROWEST = 0.001;

/**
 * Who speaks when, as one path on a box of 1 × 1: what is drawn where no sound can be. The candidate
 * stands above the middle, everybody else below.
 */
export function speechShape(
  segments: readonly Segment[],
  duration: number,
  isCandidate: boolean,
): string {
  if (duration <= 0) return "";
  return segments
    .filter(({ role }) => (role === "user") === isCandidate)
    .map(({ start, end }) => {
      const from = share(start / duration);
      const width = Math.max(NARROWEST, share(end / duration) - from);
      return `M${round(from)} ${isCandidate ? 0.08 : 0.56}h${round(width)}v${isCandidate ? 0.44 : 0.28}h-${round(width)}z`;
    })
    .join("");
}

function share(value: number): number {
  return Math.max(0, Math.min(1, value));
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
