import WaveSurfer from "wavesurfer.js";
import type { Waveform } from "../../contract/types";

/** The loudest peak that the program tells. */
const LOUDEST = 255;

/**
 * Draws how loud a recording is and how far it has been played into an element. Nothing is decoded:
 * the peaks come from the program. Returns what takes the drawing away; nothing where there are no
 * canvases to draw on.
 */
export function drawWave(
  host: HTMLElement,
  { peaks, duration_seconds }: Waveform,
  media: HTMLMediaElement,
): (() => void) | null {
  if (!document.createElement("canvas").getContext("2d")) return null;
  // The drawing brings a style element into its shadow root, which the policy refuses as soon as it
  // is in the document: outside of it the same rules are taken over as an adopted style sheet.
  const stage = document.createElement("div");
  const { color, played, height } = looksOf(host);
  const wave = WaveSurfer.create({
    container: stage,
    media,
    peaks: [peaks.map((peak) => peak / LOUDEST)],
    duration: duration_seconds,
    height,
    waveColor: color,
    progressColor: played,
    // The slider above it shows and moves the place.
    cursorWidth: 0,
    interact: false,
    hideScrollbar: true,
    barWidth: 2,
    barGap: 1,
    barRadius: 1,
    barMinHeight: 1,
    normalize: true,
  });
  // It follows the recording from now on, but does not ask where that is already.
  wave.once("redrawcomplete", () =>
    wave.getRenderer().renderProgress(media.currentTime / Math.max(1, duration_seconds)),
  );
  adoptStyles(stage.firstElementChild?.shadowRoot ?? null);
  host.replaceChildren(stage);
  return () => {
    wave.destroy();
    stage.remove();
  };
}

function adoptStyles(root: ShadowRoot | null): void {
  if (!root) return;
  const sheets = [...root.querySelectorAll("style")].map((style) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style.textContent ?? "");
    style.remove();
    return sheet;
  });
  root.adoptedStyleSheets = sheets;
}

/** A canvas knows no custom properties: they are read where they apply. */
function looksOf(host: HTMLElement) {
  const style = getComputedStyle(host);
  return {
    color: style.getPropertyValue("--wave").trim() || "gray",
    played: style.getPropertyValue("--wave-played").trim() || "gray",
    height: host.clientHeight,
  };
}
