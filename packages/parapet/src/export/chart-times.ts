import { listTicks, makeLinearScale } from "./chart-scale.ts";
import { element } from "./markup.ts";
import type { Language } from "./report-input.ts";
import { fixed, svgDocument, svgText, wrapText } from "./svg.ts";

const WIDTH = 760;
const LEFT = 150;
const RIGHT = 16;
const ROW = 64;
const GAP = 18;

/** When the rounds of one layer met or missed: counts from the first launch of the raid on. */
export interface TimeRow {
  readonly label: string;
  readonly hits: readonly number[];
  readonly misses: readonly number[];
}

/**
 * Draws when the intercepts of each layer were, layer below layer on one time axis: hits from the line up, misses on top of them. Each layer is
 * scaled to its own fullest bar. An SVG element, the same bytes for the same input.
 */
export function drawTimes(options: {
  readonly language: Language;
  readonly title: string;
  readonly bin_s: number;
  readonly rows: readonly TimeRow[];
  readonly idPrefix: string;
}): string {
  const { language, title, bin_s, rows, idPrefix } = options;
  const ja = language === "ja";
  const heading = wrapText(title, 16, WIDTH);
  const top = 22 * heading.length + 20;
  const bottom = top + rows.length * (ROW + GAP);
  const span = findSpan(rows);
  const minutes = (bin: number): number => (bin * bin_s) / 60;
  const x = makeLinearScale([minutes(span.first), minutes(span.last)], [LEFT, WIDTH - RIGHT]);
  const drawn = rows.flatMap(({ label, hits, misses }, r) => {
    const base = top + r * (ROW + GAP) + ROW;
    const most = Math.max(1, ...hits.map((n, i) => n + misses[i]!));
    const y = makeLinearScale([0, most], [base, base - ROW]);
    const total = hits.reduce((sum, n, i) => sum + n + misses[i]!, 0);
    const bars = hits.flatMap((hit, i) => {
      const miss = misses[i]!;
      if (hit + miss === 0) return [];
      const left = x.at(minutes(i));
      const width = Math.max(0.5, x.at(minutes(i + 1)) - left - 0.5);
      return [
        bar("pp-bar-high", { left, width, from: y.at(0), to: y.at(hit) }),
        bar("pp-bar-low", { left, width, from: y.at(hit), to: y.at(hit + miss) }),
      ];
    });
    return [
      svgText(label, 0, base - ROW / 2, {}),
      svgText(
        total === 0 ? (ja ? "発射なし" : "no round fired") : ja ? `${total} 発` : `${total} rounds`,
        0,
        base - ROW / 2 + 16,
        {
          class: "pp-small pp-faint",
        },
      ),
      ...bars,
      element("path", { class: "pp-axis", d: `M${LEFT},${fixed(base)}H${WIDTH - RIGHT}` }),
    ];
  });
  const ticks = listTicks(minutes(span.first), minutes(span.last), 10).flatMap((tick) => [
    element("path", { class: "pp-grid", d: `M${fixed(x.at(tick))},${fixed(top)}V${fixed(bottom - GAP)}` }),
    svgText(String(tick), x.at(tick), bottom, { class: "pp-small", anchor: "middle" }),
  ]);
  const legendY = bottom + 24;
  return svgDocument({
    width: WIDTH,
    height: bottom + 38,
    idPrefix,
    title,
    description: rows.map((row) => describeRow(row, bin_s, language)).join("; "),
    body: [
      ...heading.map((line, i) => svgText(line, 0, 18 + 22 * i, { class: "pp-title" })),
      ...ticks,
      ...drawn,
      bar("pp-bar-high", { left: LEFT, width: 14, from: legendY, to: legendY - 10 }),
      svgText(ja ? "命中" : "hit", LEFT + 20, legendY, { class: "pp-small" }),
      bar("pp-bar-low", { left: LEFT + 80, width: 14, from: legendY, to: legendY - 10 }),
      svgText(ja ? "失敗" : "missed", LEFT + 100, legendY, { class: "pp-small" }),
      svgText(ja ? "最初の発射からの時間(分)" : "minutes after the first launch", WIDTH - RIGHT, legendY, {
        class: "pp-small pp-faint",
        anchor: "end",
      }),
    ],
  });
}

/** The bins from the first round of any layer to past the last one, with one free on each side. */
function findSpan(rows: readonly TimeRow[]): { readonly first: number; readonly last: number } {
  let first = Infinity;
  let last = 0;
  for (const { hits, misses } of rows)
    hits.forEach((hit, i) => {
      if (!(hit + misses[i]! > 0)) return;
      first = Math.min(first, i);
      last = Math.max(last, i + 1);
    });
  return first === Infinity ? { first: 0, last: 1 } : { first: Math.max(0, first - 1), last: last + 1 };
}

function bar(
  kind: string,
  { left, width, from, to }: { left: number; width: number; from: number; to: number },
): string {
  return element("rect", { class: kind, x: fixed(left), y: fixed(to), width: fixed(width), height: fixed(from - to) });
}

function describeRow({ label, hits, misses }: TimeRow, bin_s: number, language: Language): string {
  const rounds = hits.map((hit, i) => hit + misses[i]!);
  const first = rounds.findIndex((n) => n > 0);
  if (first < 0) return `${label}: ${language === "ja" ? "発射なし" : "no round fired"}`;
  const last = rounds.findLastIndex((n) => n > 0) + 1;
  return `${label}: ${first * bin_s}–${last * bin_s} s`;
}
