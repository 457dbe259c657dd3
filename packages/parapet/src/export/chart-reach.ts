import type { ReachSummary } from "../study/reach.ts";
import { listTicks, makeLinearScale } from "./chart-scale.ts";
import { placeLabels } from "./label-placement.ts";
import { element } from "./markup.ts";
import type { Language } from "./report-input.ts";
import { fixed, svgDocument, svgText, textWidth, wrapText } from "./svg.ts";
import { makeTexts } from "./texts.ts";

const WIDTH = 840;
const LEFT = 52;
const RIGHT = 16;
/** Flights that never come nearer than this many times the widest envelope are left outside the picture. */
const BEYOND = 1.6;
const LEAST_KM = 300;
const MOST_FLIGHTS = 20;

/**
 * Draws the envelopes of shooters in altitude against distance over the ground, one scale for both axes, with lines of equal time
 * from launch; and the flights of the bundle as they pass the first shooter, thick where they are touched. An SVG element, the same
 * bytes for the same input.
 */
export function drawReach(options: {
  readonly language: Language;
  readonly summary: ReachSummary;
  readonly names: readonly string[];
  readonly title: string;
}): string {
  const { language, summary, names, title } = options;
  const texts = makeTexts(language);
  const { passes, flights } = summary;
  // Shooters with the same interceptor have one envelope; the first of them stands for all.
  const shown = summary.envelopes
    .map((envelope, i) => ({ envelope, name: names[i]! }))
    .filter(
      ({ envelope }, i, all) => all.findIndex((each) => each.envelope.interceptor === envelope.interceptor) === i,
    );
  const envelopes = shown.map(({ envelope }) => envelope);
  const ja = language === "ja";
  const widest = Math.max(LEAST_KM * 1000, ...envelopes.map(({ farthest_m }) => farthest_m));
  const [first] = envelopes;
  const near = passes.map((pass) => Math.min(...pass.map(({ distance_m }) => distance_m), Infinity));
  const right = Math.min(
    Math.max(1.08 * widest, ...near.filter((d) => d < BEYOND * widest).map((d) => 1.1 * d)),
    BEYOND * widest,
  );
  const tops = envelopes.flatMap(({ outlines }) => outlines[0]!.points.map(({ altitude_m }) => altitude_m));
  const high = 1.25 * Math.max(120_000, ...tops);
  const heading = wrapText(title, 20, WIDTH);
  const top = 34 + 22 * heading.length;
  const perMetre = (WIDTH - LEFT - RIGHT) / right;
  const bottom = top + high * perMetre;
  const x = makeLinearScale([0, right], [LEFT, WIDTH - RIGHT]);
  const y = makeLinearScale([0, high], [bottom, top]);
  const at = (p: { readonly distance_m: number; readonly altitude_m: number }): string =>
    `${fixed(x.at(p.distance_m))},${fixed(y.at(p.altitude_m))}`;
  const xTicks = listTicks(0, right / 1000, 8);
  const yTicks = listTicks(0, high / 1000, 4);
  const areas = envelopes.map(({ outlines }, i) => {
    const { points } = outlines[0]!;
    if (points.length < 2) return "";
    const [low, up] = [points[0]!, points.at(-1)!];
    const d = `M${at({ distance_m: 0, altitude_m: low.altitude_m })}L${points.map(at).join("L")}L${at({ distance_m: 0, altitude_m: up.altitude_m })}Z`;
    return element("path", { class: `pp-layer-${i % 3}`, d });
  });
  const times = (first?.outlines ?? []).slice(1).map(({ time_s, points }) => {
    if (points.length < 2) return "";
    const end = points[0]!;
    const label = ja ? `${texts.number(time_s)}秒` : `${texts.number(time_s)} s`;
    return (
      element("path", { class: "pp-space", d: `M${points.map(at).join("L")}` }) +
      svgText(label, x.at(end.distance_m), y.at(end.altitude_m) + 13, {
        class: "pp-small pp-faint pp-halo",
        anchor: "middle",
      })
    );
  });
  // Of a large bundle every n-th flight is drawn: more would hide the envelopes.
  const every = Math.ceil(passes.length / MOST_FLIGHTS);
  const lines = passes.flatMap((pass, i) => {
    if (i % every !== 0) return [];
    const inside = pass.filter(({ distance_m, altitude_m }) => distance_m <= right && altitude_m <= high);
    if (inside.length < 2) return [];
    const touched = Object.values(flights[i]!.views)[0]?.spare_s["perfect"] !== undefined;
    return [element("path", { class: touched ? "pp-touched" : "pp-passing", d: piecewise(pass, right, high, at) })];
  });
  const named = envelopes.map(({ outlines, farthest_m }, i) => {
    const { points } = outlines[0]!;
    const middle = points[Math.floor(points.length / 2)] ?? { altitude_m: 0, distance_m: 0 };
    const text = ja
      ? `${shown[i]!.name}:${texts.number(farthest_m / 1000, { maximumFractionDigits: 0 })} km`
      : `${shown[i]!.name}: ${texts.number(farthest_m / 1000, { maximumFractionDigits: 0 })} km`;
    return { text, x: x.at(0.45 * middle.distance_m), y: y.at(points.at(-1)?.altitude_m ?? 0) };
  });
  const places = placeLabels(
    named.map(({ text, x: px, y: py }) => ({
      x: px,
      y: py,
      clearance: 3,
      width: textWidth(text, 13),
      height: 15,
      need: "must" as const,
      prefer: "above" as const,
    })),
    { left: LEFT + 4, top: top - 6, width: WIDTH - LEFT - 12, height: bottom - top },
  );
  const count = lines.length;
  const touchedCount = flights.filter(({ views }) =>
    Object.values(views).some(({ spare_s }) => spare_s["perfect"] !== undefined),
  ).length;
  const note = ja
    ? `破線:最初の発射点からの飛翔時間。太線:届きうる飛翔、細線:届かない飛翔。${flights.length}本のうち${count}本を描く。いずれかが届きうるのは${touchedCount}本(初めから知る場合)。縦横同じ縮尺、地球は平らに描く。`
    : `Dashed: time of flight of the first interceptor. Thick: flights it can touch; thin: flights it cannot. Of ${flights.length} flights ${count} are drawn and ${touchedCount} can be touched by any, known from the start. Both axes have the same scale; the Earth is drawn flat.`;
  const noteLines = wrapText(note, 11.5, WIDTH);
  return svgDocument({
    width: WIDTH,
    height: bottom + 50 + 15 * noteLines.length,
    idPrefix: "reach",
    title,
    description: `${named.map(({ text }) => text).join("; ")}. ${note}`,
    body: [
      element("rect", { class: "pp-paper", width: "100%", height: "100%" }),
      ...heading.map((line, i) => svgText(line, 0, 18 + 22 * i, { class: "pp-title" })),
      svgText(texts.say("chart.altitude"), 0, top - 12, { class: "pp-small pp-faint" }),
      ...yTicks.flatMap((tick) => [
        element("path", { class: "pp-grid", d: `M${LEFT},${fixed(y.at(1000 * tick))}H${WIDTH - RIGHT}` }),
        svgText(texts.number(tick), LEFT - 6, y.at(1000 * tick) + 4, { class: "pp-faint", anchor: "end" }),
      ]),
      ...xTicks.map((tick) =>
        svgText(texts.number(tick), x.at(1000 * tick), bottom + 16, { class: "pp-faint", anchor: "middle" }),
      ),
      svgText(
        ja ? `${names[0] ?? ""}からの地表に沿う距離、km` : `Distance over the ground from ${names[0] ?? ""}, km`,
        (LEFT + WIDTH - RIGHT) / 2,
        bottom + 34,
        { class: "pp-faint", anchor: "middle" },
      ),
      ...areas,
      element("path", { class: "pp-space", d: `M${LEFT},${fixed(y.at(100_000))}H${WIDTH - RIGHT}` }),
      svgText(texts.say("chart.space"), WIDTH - RIGHT - 4, y.at(100_000) - 5, {
        class: "pp-small pp-faint pp-halo",
        anchor: "end",
      }),
      ...times,
      ...lines,
      element("path", { class: "pp-axis", d: `M${LEFT},${fixed(top)}V${fixed(bottom)}H${WIDTH - RIGHT}` }),
      ...named.map(({ text }, i) => {
        const place = places[i];
        return place === undefined ? "" : svgText(text, place.x, place.y - 3, { class: "pp-halo" });
      }),
      ...noteLines.map((line, i) => svgText(line, 0, bottom + 52 + 15 * i, { class: "pp-small pp-faint" })),
    ],
  });
}

/** The parts of a line that lie within the picture, cut at its edges by leaving out what is beyond. */
function piecewise(
  pass: ReachSummary["passes"][number],
  right: number,
  high: number,
  at: (p: ReachSummary["passes"][number][number]) => string,
): string {
  let d = "";
  let open = false;
  for (const point of pass) {
    const inside = point.distance_m <= right && point.altitude_m <= high;
    if (inside) d += `${open ? "L" : "M"}${at(point)}`;
    open = inside;
  }
  return d;
}
