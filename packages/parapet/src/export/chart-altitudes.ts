import { listTicks, makeLinearScale } from "./chart-scale.ts";
import { element } from "./markup.ts";
import type { Language } from "./report-input.ts";
import { fixed, svgDocument, svgText, wrapText } from "./svg.ts";

const WIDTH = 760;
const LEFT = 64;
const RIGHT = 16;
const PANEL = 360;
const GAP = 28;

/** Where the rounds of one layer met or missed: counts from the ground up. */
export interface AltitudeColumn {
  readonly label: string;
  readonly hits: readonly number[];
  readonly misses: readonly number[];
}

/**
 * Draws how high the intercepts of each layer were, layer beside layer on one altitude axis: hits to the right in full, misses beyond them hatched by
 * outline, and the 100 km line. The axis ends above the highest intercept. An SVG element, the same bytes for the same input.
 */
export function drawAltitudes(options: {
  readonly language: Language;
  readonly title: string;
  readonly bin_m: number;
  readonly columns: readonly AltitudeColumn[];
  readonly idPrefix: string;
}): string {
  const { language, title, bin_m, columns, idPrefix } = options;
  const ja = language === "ja";
  const heading = wrapText(title, 16, WIDTH);
  const top = 40 + 22 * heading.length + 34;
  const bottom = top + PANEL;
  const highestBin = Math.max(
    12,
    ...columns.flatMap(({ hits, misses }) => hits.map((hit, i) => (hit + misses[i]! > 0 ? i + 1 : 0))),
  );
  const highest_km = (highestBin * bin_m) / 1000;
  const y = makeLinearScale([0, highest_km], [bottom, top]);
  const panel = (WIDTH - LEFT - RIGHT - GAP * (columns.length - 1)) / Math.max(1, columns.length);
  const bars = columns.flatMap(({ label, hits, misses }, i) => {
    const left = LEFT + i * (panel + GAP);
    const total = hits.reduce((sum, n) => sum + n, 0) + misses.reduce((sum, n) => sum + n, 0);
    const most = Math.max(1, ...hits.map((n, k) => n + misses[k]!));
    const x = makeLinearScale([0, most], [left, left + panel]);
    const drawn = hits.flatMap((hit, k) => {
      const miss = misses[k]!;
      if (hit + miss === 0) return [];
      const at = y.at(((k + 1) * bin_m) / 1000);
      const height = Math.max(0.5, y.at((k * bin_m) / 1000) - at - 0.5);
      return [
        element("rect", {
          class: "pp-bar-high",
          x: fixed(left),
          y: fixed(at),
          width: fixed(x.at(hit) - left),
          height: fixed(height),
        }),
        element("rect", {
          class: "pp-bar-low",
          x: fixed(x.at(hit)),
          y: fixed(at),
          width: fixed(x.at(hit + miss) - x.at(hit)),
          height: fixed(height),
        }),
      ];
    });
    const empty = ja ? "発射なし" : "no round fired";
    return [
      svgText(label, left, top - 22),
      svgText(total === 0 ? empty : ja ? `${total} 発` : `${total} rounds`, left, top - 7, {
        class: "pp-small pp-faint",
      }),
      element("path", { class: "pp-axis", d: `M${fixed(left)},${fixed(top)}V${fixed(bottom)}` }),
      ...drawn,
    ];
  });
  const ticks = listTicks(0, highest_km, 8).flatMap((tick) => [
    element("path", { class: "pp-grid", d: `M${LEFT},${fixed(y.at(tick))}H${WIDTH - RIGHT}` }),
    svgText(String(tick), LEFT - 6, y.at(tick) + 4, { class: "pp-small", anchor: "end" }),
  ]);
  const space =
    highest_km > 100
      ? [
          element("path", { class: "pp-space", d: `M${LEFT},${fixed(y.at(100))}H${WIDTH - RIGHT}` }),
          svgText(ja ? "高度100 km" : "100 km", WIDTH - RIGHT, y.at(100) - 4, {
            class: "pp-small pp-faint pp-halo",
            anchor: "end",
          }),
        ]
      : [];
  const legendY = bottom + 26;
  const legend = [
    element("rect", { class: "pp-bar-high", x: LEFT, y: fixed(legendY - 10), width: 14, height: 10 }),
    svgText(ja ? "命中" : "hit", LEFT + 20, legendY, { class: "pp-small" }),
    element("rect", { class: "pp-bar-low", x: LEFT + 80, y: fixed(legendY - 10), width: 14, height: 10 }),
    svgText(ja ? "失敗" : "missed", LEFT + 100, legendY, { class: "pp-small" }),
  ];
  return svgDocument({
    width: WIDTH,
    height: bottom + 40,
    idPrefix,
    title,
    description: columns
      .map(({ label, hits, misses }) => {
        const rounds = hits.map((hit, k) => hit + misses[k]!);
        const first = rounds.findIndex((n) => n > 0);
        if (first < 0) return `${label}: ${ja ? "発射なし" : "no round fired"}`;
        const last = rounds.findLastIndex((n) => n > 0);
        return `${label}: ${(first * bin_m) / 1000}–${((last + 1) * bin_m) / 1000} km`;
      })
      .join("; "),
    body: [
      ...heading.map((line, i) => svgText(line, 0, 18 + 22 * i, { class: "pp-title" })),
      svgText(ja ? "高度 km" : "altitude, km", 0, top - 40, { class: "pp-small pp-faint" }),
      ...ticks,
      ...bars,
      ...space,
      ...legend,
    ],
  });
}
