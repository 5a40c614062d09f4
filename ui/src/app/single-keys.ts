import { kept } from "./kept";

/** Whether letters and signs by themselves are shortcuts. Speech input needs them off. */
const singleKeys = kept("single-keys", ["on", "off"]);

export function singleKeysOn(): boolean {
  return singleKeys.now() === "on";
}

export function setSingleKeys(on: boolean): void {
  singleKeys.keep(on ? "on" : "off");
}

export function useSingleKeys(): boolean {
  return singleKeys.use() === "on";
}
