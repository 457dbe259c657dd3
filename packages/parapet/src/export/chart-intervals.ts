import { listTicks, makeLinearScale } from "./chart-scale.ts";
import { element } from "./markup.ts";
import type { Language, ReportShare } from "./report-input.ts";
import { fixed, svgDocument, svgText, wrapText } from "./svg.ts";
import { makeTexts } from "./texts.ts";

const WIDTH = 840;
const LABELS = 300;
const VALUES = 130;
const ROW = 22;

/**
 * Draws shares with their intervals, one a row in the order given: a bar from the low to the high end, a mark at the value, the
 * numbers beside it, and a line at the threshold when there is one. An SVG element, the same bytes for the same input.
 */
export function drawIntervals(options: {
  readonly language: Language;
  readonly rows: readonly { readonly label: string; readonly share: ReportShare }[];
  /** What the shares are of, the name of the axis. */
  readonly metric: string;
  readonly threshold?: number;
  readonly title: string;
  readonly idPrefix: string;
}): string {
  const { language, rows, metric, threshold, title, idPrefix } = options;
  const texts = makeTexts(language);
  const heading = wrapText(title, 20, WIDTH);
  const top = 24 + 22 * heading.length + (threshold === undefined ? 0 : 14);
  const bottom = top + ROW * rows.length + 6;
  const scale = makeLinearScale([0, 1], [LABELS, WIDTH - VALUES]);
  const vertical = (name: string, share: number): string =>
    element("path", { class: name, d: `M${fixed(scale.at(share))},${fixed(top - 4)}V${fixed(bottom)}` });
  const ticks = listTicks(0, 100, 5);
  const drawRow = ({ label, share }: { readonly label: string; readonly share: ReportShare }, i: number): string => {
    const y = top + ROW * i + ROW / 2;
    const { value, low = value, high = value } = share;
    return [
      svgText(wrapText(label, 13, LABELS - 14)[0] ?? "", 0, y + 4),
      element("path", { class: "pp-interval", d: `M${fixed(scale.at(low))},${fixed(y)}H${fixed(scale.at(high))}` }),
      element("circle", { class: "pp-point", cx: fixed(scale.at(value)), cy: fixed(y), r: 4.5 }),
      svgText(texts.share(share), WIDTH - VALUES + 12, y + 4, { class: "pp-small" }),
    ].join("");
  };
  const told = rows.map(({ label, share }) => `${label}: ${texts.share(share)}`).join("; ");
  return svgDocument({
    width: WIDTH,
    height: bottom + 44,
    idPrefix,
    title,
    description: texts.say("chart.intervalDescription", { rows: told }),
    body: [
      element("rect", { class: "pp-paper", width: "100%", height: "100%" }),
      ...heading.map((line, i) => svgText(line, 0, 18 + 22 * i, { class: "pp-title" })),
      ...ticks.map((tick) => vertical("pp-grid", tick / 100)),
      ...ticks.map((tick) =>
        svgText(texts.number(tick), scale.at(tick / 100), bottom + 16, { class: "pp-faint", anchor: "middle" }),
      ),
      svgText(texts.say("chart.tornadoAxis", { metric }), (LABELS + WIDTH - VALUES) / 2, bottom + 36, {
        class: "pp-faint",
        anchor: "middle",
      }),
      ...(threshold === undefined
        ? []
        : [
            vertical("pp-threshold", threshold),
            svgText(
              texts.say("chart.threshold", { value: texts.percent(threshold) }),
              Math.min(scale.at(threshold), WIDTH - 70),
              top - 10,
              { anchor: "middle", class: "pp-small" },
            ),
          ]),
      ...rows.map(drawRow),
    ],
  });
}
