import type { TimelineFile } from "../scenario/timeline-file.ts";
import { makeLinearScale } from "./chart-scale.ts";
import { element } from "./markup.ts";
import { placeLabels } from "./label-placement.ts";
import type { Language } from "./report-input.ts";
import { fixed, svgDocument, svgText, textWidth } from "./svg.ts";
import { makeTexts } from "./texts.ts";

const WIDTH = 900;
const HEIGHT = 216;
const AXIS = 150;
const MARGIN = 24;

/** A date of a timeline as a number of years; a month or a year alone stands at its middle. */
export function yearOf(date: string): number {
  const [year, month, day] = date.split("-").map(Number);
  if (month === undefined) return year! + 0.5;
  return year! + (month - 1) / 12 + ((day ?? 15) - 1) / 365;
}

/** Draws the entries of a timeline as marks over the years, those that a claim hangs on full, spans as bars, the dates named where there is room. An SVG element. */
export function drawTimeline({
  timeline,
  language,
}: {
  readonly timeline: TimelineFile;
  readonly language: Language;
}): string {
  const texts = makeTexts(language);
  const { entries } = timeline;
  const years = entries.flatMap(({ date, until }) => [yearOf(date), ...(until === undefined ? [] : [yearOf(until)])]);
  const [first, last] = [Math.floor(Math.min(...years)), Math.ceil(Math.max(...years))];
  const x = makeLinearScale([first, last], [MARGIN, WIDTH - MARGIN]);
  const ticks = Array.from({ length: last - first + 1 }, (_, i) => first + i).flatMap((year) => [
    element("path", { class: "pp-grid", d: `M${fixed(x.at(year))},40V${AXIS}` }),
    svgText(String(year), x.at(year), AXIS + 18, { class: "pp-small", anchor: "middle" }),
  ]);
  const marks = entries.map(({ date, until, claims = [] }) => {
    const at = x.at(yearOf(date));
    const style = claims.length > 0 ? "pp-bar-high" : "pp-bar-low";
    return until === undefined
      ? element("circle", { class: style, cx: fixed(at), cy: AXIS, r: 5 })
      : element("rect", { class: style, x: fixed(at), y: AXIS - 3, width: fixed(x.at(yearOf(until)) - at), height: 6 });
  });
  const names = entries.map(({ date }) => texts.date(date));
  const places = placeLabels(
    entries.map(({ date }, i) => ({
      x: x.at(yearOf(date)),
      y: AXIS - 16 - 18 * (i % 5),
      clearance: 2,
      width: textWidth(names[i]!, 11),
      height: 14,
      need: "may" as const,
      prefer: "above" as const,
    })),
    { left: 2, top: 26, width: WIDTH - 4, height: AXIS - 36 },
  );
  const labels = names.flatMap((name, i) => {
    const place = places[i];
    return place === undefined ? [] : [svgText(name, place.x, place.y - 3, { class: "pp-small pp-halo" })];
  });
  const ja = language === "ja";
  const title = timeline.name[language] ?? timeline.name.en;
  return svgDocument({
    width: WIDTH,
    height: HEIGHT,
    idPrefix: "timeline",
    title,
    description: entries.map(({ id }, i) => `${names[i]}: ${id}`).join("; "),
    body: [
      svgText(title, 0, 18, { class: "pp-title" }),
      ...ticks,
      element("path", { class: "pp-axis", d: `M${MARGIN},${AXIS}H${WIDTH - MARGIN}` }),
      ...marks,
      ...labels,
      element("circle", { class: "pp-bar-high", cx: MARGIN + 6, cy: AXIS + 46, r: 5 }),
      svgText(ja ? "主張に関わる" : "a claim hangs on it", MARGIN + 20, AXIS + 50, { class: "pp-small" }),
      element("circle", { class: "pp-bar-low", cx: MARGIN + 186, cy: AXIS + 46, r: 5 }),
      svgText(ja ? "その他" : "other", MARGIN + 200, AXIS + 50, { class: "pp-small" }),
    ],
  });
}
