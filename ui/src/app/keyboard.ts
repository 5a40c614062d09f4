import { useLayoutEffect } from "react";
import { wordsOf } from "../words/words";
import { currentActions, watchActions } from "./actions";
import { parseHash } from "./router";
import { singleKeysOn } from "./single-keys";
import { comingField, dropHeld, giveHeld, hold, holdsKeys } from "./type-ahead";

const t = wordsOf("common");

/** How long the second key of a sequence may take. */
const SEQUENCE_MS = 1200;

const isMac = /Mac/u.test(navigator.platform);

/** Runs the registered actions by their keys. */
export function useKeyboard(): void {
  useLayoutEffect(() => {
    let pending = "";
    let pendingAt = 0;
    let place = placeNow();

    function onKeyDown(event: KeyboardEvent) {
      if (event.defaultPrevented || event.isComposing) return;
      const stroke = strokeOf(event);
      if (!stroke || belongsToField(event, stroke)) return;
      if (isSingleSign(stroke) && !singleKeysOn()) return;
      const isSecond = pending !== "" && event.timeStamp - pendingAt < SEQUENCE_MS;
      const sequence = `${pending} ${stroke}`;
      pending = "";
      if ((isSecond && perform(sequence)) || waits(event, stroke) || perform(stroke)) {
        event.preventDefault();
      } else if (beginsSequence(stroke)) {
        pending = stroke;
        pendingAt = event.timeStamp;
      }
    }

    function onHashChange() {
      if (placeNow() !== place) dropHeld();
      place = placeNow();
    }

    // What a commit offers is complete only when all of it was registered.
    const give = () => queueMicrotask(() => giveHeld(perform, isInFieldOrDialog));
    const stopWatching = watchActions(give);
    window.addEventListener("keydown", onKeyForComingField, { capture: true });
    window.addEventListener("keydown", onKeyDown);
    window.addEventListener("hashchange", onHashChange);
    return () => {
      stopWatching();
      window.removeEventListener("keydown", onKeyForComingField, { capture: true });
      window.removeEventListener("keydown", onKeyDown);
      window.removeEventListener("hashchange", onHashChange);
    };
  }, []);
}

/** Runs what the keys stand for now, the latest offer first; `false` when nothing does. */
function perform(keys: string): boolean {
  const action = currentActions().findLast((offered) => offered.keys.includes(keys));
  action?.run();
  return action !== undefined;
}

function isOffered(keys: string): boolean {
  return currentActions().some((offered) => offered.keys.includes(keys));
}

function beginsSequence(stroke: string): boolean {
  return currentActions().some(({ keys }) => keys.some((key) => key.startsWith(`${stroke} `)));
}

/** Whether the key has to wait: for its screen, or behind others that do. */
function waits(event: KeyboardEvent, stroke: string): boolean {
  if (!isSingleSign(stroke) || event.repeat || beginsSequence(stroke)) return false;
  return (holdsKeys() || !isOffered(stroke)) && hold(stroke);
}

/** Which screen is shown, and of whom; what else the address says may change while it opens. */
function placeNow(): string {
  const route = parseHash(window.location.hash);
  return route.screen === "candidate" ? `${route.screen}/${route.candidateId}` : route.screen;
}

/** Nothing else gets a key that is meant for a field on its way: no control, and no command. */
function onKeyForComingField(event: KeyboardEvent) {
  const field = comingField();
  const stroke = strokeOf(event);
  if (!field || !stroke || !isBare(stroke) || stroke.endsWith("tab") || event.isComposing) return;
  if (isWithin(event.target, `[role=dialog] ${TEXT_FIELD}`)) return;
  event.preventDefault();
  event.stopPropagation();
  field(event.key);
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

function isBare(stroke: string): boolean {
  return !stroke.startsWith("mod+") && !stroke.startsWith("alt+");
}

const TEXT_FIELD = ":is(input:not([type=range]), textarea, select, [contenteditable=true])";
const OVERLAY = "[role=dialog], [role=alertdialog], [role=menu], [role=listbox]";

function isWithin(target: EventTarget | null, selector: string): boolean {
  return target instanceof Element && target.closest(selector) !== null;
}

/** Whether the focus is where keys are no commands. */
function isInFieldOrDialog(): boolean {
  return isWithin(document.activeElement, `${TEXT_FIELD}, ${OVERLAY}`);
}

/** Whether the focused control wants this key for itself. */
function belongsToField(event: KeyboardEvent, stroke: string): boolean {
  const target = event.target;
  if (!(target instanceof Element)) return false;
  const bare = isBare(stroke);
  if (isWithin(target, `${OVERLAY}, ${TEXT_FIELD}`)) return bare;
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
