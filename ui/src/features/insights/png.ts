/** Twice as many points as on screen: for slides. */
const SCALE = 2;
const MARGIN = 16;
const TITLE_HEIGHT = 36;

const DRAWN = ["fill", "stroke", "stroke-width", "stroke-dasharray", "fill-opacity"] as const;
const WRITTEN = ["font-family", "font-size", "font-weight", "text-anchor"] as const;

/** A chart as it stands on screen, with its finding above it, as base64 of a PNG. */
export async function pngOf(chart: SVGSVGElement, title: string): Promise<string> {
  const { width, height } = chart.getBoundingClientRect();
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(standalone(chart, width, height))}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = (width + 2 * MARGIN) * SCALE;
  canvas.height = (height + 2 * MARGIN + TITLE_HEIGHT) * SCALE;
  const context = canvas.getContext("2d");
  if (!context) throw new Error("There is no canvas to draw on.");
  const { backgroundColor, color, fontFamily } = getComputedStyle(document.body);
  context.scale(SCALE, SCALE);
  context.fillStyle = backgroundColor;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = color;
  context.font = `600 15px ${fontFamily}`;
  context.fillText(title, MARGIN, MARGIN + 16, width);
  context.drawImage(image, MARGIN, MARGIN + TITLE_HEIGHT, width, height);
  return canvas.toDataURL("image/png").replace(/^data:image\/png;base64,/u, "");
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
