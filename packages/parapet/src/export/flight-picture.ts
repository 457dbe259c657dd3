import { listTicks } from "./chart-scale.ts";
import type { FlightReport, FlightTrace } from "./flight-report.ts";
import { formatClock, nameEvent, sayFlight } from "./flight-words.ts";
import { type LabelWish, placeLabels } from "./label-placement.ts";
import { element } from "./markup.ts";
import type { Language } from "./report-input.ts";
import { fixed, svgDocument, svgText, textWidth, wrapText } from "./svg.ts";
import { makeTexts, type Texts } from "./texts.ts";

const WIDTH = 840;
const LEFT = 62;
const RIGHT = 16;
/** Between the axis of heights and distance 0, so that steep flights stand clear of it. */
const INSET = 10;
const TALLEST = 520;
/** A flight flatter than this is drawn with its heights stretched. */
const LOWEST = 110;
const NARROWEST = 360;
const ROW = 18;
/** Which events are named in the chart first when there is no room for all. */
const RANKING: readonly string[] = [
  "apogee",
  "impact",
  "intercept",
  "arrival",
  "above-horizon",
  "burnout",
  "cut-off",
  "re-entry",
  "stage-burnout",
  "end",
];

interface Plot {
  readonly x: (range_m: number) => number;
  readonly y: (altitude_m: number) => number;
  readonly top: number;
  readonly bottom: number;
  readonly right: number;
  readonly far_m: number;
  readonly high_m: number;
  /** How many times larger heights are drawn than distances; 1 to scale. */
  readonly stretch: number;
}

/**
 * Draws a flight as altitude against distance along the ground, to scale, with its events named and listed below; a flight
 * too flat to be seen has its heights stretched by a round factor that the picture states. The Earth's curve is left out.
 * An SVG element, the same bytes for the same input.
 */
export function drawFlight(report: FlightReport, options: { readonly language: Language }): string {
  const texts = makeTexts(options.language);
  const title = report.title ?? report.name;
  const heading = wrapText(title, 20, WIDTH);
  const plot = makePlot([report.main, ...report.parts], 14 + 22 * heading.length);
  const rows = listEvents(report, texts);
  const tableTop = plot.bottom + 66;
  const notes = wrapText(describeScale(plot, texts), 11.5, WIDTH - LEFT);
  const notesTop = tableTop + ROW * rows.length + 14;
  return svgDocument({
    width: WIDTH,
    height: Math.ceil(notesTop + 15 * notes.length + 4),
    idPrefix: "flight",
    title,
    description: describe(report, texts),
    body: [
      element("rect", { class: "pp-paper", width: "100%", height: "100%" }),
      ...heading.map((line, i) => svgText(line, 0, 18 + 22 * i, { class: "pp-title" })),
      ...drawAxes(plot, texts),
      ...report.parts.map((trace) => drawTrace(trace, plot, "pp-space")),
      drawTrace(report.main, plot, report.side === "interceptor" ? "pp-flight-interceptor" : "pp-flight-threat"),
      ...drawEvents(report, plot, texts),
      ...rows.map((row, i) => drawRow(row, tableTop + ROW * i, i === 0)),
      ...notes.map((line, i) => svgText(line, LEFT, notesTop + 15 * i, { class: "pp-small pp-faint" })),
    ],
  });
}

function makePlot(traces: readonly FlightTrace[], top: number): Plot {
  const points = traces.flatMap((trace) => trace.points);
  const far_m = points.reduce((most, { range_m }) => Math.max(most, range_m), 10);
  const high_m = points.reduce((most, { altitude_m }) => Math.max(most, altitude_m), 10) * 1.06;
  const perMetre = Math.min((WIDTH - LEFT - INSET - RIGHT) / far_m, TALLEST / high_m);
  const stretch = chooseStretch(high_m * perMetre);
  const bottom = top + high_m * perMetre * stretch;
  const right = LEFT + INSET + Math.max(NARROWEST, far_m * perMetre);
  return {
    x: (range_m) => LEFT + INSET + range_m * perMetre,
    y: (altitude_m) => bottom - altitude_m * perMetre * stretch,
    top,
    bottom,
    right,
    far_m: (right - LEFT - INSET) / perMetre,
    high_m,
    stretch,
  };
}

function chooseStretch(height: number): number {
  if (height >= LOWEST) return 1;
  for (let power = 1; ; power *= 10)
    for (const factor of [2 * power, 5 * power, 10 * power]) if (height * factor >= LOWEST) return factor;
}

function drawAxes(plot: Plot, texts: Texts): string[] {
  const { bottom, top, right } = plot;
  const ranges = listTicks(0, plot.far_m / 1000, Math.max(3, (right - LEFT) / 120));
  const heights = listTicks(0, plot.high_m / 1000, Math.max(2, (bottom - top) / 70));
  const label = (km: number): string => texts.number(km, { maximumFractionDigits: 6 });
  const middle = (LEFT + right) / 2;
  const space = plot.high_m > 100e3 ? [100e3] : [];
  return [
    ...ranges.flatMap((km) => [
      element("path", { class: "pp-axis", d: `M${fixed(plot.x(km * 1000))},${fixed(bottom)}v5` }),
      svgText(label(km), plot.x(km * 1000), bottom + 19, { class: "pp-faint", anchor: "middle" }),
    ]),
    ...heights.flatMap((km) => [
      element("path", { class: "pp-axis", d: `M${LEFT},${fixed(plot.y(km * 1000))}h-5` }),
      svgText(label(km), LEFT - 8, plot.y(km * 1000) + 4, { class: "pp-faint", anchor: "end" }),
    ]),
    element("path", { class: "pp-axis", d: `M${LEFT},${fixed(top)}V${fixed(bottom)}H${fixed(right)}` }),
    ...space.map((altitude) =>
      element("path", { class: "pp-grid", d: `M${LEFT},${fixed(plot.y(altitude))}H${fixed(right)}` }),
    ),
    svgText(texts.say("chart.range"), middle, bottom + 37, { class: "pp-faint", anchor: "middle" }),
    element(
      "g",
      { transform: `translate(14 ${fixed((top + bottom) / 2)}) rotate(-90)` },
      svgText(texts.say("chart.altitude"), 0, 0, { class: "pp-faint", anchor: "middle" }),
    ),
  ];
}

function drawTrace({ points }: FlightTrace, plot: Plot, style: string): string {
  const d = points.map(({ range_m, altitude_m }) => `${fixed(plot.x(range_m))},${fixed(plot.y(altitude_m))}`).join("L");
  return element("path", { class: style, d: `M${d}` });
}

/** A dot at every event; names where they cover nothing, the important ones first. */
function drawEvents({ main, parts }: FlightReport, plot: Plot, texts: Texts): string[] {
  const rank = (name: string): number => (RANKING.includes(name) ? RANKING.indexOf(name) : RANKING.length);
  const named = [
    ...main.events.map((event) => ({
      ...event,
      label: `${nameEvent(event, texts)}, ${formatClock(event.time_s, texts)}`,
      order: rank(event.name),
    })),
    ...parts.flatMap(({ name, events }) =>
      events.slice(-1).map((event) => ({ ...event, label: name, order: RANKING.length + 1 })),
    ),
  ].toSorted((a, b) => a.order - b.order);
  // Whole pixels: a text that just fits must not be left out for a rounding error.
  const wishes: LabelWish[] = named.map(({ range_m, altitude_m, label, name }) => ({
    x: Math.round(plot.x(range_m)),
    y: Math.round(plot.y(altitude_m)),
    clearance: 3,
    width: Math.ceil(textWidth(label, 11)),
    height: 14,
    need: "may",
    prefer: name === "apogee" ? "above" : "beside",
  }));
  const top = Math.floor(plot.top) - 14;
  const places = placeLabels([...wishes, ...[main, ...parts].flatMap((trace) => coverPath(trace, plot))], {
    left: LEFT + 2,
    top,
    width: WIDTH - LEFT - 4,
    height: Math.floor(plot.bottom) - top - 1,
  });
  return [
    ...named.map(({ range_m, altitude_m }) =>
      element("circle", { class: "pp-point", cx: fixed(plot.x(range_m)), cy: fixed(plot.y(altitude_m)), r: 2.5 }),
    ),
    ...named.map(({ label }, i) => {
      const place = places[i];
      return place === undefined ? "" : svgText(label, place.x, place.y - 3, { class: "pp-small pp-halo" });
    }),
  ];
}

/** Points along a path, some pixels apart, that no text may cover; they have no text of their own. */
function coverPath({ points }: FlightTrace, plot: Plot): LabelWish[] {
  const wishes: LabelWish[] = [];
  const add = (x: number, y: number): void => {
    wishes.push({ x: Math.round(x), y: Math.round(y), clearance: 1, width: 0, height: 0, need: "may" });
  };
  for (let i = 1; i < points.length; i++) {
    const [a, b] = [points[i - 1]!, points[i]!];
    const [ax, ay, bx, by] = [plot.x(a.range_m), plot.y(a.altitude_m), plot.x(b.range_m), plot.y(b.altitude_m)];
    const pieces = Math.ceil(Math.sqrt((bx - ax) * (bx - ax) + (by - ay) * (by - ay)) / 5);
    const last = wishes.at(-1);
    if (last !== undefined && Math.abs(last.x - bx) + Math.abs(last.y - by) < 5) continue;
    for (let k = 1; k <= pieces; k++) add(ax + ((bx - ax) * k) / pieces, ay + ((by - ay) * k) / pieces);
  }
  return wishes;
}

type Row = readonly [event: string, time: string, altitude: string, range: string];

function listEvents({ main, parts }: FlightReport, texts: Texts): Row[] {
  const km = (length_m: number): string =>
    texts.number(Math.round(length_m / 100) / 10, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const say = (key: Parameters<typeof sayFlight>[0]): string => sayFlight(key, texts);
  return [
    [say("event"), say("time"), say("altitude"), say("range")],
    ...main.events.map((event): Row => [
      nameEvent(event, texts),
      formatClock(event.time_s, texts),
      km(event.altitude_m),
      km(event.range_m),
    ]),
    ...parts.flatMap(({ name, events }) =>
      events
        .slice(-1)
        .map((event): Row => [
          `${name}: ${nameEvent(event, texts)}`,
          formatClock(event.time_s, texts),
          km(event.altitude_m),
          km(event.range_m),
        ]),
    ),
  ];
}

function drawRow([event, time, altitude, range]: Row, y: number, isHead: boolean): string {
  const style = isHead ? "pp-small pp-faint" : "pp-small";
  return [
    svgText(event, LEFT, y, { class: style }),
    ...[time, altitude, range].map((text, i) =>
      svgText(text, LEFT + 340 + 110 * i, y, { class: style, anchor: "end" }),
    ),
  ].join("");
}

function describeScale({ stretch }: Plot, texts: Texts): string {
  return stretch === 1
    ? sayFlight("toScale", texts)
    : sayFlight("stretched", texts).replace("{factor}", texts.number(stretch));
}

function describe(report: FlightReport, texts: Texts): string {
  const rows = listEvents(report, texts).slice(1);
  const list = rows.map(([event, time, altitude, range]) => `${event} ${time} ${altitude} km ${range} km`).join("; ");
  return `${sayFlight("description", texts)} ${list}.`;
}
