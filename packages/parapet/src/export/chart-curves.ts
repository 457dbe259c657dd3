import { listTicks, makeLinearScale } from "./chart-scale.ts";
import { drawLegend } from "./map-furniture.ts";
import { element } from "./markup.ts";
import type { Language } from "./report-input.ts";
import { fixed, svgDocument, svgText, wrapText } from "./svg.ts";
import { makeTexts } from "./texts.ts";

const WIDTH = 760;
const LEFT = 52;
const RIGHT = 24;
const PLOT = 320;
/** Curves that colour and dashes tell apart. */
const STYLES = 6;

/** A share for 0, 1, 2... of something; `mark` is the count at which the share asked for is met. */
export interface CountCurve {
  readonly name: string;
  readonly shares: readonly number[];
  readonly needed: number;
  readonly mark?: number;
}

/**
 * Draws shares against counts, a step for each: what every further one buys; a dashed line at each share asked for and a diamond where
 * it is met. An SVG element, the same bytes for the same input.
 */
export function drawCurves(options: {
  readonly language: Language;
  readonly title: string;
  /** Names of the axes, the vertical one in percent. */
  readonly across: string;
  readonly up: string;
  readonly curves: readonly CountCurve[];
  readonly idPrefix: string;
}): string {
  const { language, title, across, up, curves, idPrefix } = options;
  const texts = makeTexts(language);
  const longest = Math.max(1, ...curves.map(({ shares }) => shares.length - 1));
  const heading = wrapText(title, 20, WIDTH);
  const top = 36 + 22 * heading.length;
  const bottom = top + PLOT;
  const x = makeLinearScale([0, longest + 0.6], [LEFT, WIDTH - RIGHT]);
  const y = makeLinearScale([0, 1], [bottom, top]);
  const xTicks = listTicks(0, longest, Math.min(12, longest)).filter((tick) => Number.isInteger(tick));
  const yTicks = [0, 0.2, 0.4, 0.6, 0.8, 1];
  const line = ({ shares }: CountCurve, i: number): string => {
    const points = shares.map((share, k) => `${fixed(x.at(k))},${fixed(y.at(share))}`);
    return (
      element("path", { class: `pp-curve pp-curve-${i % STYLES}`, d: `M${points.join("L")}` }) +
      shares
        .map((share, k) => element("circle", { class: "pp-point", cx: fixed(x.at(k)), cy: fixed(y.at(share)), r: 3 }))
        .join("")
    );
  };
  const diamonds = curves.flatMap(({ shares, mark }) => {
    if (mark === undefined || shares[mark] === undefined) return [];
    const [px, py] = [x.at(mark), y.at(shares[mark])];
    const d = `M${fixed(px)},${fixed(py - 8)}L${fixed(px + 6)},${fixed(py)}L${fixed(px)},${fixed(py + 8)}L${fixed(px - 6)},${fixed(py)}Z`;
    return [element("path", { class: "pp-flip", d })];
  });
  const needs = [...new Set(curves.map(({ needed }) => needed))];
  const legend = drawLegend(
    curves.map(({ name }, i) => ({
      sample: (px: number, py: number) =>
        element("path", { class: `pp-curve pp-curve-${i % STYLES}`, d: `M${fixed(px)},${fixed(py + 6)}h24` }),
      text: name,
    })),
    { left: 0, top: bottom + 50, width: WIDTH },
  );
  return svgDocument({
    width: WIDTH,
    height: bottom + 54 + legend.height,
    idPrefix,
    title,
    description: curves
      .map(({ name, shares }) => `${name}: ${shares.map((share, k) => `${k}: ${texts.percent(share)} %`).join(", ")}`)
      .join("; "),
    body: [
      element("rect", { class: "pp-paper", width: "100%", height: "100%" }),
      ...heading.map((text, i) => svgText(text, 0, 18 + 22 * i, { class: "pp-title" })),
      svgText(up, 0, top - 14, { class: "pp-small pp-faint" }),
      ...yTicks.flatMap((tick) => [
        element("path", { class: "pp-grid", d: `M${LEFT},${fixed(y.at(tick))}H${WIDTH - RIGHT}` }),
        svgText(texts.percent(tick), LEFT - 6, y.at(tick) + 4, { class: "pp-faint", anchor: "end" }),
      ]),
      ...xTicks.map((tick) =>
        svgText(texts.number(tick), x.at(tick), bottom + 18, { class: "pp-faint", anchor: "middle" }),
      ),
      svgText(across, (LEFT + WIDTH) / 2, bottom + 36, { class: "pp-faint", anchor: "middle" }),
      element("path", { class: "pp-axis", d: `M${LEFT},${top}V${bottom}H${WIDTH - RIGHT}` }),
      ...needs.map((need) =>
        element("path", { class: "pp-space", d: `M${LEFT},${fixed(y.at(need))}H${WIDTH - RIGHT}` }),
      ),
      ...curves.map(line),
      ...diamonds,
      legend.markup,
    ],
  });
}
