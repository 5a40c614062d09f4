import { useSyncExternalStore } from "react";

export const SPEEDS = [0.75, 1, 1.25, 1.5, 1.75, 2] as const;
export const SKIP_SECONDS = 10;

export type PlaybackStatus = "empty" | "ready" | "waiting" | "failed";

interface State {
  playing: boolean;
  status: PlaybackStatus;
  rate: number;
  /** Seconds; as the interview says until the recording itself is known. */
  duration: number;
  /** Whole quarters of a second: enough for the clock and the slider. */
  time: number;
  /** What plays it. */
  element: HTMLMediaElement | null;
}

const EVENTS = [
  "play",
  "pause",
  "ended",
  "timeupdate",
  "seeking",
  "seeked",
  "ratechange",
  "durationchange",
  "loadedmetadata",
  "waiting",
  "playing",
  "canplay",
  "emptied",
  "error",
] as const;

/** The recording in the player's hands: one media element, its state, and what moves it. */
export class Playback {
  #element: HTMLMediaElement | null = null;
  #state: State;
  #wantedRate = 1;
  /** Where it is while there is no element, or none that could take the moment. Seconds. */
  #held = 0;
  #wantsPlay = false;
  /** Where playing ends by itself. Seconds. */
  #end: number | null = null;
  readonly #fallbackDuration: number;
  readonly #listeners = new Set<() => void>();

  constructor(fallbackDuration: number) {
    this.#fallbackDuration = fallbackDuration;
    this.#state = {
      playing: false,
      status: "empty",
      rate: 1,
      duration: fallbackDuration,
      time: 0,
      element: null,
    };
  }

  /** Takes the element over; returns what lets it go. To be given as its `ref`. */
  readonly attach = (element: HTMLMediaElement | null) => {
    if (!element) return;
    this.#element = element;
    element.defaultPlaybackRate = this.#wantedRate;
    element.playbackRate = this.#wantedRate;
    for (const event of EVENTS) element.addEventListener(event, this.#read);
    const resume = () => this.#resume(element);
    element.addEventListener("canplay", resume, { once: true });
    if (this.#held > 0) element.currentTime = this.#held;
    this.#read();
    if (this.#wantsPlay) this.play();
    return () => {
      for (const event of EVENTS) element.removeEventListener(event, this.#read);
      element.removeEventListener("canplay", resume);
      this.#held = element.currentTime;
      this.#wantsPlay = !element.paused && !element.ended;
      element.pause();
      this.#element = null;
      this.#read();
    };
  };

  /** A web view may forget a moment that was set before it could play. */
  #resume(element: HTMLMediaElement): void {
    if (this.#held > 0 && element.currentTime < this.#held - 1) element.currentTime = this.#held;
  }

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly getState = (): State => this.#state;

  /** The exact moment, for what moves with every frame. */
  get exactTime(): number {
    return this.#element?.currentTime ?? this.#held;
  }

  toggle(): void {
    if (!this.#element) return;
    if (this.#element.paused) this.play();
    else this.pause();
  }

  /** Plays, or as soon as there is something to play. */
  play(): void {
    this.#wantsPlay = this.#element === null;
    // What refuses to play also fires `error`, which is shown.
    this.#element?.play().catch(() => undefined);
  }

  pause(): void {
    this.#wantsPlay = false;
    this.#element?.pause();
  }

  /** Plays one part and stops where it ends. Seconds. */
  playPart(start: number, end: number): void {
    this.seek(start);
    this.#end = end;
    this.play();
  }

  seek(seconds: number): void {
    this.#end = null;
    this.#held = Math.max(0, seconds);
    if (this.#element) {
      this.#held = Math.min(this.#held, this.#state.duration);
      this.#element.currentTime = this.#held;
    }
    this.#read();
  }

  skip(seconds: number): void {
    this.seek(this.exactTime + seconds);
  }

  setRate(rate: number): void {
    this.#wantedRate = rate;
    if (this.#element) {
      this.#element.defaultPlaybackRate = rate;
      this.#element.playbackRate = rate;
    }
    this.#read();
  }

  /** The next faster or slower of the speeds that are offered. */
  stepRate(by: 1 | -1): void {
    const at = SPEEDS.findIndex((speed) => speed >= this.#wantedRate);
    const next = SPEEDS[Math.max(0, Math.min(SPEEDS.length - 1, at + by))];
    if (next) this.setRate(next);
  }

  readonly #read = () => {
    const element = this.#element;
    if (element && this.#end !== null && element.currentTime >= this.#end) {
      this.#end = null;
      element.pause();
    }
    const known = element && Number.isFinite(element.duration) && element.duration > 0;
    const next: State = {
      playing: element !== null && !element.paused && !element.ended && !element.error,
      status: statusOf(element),
      rate: this.#wantedRate,
      duration: known ? element.duration : this.#fallbackDuration,
      time: Math.floor(this.exactTime * 4) / 4,
      element,
    };
    const before = this.#state;
    const names = Object.keys(next) as (keyof State)[];
    if (names.every((name) => next[name] === before[name])) return;
    this.#state = next;
    for (const listener of this.#listeners) listener();
  };
}

function statusOf(element: HTMLMediaElement | null): PlaybackStatus {
  if (!element) return "empty";
  if (element.error) return "failed";
  // HAVE_FUTURE_DATA: anything less cannot go on at once.
  return !element.paused && element.readyState < 3 ? "waiting" : "ready";
}

/** One part of the state; renders again only when that part changes. */
export function usePlayback<T extends State[keyof State]>(
  playback: Playback,
  part: (state: State) => T,
): T {
  return useSyncExternalStore(playback.subscribe, () => part(playback.getState()));
}
