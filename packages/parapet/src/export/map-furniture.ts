import { element } from "./markup.ts";
import type { MapFrame } from "./map-frame.ts";
import type { Position } from "./geometry.ts";
import { fixed, svgText, textWidth, wrapText } from "./svg.ts";
import type { Texts } from "./texts.ts";

/** Lines every `step` degrees, with their names at the left and the top edge. */
export function drawGraticule(frame: MapFrame, step: number, texts: Texts): { lines: string; labels: string } {
  const centreLongitude = (frame.centre.longitude_rad * 180) / Math.PI;
  const first = Math.ceil((centreLongitude - 80) / step) * step;
  const meridians = range(first, centreLongitude + 80, step).map((longitude) => ({
    name: formatLongitude(texts, wrap(longitude)),
    points: range(-80, 80, 1).map((latitude): Position => [wrap(longitude), latitude]),
  }));
  const parallels = range(-80, 80, step).map((latitude) => ({
    name: formatLatitude(texts, latitude),
    points: range(centreLongitude - 80, centreLongitude + 80, 1).map((longitude): Position => [
      wrap(longitude),
      latitude,
    ]),
  }));
  const d = frame.linePath([...meridians, ...parallels].map(({ points }) => points));
  const labels = [
    ...meridians.map(({ name, points }) => edgeLabel(frame, name, points, "top")),
    ...parallels.map(({ name, points }) => edgeLabel(frame, name, points, "left")),
  ];
  return { lines: element("path", { class: "pp-graticule", d }), labels: labels.join("") };
}

function range(low: number, high: number, step: number): number[] {
  return Array.from({ length: Math.floor((high - low) / step) + 1 }, (_, i) => low + i * step);
}

function wrap(longitude: number): number {
  return longitude - 360 * Math.round(longitude / 360);
}

/** "35° N". */
export function formatLatitude(texts: Texts, latitude_deg: number): string {
  const value = texts.number(Math.abs(latitude_deg), { maximumFractionDigits: 1 });
  return texts.say(latitude_deg < 0 ? "map.south" : "map.north", { value });
}

/** "140° E". */
export function formatLongitude(texts: Texts, longitude_deg: number): string {
  const value = texts.number(Math.abs(longitude_deg), { maximumFractionDigits: 1 });
  return texts.say(longitude_deg < 0 ? "map.west" : "map.east", { value });
}

/** The name of a graticule line where it first comes into the frame across an edge. */
function edgeLabel(frame: MapFrame, name: string, points: readonly Position[], edge: "top" | "left"): string {
  const level = 4;
  for (let i = 1; i < points.length; i++) {
    const a = frame.place(points[i - 1]!);
    const b = frame.place(points[i]!);
    if (a === undefined || b === undefined) continue;
    const [from, to] = edge === "top" ? [a[1], b[1]] : [a[0], b[0]];
    if (from > level === to > level) continue;
    const t = (level - from) / (to - from);
    const along = edge === "top" ? a[0] + t * (b[0] - a[0]) : a[1] + t * (b[1] - a[1]);
    const size = textWidth(name, 11);
    if (edge === "top" && (along < 60 || along > frame.width - size - 4)) return "";
    if (edge === "left" && (along < 24 || along > frame.height - 12)) return "";
    return edge === "top"
      ? svgText(name, along + 3, 12, { class: "pp-small pp-faint" })
      : svgText(name, 4, along - 3, { class: "pp-small pp-faint" });
  }
  return "";
}

/** A scale bar of a round number of kilometres, true at the map's centre, with its left end at (x, y). */
export function drawScaleBar(frame: MapFrame, x: number, y: number, texts: Texts): string {
  const longest = 170 / frame.perKilometre;
  const power = Math.exp(Math.LN10 * Math.floor(Math.log10(longest)));
  // A power of ten to the last digit, below a kilometre as well.
  const rounded = longest >= 1 ? Math.round(power) : 1 / Math.round(1 / power);
  const length = [5, 2, 1].map((n) => n * rounded).find((n) => n <= longest) ?? rounded;
  const pixels = length * frame.perKilometre;
  const line = `M${fixed(x)},${fixed(y - 5)}V${fixed(y)}H${fixed(x + pixels)}V${fixed(y - 5)}M${fixed(x + pixels / 2)},${fixed(y)}V${fixed(y - 3)}`;
  return [
    element("path", { class: "pp-axis", d: line }),
    svgText("0", x, y - 8, { class: "pp-small pp-halo", anchor: "middle" }),
    svgText(`${texts.number(length)} km`, x + pixels, y - 8, { class: "pp-small pp-halo", anchor: "middle" }),
  ].join("");
}

/** One row of a legend: a sample drawn in 24 x 12 pixels at (0, 0), and what it means. */
export interface LegendEntry {
  readonly sample: (x: number, y: number) => string;
  readonly text: string;
}

/** Entries in as many columns as fit, from (left, top) on. */
export function drawLegend(
  entries: readonly LegendEntry[],
  place: { readonly left: number; readonly top: number; readonly width: number },
): { readonly markup: string; readonly height: number } {
  const widest = entries.reduce((width, { text }) => Math.max(width, textWidth(text, 12) + 50), 0);
  const columns = Math.max(1, Math.min(4, Math.floor(place.width / Math.max(widest, 1))));
  const rows = Math.ceil(entries.length / columns);
  const columnWidth = place.width / columns;
  const markup = entries.map(({ sample, text }, i) => {
    const x = place.left + Math.floor(i / rows) * columnWidth;
    const y = place.top + (i % rows) * 20;
    return sample(x, y + 2) + svgText(text, x + 32, y + 12, { class: "pp-legend" });
  });
  return { markup: markup.join(""), height: rows * 20 };
}

/** A paragraph of small text, first baseline at `top` + 11. */
export function drawNote(
  text: string,
  place: { readonly left: number; readonly top: number; readonly width: number },
): { readonly markup: string; readonly height: number } {
  const lines = wrapText(text, 11.5, place.width);
  return {
    markup: lines
      .map((line, i) => svgText(line, place.left, place.top + 11 + 15 * i, { class: "pp-small pp-faint" }))
      .join(""),
    height: 15 * lines.length,
  };
}
