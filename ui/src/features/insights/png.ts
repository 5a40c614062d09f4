/** Twice as many points as on screen: for slides. */
const SCALE = 2;
const MARGIN = 16;
const TITLE_HEIGHT = 36;
const LEGEND_HEIGHT = 24;

const DRAWN = ["fill", "stroke", "stroke-width", "stroke-dasharray", "fill-opacity"] as const;
const WRITTEN = ["font-family", "font-size", "font-weight", "text-anchor"] as const;

/**
 * A chart as it stands on screen, with its finding above it and what its bars are below, as base64
 * of a PNG.
 */
export async function pngOf(
  chart: SVGSVGElement,
  title: string,
  legend: readonly string[],
): Promise<string> {
  const { width, height } = chart.getBoundingClientRect();
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(standalone(chart, width, height))}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = (width + 2 * MARGIN) * SCALE;
  canvas.height = (height + 2 * MARGIN + TITLE_HEIGHT + LEGEND_HEIGHT) * SCALE;
  const context = canvas.getContext("2d");
  if (!context) throw new Error("There is no canvas to draw on.");
  const { color, fontFamily } = getComputedStyle(chart);
  context.scale(SCALE, SCALE);
  context.fillStyle = groundOf(chart);
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = color;
  context.font = `600 15px ${fontFamily}`;
  context.fillText(title, MARGIN, MARGIN + 16, width);
  context.drawImage(image, MARGIN, MARGIN + TITLE_HEIGHT, width, height);
  context.font = `12px ${fontFamily}`;
  drawLegend(
    context,
    legend,
    fillsOf(chart),
    MARGIN + TITLE_HEIGHT + height + LEGEND_HEIGHT,
    color,
  );
  return canvas.toDataURL("image/png").replace(/^data:image\/png;base64,/u, "");
}

/** What lies under it: the nearest that is not seen through. */
function groundOf(element: Element): string {
  for (let at: Element | null = element; at; at = at.parentElement) {
    const { backgroundColor } = getComputedStyle(at);
    if (!/^(?:transparent|rgba\(.*, 0\))$/u.test(backgroundColor)) return backgroundColor;
  }
  return "white";
}

/** The colours of the first bars and of the second ones. */
function fillsOf(chart: SVGSVGElement): string[] {
  return [...chart.querySelectorAll(".recharts-bar")].map((bars) => {
    const bar = bars.querySelector("path");
    return bar ? getComputedStyle(bar).fill : "transparent";
  });
}

function drawLegend(
  context: CanvasRenderingContext2D,
  legend: readonly string[],
  fills: readonly string[],
  baseline: number,
  color: string,
): void {
  let start = MARGIN;
  legend.forEach((words, index) => {
    context.fillStyle = fills[index] ?? color;
    context.fillRect(start, baseline - 9, 10, 10);
    context.fillStyle = color;
    context.fillText(words, start + 16, baseline);
    start += context.measureText(words).width + 40;
  });
}

/** The chart's own drawing with its colours written out: by itself it knows no style sheet. */
function standalone(chart: SVGSVGElement, width: number, height: number): string {
  const copy = chart.cloneNode(true) as SVGSVGElement;
  const originals = chart.querySelectorAll<SVGElement>("*");
  copy.querySelectorAll<SVGElement>("*").forEach((element, index) => {
    const original = originals[index];
    element.removeAttribute("style");
    if (!original) return;
    const style = getComputedStyle(original);
    const isText = element.tagName === "text" || element.tagName === "tspan";
    for (const name of isText ? [...DRAWN, ...WRITTEN] : DRAWN) {
      element.setAttribute(name, style.getPropertyValue(name));
    }
  });
  copy.removeAttribute("style");
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("width", String(width));
  copy.setAttribute("height", String(height));
  return new XMLSerializer().serializeToString(copy);
}
