import { useLayoutEffect } from "react";
import { wordsOf } from "../words/words";
import { currentActions, watchActions } from "./actions";
import { singleKeysOn } from "./single-keys";
import { comingField, dropHeld, giveHeld, hold } from "./type-ahead";

const t = wordsOf("common");

/** How long the second key of a sequence may take. */
const SEQUENCE_MS = 1200;

const isMac = /Mac/u.test(navigator.platform);

/** Runs the registered actions by their keys. */
export function useKeyboard(): void {
  useLayoutEffect(() => {
    let pending = "";
    let pendingAt = 0;

    function onKeyDown(event: KeyboardEvent) {
      if (event.defaultPrevented || event.isComposing) return;
      const stroke = strokeOf(event);
      if (!stroke || takenByComingField(event, stroke) || belongsToField(event, stroke)) return;
      if (isSingleSign(stroke) && !singleKeysOn()) return;
      const sequence = event.timeStamp - pendingAt < SEQUENCE_MS ? `${pending} ${stroke}` : stroke;
      pending = "";
      if (perform(sequence) || perform(stroke)) {
        event.preventDefault();
      } else if (beginsSequence(stroke)) {
        pending = stroke;
        pendingAt = event.timeStamp;
      } else if (isTyped(stroke) && hold(stroke)) {
        event.preventDefault();
      }
    }

    // What a commit offers is complete only when all of it was registered.
    const stopWatching = watchActions(() => queueMicrotask(() => giveHeld(perform)));
    window.addEventListener("keydown", onKeyDown);
    window.addEventListener("hashchange", dropHeld);
    return () => {
      stopWatching();
      window.removeEventListener("keydown", onKeyDown);
      window.removeEventListener("hashchange", dropHeld);
    };
  }, []);
}

/** Runs what the keys stand for now, the latest offer first; `false` when nothing does. */
function perform(keys: string): boolean {
  const action = currentActions().findLast((offered) => offered.keys.includes(keys));
  action?.run();
  return action !== undefined;
}

function beginsSequence(stroke: string): boolean {
  return currentActions().some(({ keys }) => keys.some((key) => key.startsWith(`${stroke} `)));
}

/** Bare keys are not the screen's any more once a dialog was called for, wherever the focus is. */
function takenByComingField(event: KeyboardEvent, stroke: string): boolean {
  const field = comingField();
  if (!field || !isBare(stroke) || isInTextField(event.target, "[role=dialog] ")) return false;
  if (isTyped(stroke) || stroke === "enter") {
    event.preventDefault();
    field(event.key);
  }
  return true;
}

/** `shift+j`, `mod+k`, `?`; nothing for a modifier by itself. */
export function strokeOf(event: KeyboardEvent): string | null {
  if (["Shift", "Control", "Alt", "Meta"].includes(event.key)) return null;
  const key = event.key === " " ? "space" : event.key.toLowerCase();
  // Where shift makes another character, the character says it all.
  const shifted = event.shiftKey && (key.length > 1 || /\p{L}/u.test(key));
  const parts = [
    event.ctrlKey || event.metaKey ? "mod" : null,
    event.altKey ? "alt" : null,
    shifted ? "shift" : null,
    key,
  ];
  return parts.filter((part) => part !== null).join("+");
}

function isSingleSign(stroke: string): boolean {
  return stroke.replace("shift+", "").length === 1;
}

function isTyped(stroke: string): boolean {
  return isSingleSign(stroke) || stroke === "space";
}

function isBare(stroke: string): boolean {
  return !stroke.startsWith("mod+") && !stroke.startsWith("alt+");
}

/** Whether the key goes to a text field, perhaps only one within a certain element. */
function isInTextField(target: EventTarget | null, within = ""): boolean {
  const field = `${within}:is(input:not([type=range]), textarea, select, [contenteditable=true])`;
  return target instanceof Element && target.closest(field) !== null;
}

/** Whether the focused control wants this key for itself. */
function belongsToField(event: KeyboardEvent, stroke: string): boolean {
  const target = event.target;
  if (!(target instanceof Element)) return false;
  const bare = isBare(stroke);
  if (target.closest("[role=dialog], [role=alertdialog], [role=menu], [role=listbox]")) return bare;
  if (isInTextField(target)) return bare;
  if (target.matches("input[type=range]")) return stroke.startsWith("arrow");
  if (stroke === "space" || stroke === "enter") {
    return target.closest("button, a[href], summary, [role=button], [role=switch]") !== null;
  }
  return false;
}

const NAMES: Record<string, () => string> = {
  mod: () => (isMac ? "⌘" : t("key.control")),
  alt: () => (isMac ? "⌥" : "Alt"),
  shift: () => (isMac ? "⇧" : t("key.shift")),
  space: () => t("key.space"),
  enter: () => t("key.enter"),
  escape: () => t("key.escape"),
  arrowleft: () => "←",
  arrowright: () => "→",
  arrowup: () => "↑",
  arrowdown: () => "↓",
  pageup: () => t("key.pageUp"),
  pagedown: () => t("key.pageDown"),
  home: () => t("key.home"),
  end: () => t("key.end"),
};

/** How a key is written for people: the strokes of a sequence, each as its keycaps. */
export function keycaps(key: string): string[][] {
  return key
    .split(" ")
    .map((stroke) =>
      stroke
        .split("+")
        .map((part) => NAMES[part]?.() ?? (part.length === 1 ? part.toUpperCase() : part)),
    );
}
