import { useSyncExternalStore } from "react";

const NAME = "single-keys";
const listeners = new Set<() => void>();

/** Whether letters and signs by themselves are shortcuts. Speech input needs them off. */
export function singleKeysOn(): boolean {
  return localStorage.getItem(NAME) !== "off";
}

export function setSingleKeys(on: boolean): void {
  localStorage.setItem(NAME, on ? "on" : "off");
  for (const listener of listeners) listener();
}

export function useSingleKeys(): boolean {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, singleKeysOn);
}
