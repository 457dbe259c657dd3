import { listTicks, makeLinearScale } from "./chart-scale.ts";
import { placeLabels } from "./label-placement.ts";
import { element } from "./markup.ts";
import type { Language } from "./report-input.ts";
import { fixed, svgDocument, svgText, textWidth, wrapText } from "./svg.ts";
import { makeTexts } from "./texts.ts";

const WIDTH = 760;
const LEFT = 56;
const RIGHT = 24;
const PLOT = 300;

/** A number at a date, with the range it was published with. */
export interface DatedValue {
  /** "2018-07". */
  readonly date: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** Beside the point. */
  readonly label: string;
}

/**
 * Draws published numbers by their dates: a step that holds until the next, a bar for a range, each point named, and a claimed
 * number as a diamond at its date on a dashed line across. The axis begins at 0. An SVG element, the same bytes for the same input.
 */
export function drawSeries(options: {
  readonly language: Language;
  readonly title: string;
  /** Name of the vertical axis with its unit. */
  readonly axis: string;
  readonly points: readonly DatedValue[];
  readonly claimed?: DatedValue;
  readonly idPrefix: string;
}): string {
  const { language, title, axis, points, claimed, idPrefix } = options;
  const texts = makeTexts(language);
  const all = [...points, ...(claimed === undefined ? [] : [claimed])];
  if (all.length === 0) throw new RangeError("drawSeries: needs one point or more, got none");
  const months = all.map(({ date }) => monthOf(date));
  const x = makeLinearScale([Math.min(...months) - 2, Math.max(...months) + 4], [LEFT, WIDTH - RIGHT]);
  const heading = wrapText(title, 20, WIDTH);
  const top = 36 + 22 * heading.length;
  const bottom = top + PLOT;
  const highest = Math.max(...all.map(({ high }) => high));
  const y = makeLinearScale([0, 1.15 * highest], [bottom, top]);
  const yTicks = listTicks(0, 1.15 * highest, 6);
  const years = range(Math.ceil(x.low / 12), Math.floor(x.high / 12));
  const sorted = points.toSorted((a, b) => monthOf(a.date) - monthOf(b.date));
  const step = sorted
    .map(({ date, value }, i) => {
      const at = `${fixed(x.at(monthOf(date)))},${fixed(y.at(value))}`;
      return i === 0 ? `M${at}` : `H${fixed(x.at(monthOf(date)))}V${fixed(y.at(value))}`;
    })
    .join("");
  const mark = ({ date, value, low, high }: DatedValue): string => {
    const at = x.at(monthOf(date));
    const bar =
      low === high
        ? ""
        : element("path", { class: "pp-interval", d: `M${fixed(at)},${fixed(y.at(low))}V${fixed(y.at(high))}` });
    return bar + element("circle", { class: "pp-point", cx: fixed(at), cy: fixed(y.at(value)), r: 4.5 });
  };
  const places = placeLabels(
    all.map(({ date, value, label }) => ({
      x: x.at(monthOf(date)),
      y: y.at(value),
      clearance: 7,
      width: textWidth(label, 13),
      height: 15,
      need: "must" as const,
      prefer: "above" as const,
    })),
    { left: LEFT + 2, top: top - 12, width: WIDTH - LEFT - 8, height: PLOT + 8 },
  );
  const claim =
    claimed === undefined
      ? []
      : [
          element("path", { class: "pp-space", d: `M${LEFT},${fixed(y.at(claimed.value))}H${WIDTH - RIGHT}` }),
          element("path", { class: "pp-flip", d: diamond(x.at(monthOf(claimed.date)), y.at(claimed.value)) }),
        ];
  const body = [
    element("rect", { class: "pp-paper", width: "100%", height: "100%" }),
    ...heading.map((line, i) => svgText(line, 0, 18 + 22 * i, { class: "pp-title" })),
    svgText(axis, 0, top - 16, { class: "pp-small pp-faint" }),
    ...yTicks.flatMap((tick) => [
      element("path", { class: "pp-grid", d: `M${LEFT},${fixed(y.at(tick))}H${WIDTH - RIGHT}` }),
      svgText(texts.number(tick), LEFT - 8, y.at(tick) + 4, { class: "pp-faint", anchor: "end" }),
    ]),
    ...years.flatMap((year) => [
      element("path", { class: "pp-axis", d: `M${fixed(x.at(12 * year))},${bottom}v6` }),
      svgText(texts.date(String(year)), x.at(12 * year), bottom + 20, { class: "pp-faint", anchor: "middle" }),
    ]),
    element("path", { class: "pp-axis", d: `M${LEFT},${bottom}H${WIDTH - RIGHT}` }),
    element("path", { class: "pp-nominal", d: step }),
    ...claim,
    ...points.map(mark),
    ...all.map(({ label }, i) => {
      const place = places[i];
      return place === undefined ? "" : svgText(label, place.x, place.y - 3, { class: "pp-halo" });
    }),
  ];
  return svgDocument({
    width: WIDTH,
    height: bottom + 34,
    idPrefix,
    title,
    description: `${axis}. ${all.map(({ date, label }) => `${texts.date(date)}: ${label}`).join("; ")}`,
    body,
  });
}

/** Months since year 0; a date without a month stands at the middle of its year. */
function monthOf(date: string): number {
  const [year = "0", month] = date.split("-");
  return 12 * Number(year) + (month === undefined ? 6 : Number(month) - 1);
}

function range(low: number, high: number): readonly number[] {
  return Array.from({ length: Math.max(0, high - low + 1) }, (_, i) => low + i);
}

function diamond(x: number, y: number): string {
  return `M${fixed(x)},${fixed(y - 8)}L${fixed(x + 6)},${fixed(y)}L${fixed(x)},${fixed(y + 8)}L${fixed(x - 6)},${fixed(y)}Z`;
}
