import { listTicks, makeLinearScale } from "./chart-scale.ts";
import { element } from "./markup.ts";
import type { Language } from "./report-input.ts";
import { fixed, svgDocument, svgText, wrapText } from "./svg.ts";

const WIDTH = 760;
const LEFT = 64;
const RIGHT = 24;
const PLOT = 300;

/** Leakage of raids of one size: with central values, and the range over what is not known. */
export interface SizedLeakage {
  readonly size: number;
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Draws the share that comes through against the size of the raid, with its band and a line at a tenth. An SVG element, the same bytes for the same input. */
export function drawSizes(options: {
  readonly language: Language;
  readonly title: string;
  readonly points: readonly SizedLeakage[];
  /** Where the line is crossed, missiles. */
  readonly saturation?: number;
  readonly idPrefix: string;
}): string {
  const { language, title, points, saturation, idPrefix } = options;
  const ja = language === "ja";
  const heading = wrapText(title, 16, WIDTH);
  const top = 24 + 22 * heading.length + 16;
  const bottom = top + PLOT;
  const x = makeLinearScale([0, 1.04 * Math.max(1, ...points.map(({ size }) => size))], [LEFT, WIDTH - RIGHT]);
  const y = makeLinearScale([0, 1], [bottom, top]);
  const at = (size: number, share: number): string => `${fixed(x.at(size))},${fixed(y.at(share))}`;
  const band = [...points.map(({ size, high }) => at(size, high)), ...points.toReversed().map(({ size, low }) => at(size, low))]; // prettier-ignore
  const grid = [0, 0.2, 0.4, 0.6, 0.8, 1].flatMap((share) => [
    element("path", { class: "pp-grid", d: `M${LEFT},${fixed(y.at(share))}H${WIDTH - RIGHT}` }),
    svgText(`${Math.round(100 * share)} %`, LEFT - 6, y.at(share) + 4, { class: "pp-small", anchor: "end" }),
  ]);
  const ticks = listTicks(0, x.high, 8).map((tick) => svgText(String(tick), x.at(tick), bottom + 16, { class: "pp-small", anchor: "middle" })); // prettier-ignore
  const largest = points.at(-1)?.size ?? 0;
  const mark =
    saturation === undefined || saturation >= largest
      ? []
      : [
          element("path", { class: "pp-flip", d: `M${at(saturation, 0.1)}m-5,0l5,-5l5,5l-5,5z` }),
          svgText(ja ? `${saturation.toFixed(0)} 発` : `${saturation.toFixed(0)} missiles`, x.at(saturation) + 9, y.at(0.1) + 14, { class: "pp-halo" }), // prettier-ignore
        ];
  return svgDocument({
    width: WIDTH,
    height: bottom + 44,
    idPrefix,
    title,
    description: points.map(({ size, value }) => `${size}: ${(100 * value).toFixed(0)} %`).join("; "),
    body: [
      ...heading.map((line, i) => svgText(line, 0, 18 + 22 * i, { class: "pp-title" })),
      svgText(ja ? "突破する割合" : "share that comes through", 0, top - 8, { class: "pp-small pp-faint" }),
      ...grid,
      ...(points.length > 1 ? [element("path", { class: "pp-band", d: `M${band.join("L")}Z` })] : []),
      element("path", { class: "pp-nominal", d: `M${LEFT},${fixed(y.at(0.1))}H${WIDTH - RIGHT}` }),
      element("path", {
        class: "pp-nominal-line",
        d: `M${points.map(({ size, value }) => at(size, value)).join("L")}`,
      }),
      ...points.map(({ size, value }) => element("circle", { class: "pp-point", cx: fixed(x.at(size)), cy: fixed(y.at(value)), r: 3 })), // prettier-ignore
      ...mark,
      ...ticks,
      svgText(ja ? "ミサイルの発数" : "missiles in the raid", WIDTH - RIGHT, bottom + 34, { class: "pp-small pp-faint", anchor: "end" }), // prettier-ignore
    ],
  });
}
