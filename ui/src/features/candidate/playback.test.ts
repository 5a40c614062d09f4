import { beforeEach, describe, expect, test, vi } from "vitest";
import { Playback } from "./playback";

let element: HTMLAudioElement;
let isPaused: boolean;

/** The test's document plays nothing: what a media element would do is done by hand. */
beforeEach(() => {
  isPaused = true;
  element = document.createElement("audio");
  Object.defineProperties(element, {
    paused: { get: () => isPaused },
    ended: { get: () => false },
    play: {
      value: vi.fn(() => {
        isPaused = false;
        return Promise.resolve();
      }),
    },
    pause: {
      value: vi.fn(() => {
        isPaused = true;
      }),
    },
  });
});

function playTo(seconds: number) {
  element.currentTime = seconds;
  element.dispatchEvent(new Event("timeupdate"));
}

describe("a moment that is asked for before there is a recording", () => {
  test("is where it begins", () => {
    const playback = new Playback(300);
    playback.seek(42);
    expect(playback.exactTime).toBe(42);
    expect(playback.getState().time).toBe(42);
    playback.attach(element);
    expect(element.currentTime).toBe(42);
  });

  test("is set again where the web view has forgotten it", () => {
    const playback = new Playback(300);
    playback.seek(42);
    playback.attach(element);
    element.currentTime = 0;
    element.dispatchEvent(new Event("canplay"));
    expect(element.currentTime).toBe(42);
  });

  test("plays as soon as there is one, if it was to play", () => {
    const playback = new Playback(300);
    playback.play();
    playback.attach(element);
    expect(element.play).toHaveBeenCalledOnce();
  });
});

test("another element goes on where the one before was", () => {
  const playback = new Playback(300);
  const detach = playback.attach(element);
  playback.play();
  playTo(17);
  detach?.();
  const other = document.createElement("audio");
  const play = vi.fn(() => Promise.resolve());
  Object.defineProperty(other, "play", { value: play });
  playback.attach(other);
  expect(other.currentTime).toBe(17);
  expect(play).toHaveBeenCalledOnce();
});

describe("a part", () => {
  test("stops where it ends", () => {
    const playback = new Playback(300);
    playback.attach(element);
    playback.playPart(10, 20);
    expect(element.currentTime).toBe(10);
    playTo(19.5);
    expect(isPaused).toBe(false);
    playTo(20.1);
    expect(isPaused).toBe(true);
  });

  test("ends nowhere once somebody goes elsewhere", () => {
    const playback = new Playback(300);
    playback.attach(element);
    playback.playPart(10, 20);
    playback.seek(15);
    playTo(25);
    expect(isPaused).toBe(false);
  });

  test("goes on to its end after a pause", () => {
    const playback = new Playback(300);
    playback.attach(element);
    playback.playPart(10, 20);
    playback.toggle();
    playback.toggle();
    playTo(21);
    expect(isPaused).toBe(true);
  });
});
