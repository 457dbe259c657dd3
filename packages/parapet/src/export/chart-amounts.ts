import type { Metric } from "../study/defended-area-summary.ts";
import { listTicks, makeLinearScale } from "./chart-scale.ts";
import { unitIn } from "./defended-area-words.ts";
import { element } from "./markup.ts";
import { formatMetric } from "./numbers-report.ts";
import type { Language } from "./report-input.ts";
import { fixed, svgDocument, svgText, textWidth, wrapText } from "./svg.ts";
import { makeTexts } from "./texts.ts";

const WIDTH = 760;
const ROW = 44;

/**
 * Draws amounts of one unit with their intervals, one a row in the order given, on an axis from 0: a mark at the value, a bar
 * over the interval, the numbers in words, and a line at a threshold. An SVG element, the same bytes for the same input.
 * Throws a RangeError without rows or when units differ.
 */
export function drawAmounts(options: {
  readonly language: Language;
  readonly title: string;
  /** What is shown, the name of the axis. */
  readonly axis: string;
  readonly rows: readonly { readonly label: string; readonly metric: Metric }[];
  readonly threshold?: { readonly value: number; readonly label: string };
  readonly idPrefix: string;
}): string {
  const { language, title, axis, rows, threshold, idPrefix } = options;
  const [first] = rows;
  if (first === undefined || rows.some(({ metric }) => metric.unit !== first.metric.unit))
    throw new RangeError(
      `drawAmounts: needs rows of one unit, got ${rows.map(({ metric }) => metric.unit).join(", ")}`,
    );
  const texts = makeTexts(language);
  const { unit } = first.metric;
  const heading = wrapText(title, 20, WIDTH);
  const top = 28 + 22 * heading.length + (threshold === undefined ? 0 : 16);
  const bottom = top + ROW * rows.length + 6;
  const highest = Math.max(threshold?.value ?? 0, ...rows.map(({ metric }) => metric.high));
  const lowest = Math.min(0, threshold?.value ?? 0, ...rows.map(({ metric }) => metric.low));
  const x = makeLinearScale([lowest, highest === lowest ? lowest + 1 : highest], [8, WIDTH - 16]);
  const vertical = (name: string, value: number): string =>
    element("path", { class: name, d: `M${fixed(x.at(value))},${fixed(top - 4)}V${fixed(bottom)}` });
  const own = unit === "1" ? { per: 100, word: "%" } : unitIn(unit, language, highest);
  const { per } = own;
  const ticks = listTicks(per * x.low, per * x.high, 6);
  const row = ({ label, metric }: (typeof rows)[number], i: number): string => {
    const y = top + ROW * i + 30;
    const { value, low, high } = metric;
    const told = formatMetric(metric, language);
    return [
      svgText(wrapText(label, 13, WIDTH - textWidth(told, 13) - 40)[0] ?? "", 8, y - 14, { class: "pp-halo" }),
      svgText(told, WIDTH - 8, y - 14, { class: "pp-halo", anchor: "end" }),
      element("path", { class: "pp-interval", d: `M${fixed(x.at(low))},${fixed(y)}H${fixed(x.at(high))}` }),
      element("circle", { class: "pp-point", cx: fixed(x.at(value)), cy: fixed(y), r: 4.5 }),
    ].join("");
  };
  return svgDocument({
    width: WIDTH,
    height: bottom + 44,
    idPrefix,
    title,
    description: rows.map(({ label, metric }) => `${label}: ${formatMetric(metric, language)}`).join("; "),
    body: [
      element("rect", { class: "pp-paper", width: "100%", height: "100%" }),
      ...heading.map((line, i) => svgText(line, 0, 18 + 22 * i, { class: "pp-title" })),
      ...ticks.map((tick) => vertical("pp-grid", tick / per)),
      ...ticks.map((tick) =>
        svgText(texts.number(tick), x.at(tick / per), bottom + 16, { class: "pp-faint", anchor: "middle" }),
      ),
      svgText(
        own.word === "" ? axis : texts.say("chart.tornadoAxisPlain", { metric: axis, unit: own.word }),
        WIDTH / 2,
        bottom + 36,
        {
          class: "pp-faint",
          anchor: "middle",
        },
      ),
      ...(threshold === undefined
        ? []
        : [
            vertical("pp-threshold", threshold.value),
            svgText(threshold.label, Math.max(60, Math.min(x.at(threshold.value), WIDTH - 60)), top - 10, {
              anchor: "middle",
              class: "pp-small",
            }),
          ]),
      ...rows.map(row),
    ],
  });
}
