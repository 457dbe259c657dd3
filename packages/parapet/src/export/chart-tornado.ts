import { listTicks, makeLinearScale } from "./chart-scale.ts";
import { formatQuantity } from "./defended-area-words.ts";
import { element } from "./markup.ts";
import type { Language, ReportInfluence, ReportTornado } from "./report-input.ts";
import { fixed, svgDocument, svgText, textWidth, wrapText } from "./svg.ts";
import { makeTexts, type Texts } from "./texts.ts";

const BAR = 16;

/** Where things stand, in pixels. */
interface Layout {
  readonly width: number;
  /** Column of the rows' names; 0 puts them above the bars. */
  readonly labels: number;
  /** At both ends of the scale, for what the ends of a bar are called. */
  readonly room: number;
  readonly row: number;
  /** From the top of a row to its bar. */
  readonly bar: number;
}

const LAYOUTS: Readonly<Record<"wide" | "narrow", Layout>> = {
  wide: { width: 840, labels: 250, room: 96, row: 40, bar: 4 },
  narrow: { width: 360, labels: 0, room: 66, row: 66, bar: 28 },
};

/**
 * Draws which value moves a metric most: a bar for each from the metric at its low end to that at its high end, the longest on
 * top, each end named; a line at the threshold of the claim, and on bars that cross it a mark with the value where they do.
 * `narrow` is for screens that one holds in the hand: names stand above their bars. An SVG element, the same bytes for the same input.
 */
export function drawTornado(options: {
  readonly language: Language;
  readonly tornado: ReportTornado;
  /** The question that the chart answers. */
  readonly title: string;
  readonly idPrefix: string;
  readonly layout?: "wide" | "narrow";
}): string {
  const { language, tornado, title, idPrefix } = options;
  const layout = LAYOUTS[options.layout ?? "wide"];
  const { width, labels, room, row: step } = layout;
  const texts = makeTexts(language);
  const { nominal, threshold } = tornado;
  const rows = sortInfluences(tornado.influences);
  const all = [nominal, ...(threshold === undefined ? [] : [threshold]), ...rows.flatMap((r) => [r.atLow, r.atHigh])];
  const scale = makeLinearScale(
    [all.reduce((a, b) => Math.min(a, b)), all.reduce((a, b) => Math.max(a, b))],
    [labels + room, width - room],
  );
  const heading = wrapText(title, 20, width);
  const top = 34 + 22 * heading.length + (threshold === undefined ? 0 : 18);
  const bottom = top + step * rows.length + 4;
  const key = drawKey(bottom + 58, layout, texts);
  const per = tornado.unit === undefined ? 100 : 1;
  const ticks = listTicks(per * scale.low, per * scale.high, 5);
  const vertical = (name: string, share: number): string =>
    element("path", { class: name, d: `M${fixed(scale.at(share))},${fixed(top - 6)}V${fixed(bottom)}` });
  const body = [
    element("rect", { class: "pp-paper", width: "100%", height: "100%" }),
    ...heading.map((line, i) => svgText(line, 0, 18 + 22 * i, { class: "pp-title" })),
    ...ticks.map((tick) => vertical("pp-grid", tick / per)),
    ...ticks.map((tick) =>
      svgText(texts.number(tick), scale.at(tick / per), bottom + 16, { class: "pp-faint", anchor: "middle" }),
    ),
    svgText(nameAxis(tornado, texts), (labels + width) / 2, bottom + 36, {
      class: "pp-faint",
      anchor: "middle",
    }),
    vertical("pp-nominal", nominal),
    ...rows.map((row, i) => drawBars(row, top + step * i + layout.bar, nominal, scale.at)),
    ...(threshold === undefined ? [] : [vertical("pp-threshold", threshold)]),
    ...rows.map((row, i) => drawWords(row, { y: top + step * i, layout, nominal, threshold, x: scale.at, texts })),
    ...key.markup,
    ...drawHeads({ tornado, layout, x: scale.at, y: top - 12, texts }),
  ];
  return svgDocument({
    width,
    height: key.bottom + 8,
    idPrefix,
    title,
    description: describe(tornado, rows, texts),
    body,
  });
}

/** Most influential first; equal ones by name, so that the order never depends on the input's. */
export function sortInfluences(influences: readonly ReportInfluence[]): readonly ReportInfluence[] {
  return influences.toSorted((a, b) => swing(b) - swing(a) || (a.label < b.label ? -1 : 1));
}

function swing({ atLow, atHigh }: ReportInfluence): number {
  return Math.abs(atHigh - atLow);
}

/** Whether both ends move the metric the same way, so that the two halves of the bar would cover each other. */
function isOneSided({ atLow, atHigh }: ReportInfluence, nominal: number): boolean {
  return (atLow - nominal) * (atHigh - nominal) > 0;
}

function drawBars(row: ReportInfluence, y: number, nominal: number, x: (share: number) => number): string {
  const oneSided = isOneSided(row, nominal);
  const bar = (name: string, share: number, half: 0 | 1): string => {
    const [from, to] = [x(Math.min(share, nominal)), x(Math.max(share, nominal))];
    const height = oneSided ? BAR / 2 : BAR;
    return element("rect", {
      class: name,
      x: fixed(from),
      y: fixed(y + (oneSided ? half * height : 0)),
      width: fixed(Math.max(to - from, 0.5)),
      height: fixed(height),
    });
  };
  return bar("pp-bar-low", row.atLow, 0) + bar("pp-bar-high", row.atHigh, 1);
}

interface Words {
  readonly y: number;
  readonly layout: Layout;
  readonly nominal: number;
  readonly threshold: number | undefined;
  readonly x: (share: number) => number;
  readonly texts: Texts;
}

function drawWords(row: ReportInfluence, { y: top, layout, nominal, threshold, x, texts }: Words): string {
  const y = top + layout.bar;
  const label = layout.labels === 0 ? drawLabelAbove(row.label, y, layout) : drawLabel(row.label, y + 8, layout);
  const end = (share: number, text: string, half: 0 | 1): string => {
    const other = half === 0 ? row.atHigh : row.atLow;
    const right = share === other ? half === 1 : share > other;
    // Two ends on one side share the row: the shorter half is named across the middle, where there is room.
    const isShorter = isOneSided(row, nominal) && Math.abs(share - nominal) < Math.abs(other - nominal);
    return svgText(texts.quantity(text), x(isShorter ? nominal : share) + (right ? 5 : -5), y + 12, {
      class: "pp-small pp-halo",
      anchor: right ? "start" : "end",
    });
  };
  const flip =
    row.flip === undefined || threshold === undefined
      ? []
      : [
          element("path", { class: "pp-flip", d: diamond(x(threshold), y + 8) }),
          svgText(
            texts.say("chart.flip", { text: texts.quantity(row.flip.text) }),
            ...flipPlace(x(threshold), y, row.flip.text, layout, texts),
            {
              class: "pp-small pp-faint pp-halo",
            },
          ),
        ];
  return [...label, end(row.atLow, row.lowText, 0), end(row.atHigh, row.highText, 1), ...flip].join("");
}

/** The name of a row in up to three lines about the height `y`; the third makes all of them smaller. */
function drawLabel(text: string, y: number, { labels }: Layout): string[] {
  const wide = wrapText(text, 13, labels - 12);
  const small = wide.length > 2;
  const lines = small ? wrapText(text, 11, labels - 12).slice(0, 3) : wide;
  const step = small ? 13 : 15;
  const first = y + 4 - (step * (lines.length - 1)) / 2;
  return lines.map((line, i) => svgText(line, 0, first + step * i, small ? { class: "pp-small" } : {}));
}

/** The name of a row in one or two lines above its bar. */
function drawLabelAbove(text: string, y: number, { width }: Layout): string[] {
  const whole = wrapText(text, 13, width - 8);
  const lines = whole.length === 1 ? whole : wrapText(text, 11, width - 8).slice(0, 2);
  const name = whole.length === 1 ? "pp-halo" : "pp-small pp-halo";
  return lines.map((line, i) => svgText(line, 0, y - 5 - 12 * (lines.length - 1 - i), { class: name }));
}

/** Which half of a bar is which end of the range: side by side, or below each other where there is no room. */
function drawKey(
  y: number,
  { width, labels, room }: Layout,
  texts: Texts,
): { readonly markup: readonly string[]; readonly bottom: number } {
  const [low, high] = [texts.say("chart.atLow"), texts.say("chart.atHigh")];
  const start = labels === 0 ? 0 : labels + room / 2;
  const second = start + 44 + textWidth(low, 12);
  const isStacked = second + 24 + textWidth(high, 12) > width;
  const entry = (name: string, text: string, x: number, at: number): string =>
    element("rect", { class: name, x: fixed(x), y: fixed(at - 9), width: 18, height: 10 }) +
    svgText(text, x + 24, at, { class: "pp-small pp-faint" });
  const bottom = isStacked ? y + 18 : y;
  return {
    markup: [entry("pp-bar-low", low, start, y), entry("pp-bar-high", high, isStacked ? start : second, bottom)],
    bottom,
  };
}

function diamond(x: number, y: number): string {
  return `M${fixed(x)},${fixed(y - 7)}L${fixed(x + 5)},${fixed(y)}L${fixed(x)},${fixed(y + 7)}L${fixed(x - 5)},${fixed(y)}Z`;
}

/** Below the bar, to the right of the mark or, where that would leave the chart, to its left. */
function flipPlace(x: number, y: number, text: string, layout: Layout, texts: Texts): [number, number] {
  const width = textWidth(texts.say("chart.flip", { text }), 11.5);
  return [x + 6 + width > layout.width ? Math.max(0, x - 6 - width) : x + 6, y + 28];
}

function drawHeads(options: {
  readonly tornado: ReportTornado;
  readonly layout: Layout;
  readonly x: (share: number) => number;
  readonly y: number;
  readonly texts: Texts;
}): string[] {
  const { tornado, layout, x, y, texts } = options;
  const { nominal, threshold, unit } = tornado;
  const say = (key: "nominal" | "threshold", value: number): string =>
    unit === undefined
      ? texts.say(`chart.${key}`, { value: texts.percent(value) })
      : texts.say(`chart.${key}Plain`, { value: formatTornadoValue(tornado, value, texts) });
  const place = (share: number): number => Math.max(layout.labels + 60, Math.min(layout.width - 70, x(share)));
  const published = svgText(say("nominal", nominal), place(nominal), y, {
    class: "pp-small pp-faint",
    anchor: "middle",
  });
  if (threshold === undefined) return [published];
  return [
    published,
    svgText(say("threshold", threshold), place(threshold), y - 16, {
      anchor: "middle",
    }),
  ];
}

/** A value of the tornado's metric with its unit. */
export function formatTornadoValue({ unit }: ReportTornado, value: number, texts: Texts): string {
  if (unit === undefined) return texts.say("number.share", { value: texts.percent(value) });
  return formatQuantity(value, unit, texts.language);
}

function nameAxis({ metric, unit }: ReportTornado, texts: Texts): string {
  if (unit === undefined) return texts.say("chart.tornadoAxis", { metric });
  return unit === "" ? metric : texts.say("chart.tornadoAxisPlain", { metric, unit });
}

function describe(tornado: ReportTornado, rows: readonly ReportInfluence[], texts: Texts): string {
  const show = (value: number): string =>
    tornado.unit === undefined ? `${texts.percent(value)} %` : formatTornadoValue(tornado, value, texts);
  const told = rows.map((row) =>
    texts.say("chart.tornadoRow", {
      label: row.label,
      low: show(row.atLow),
      lowText: texts.quantity(row.lowText),
      high: show(row.atHigh),
      highText: texts.quantity(row.highText),
    }),
  );
  return texts.say("chart.tornadoDescription", { rows: told.join(texts.language === "ja" ? "" : " ") });
}
