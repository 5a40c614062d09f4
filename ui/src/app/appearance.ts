import { useLayoutEffect, useSyncExternalStore } from "react";
import { kept } from "./kept";

/** Which of the two themes; the system's by itself. */
export const theme = kept("theme", ["system", "light", "dark"]);

/** Stronger lines and inks; where the system asks for them by itself. */
export const contrast = kept("contrast", ["system", "more"]);

const WANTS_CONTRAST = "(prefers-contrast: more)";

/** Marks the document with what holds: the tokens follow it. */
export function applyAppearance(): void {
  const { dataset } = document.documentElement;
  const chosen = theme.now();
  if (chosen === "system") delete dataset.theme;
  else dataset.theme = chosen;
  if (contrast.now() === "more" || window.matchMedia(WANTS_CONTRAST).matches) {
    dataset.contrast = "more";
  } else {
    delete dataset.contrast;
  }
}

/** Keeps the document's marks in step with the settings and the system. */
export function useAppearance(): void {
  const marks = [theme.use(), contrast.use(), useSystemContrast()].join(" ");
  // biome-ignore lint/correctness/useExhaustiveDependencies: the marks say when they differ.
  useLayoutEffect(applyAppearance, [marks]);
}

function useSystemContrast(): boolean {
  return useSyncExternalStore(subscribe, () => window.matchMedia(WANTS_CONTRAST).matches);
}

function subscribe(changed: () => void): () => void {
  const query = window.matchMedia(WANTS_CONTRAST);
  query.addEventListener("change", changed);
  return () => query.removeEventListener("change", changed);
}
