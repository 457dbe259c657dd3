import { listTicks } from "./chart-scale.ts";
import { type Box, placeLabels } from "./label-placement.ts";
import { drawSymbol, SYMBOL_REACH } from "./map-symbols.ts";
import { element } from "./markup.ts";
import type { Language } from "./report-input.ts";
import type { SiteKind } from "./scene.ts";
import { fixed, svgDocument, svgText, textWidth, wrapText } from "./svg.ts";
import { makeTexts, type Texts } from "./texts.ts";

/** The heights, and where it is bounded the stretch of ground, over which a layer of the defence can intercept. */
export interface ProfileLayer {
  readonly name: string;
  readonly floor_m: number;
  readonly ceiling_m: number;
  /** Ends along the ground from the origin of the chart; the whole width when left out. */
  readonly from_m?: number;
  readonly to_m?: number;
}

/** A flight as altitude over the distance along the ground from the chart's origin. */
export interface ProfileFlight {
  readonly name: string;
  readonly side: "threat" | "interceptor";
  readonly points: readonly { readonly time_s: number; readonly range_m: number; readonly altitude_m: number }[];
}

/** Something on the ground. */
export interface ProfileSite {
  readonly name: string;
  readonly kind: SiteKind;
  readonly range_m: number;
}

const WIDTH = 840;
const LEFT = 62;
const RIGHT = 16;
const TALLEST = 560;

interface Plot {
  readonly x: (range_m: number) => number;
  readonly y: (altitude_m: number) => number;
  readonly top: number;
  readonly bottom: number;
  readonly right: number;
}

/**
 * Draws altitude against distance along the ground, both at one scale: layers as bands, the 100 km line, flights with a tick
 * each minute since their own start. The Earth's curve is left out. An SVG element, the same bytes for the same input.
 * Throws a RangeError without a flight of two points or more.
 */
export function drawProfile(options: {
  readonly language: Language;
  readonly layers: readonly ProfileLayer[];
  readonly flights: readonly ProfileFlight[];
  readonly sites: readonly ProfileSite[];
  /** The question that the chart answers. */
  readonly title: string;
  readonly idPrefix: string;
}): string {
  const { language, flights, sites, title, idPrefix } = options;
  const layers = mergeLayers(options.layers, language);
  const points = flights.flatMap((flight) => flight.points);
  if (points.length < 2)
    throw new RangeError(`drawProfile: needs a flight of two points or more, got ${points.length} points`);
  const texts = makeTexts(language);
  const far = points.reduce((most, { range_m }) => Math.max(most, range_m), 1000);
  const high = points.reduce((most, { altitude_m }) => Math.max(most, altitude_m), 110e3) * 1.12;
  const perMetre = Math.min((WIDTH - LEFT - RIGHT) / far, TALLEST / high);
  const heading = wrapText(title, 20, WIDTH);
  const top = 12 + 22 * heading.length;
  const bottom = top + high * perMetre;
  const plot: Plot = {
    x: (range_m) => LEFT + range_m * perMetre,
    y: (altitude_m) => bottom - altitude_m * perMetre,
    top,
    bottom,
    right: LEFT + far * perMetre,
  };
  const note = wrapText(texts.say("chart.minutes"), 11.5, WIDTH - LEFT);
  const body = [
    element("rect", { class: "pp-paper", width: "100%", height: "100%" }),
    ...heading.map((line, i) => svgText(line, 0, 18 + 22 * i, { class: "pp-title" })),
    ...layers.map((layer, i) => drawLayer(layer, i, plot, high)),
    ...drawAxes(plot, { far, high }, texts),
    ...flights.map((flight) => drawFlight(flight, plot)),
    ...sites.map(({ kind, range_m }) => drawSymbol(kind, plot.x(range_m), plot.bottom)),
    drawNames({ layers, flights, sites, plot, high, texts }),
    ...note.map((line, i) => svgText(line, LEFT, bottom + 56 + 15 * i, { class: "pp-small pp-faint" })),
  ];
  return svgDocument({
    width: WIDTH,
    height: Math.ceil(bottom + 60 + 15 * note.length),
    idPrefix,
    title,
    description: describe(layers, flights, texts),
    body,
  });
}

/** Layers of the same heights and stretch as one, with all their names. */
function mergeLayers(layers: readonly ProfileLayer[], language: Language): readonly ProfileLayer[] {
  const list = new Intl.ListFormat(language, { type: "conjunction" });
  const groups = new Map<string, ProfileLayer[]>();
  for (const layer of layers) {
    const key = [layer.floor_m, layer.ceiling_m, layer.from_m, layer.to_m].join(" ");
    groups.set(key, [...(groups.get(key) ?? []), layer]);
  }
  return [...groups.values()].map((group) => ({ ...group[0]!, name: list.format(group.map(({ name }) => name)) }));
}

function drawLayer(layer: ProfileLayer, index: number, plot: Plot, high: number): string {
  const left = layer.from_m === undefined ? LEFT : Math.max(LEFT, plot.x(layer.from_m));
  const right = layer.to_m === undefined ? plot.right : Math.min(plot.right, plot.x(layer.to_m));
  const ceiling = plot.y(Math.min(layer.ceiling_m, high));
  return element("rect", {
    class: `pp-layer-${index % 3}`,
    x: fixed(left),
    y: fixed(ceiling),
    width: fixed(Math.max(0, right - left)),
    height: fixed(Math.max(0, plot.y(layer.floor_m) - ceiling)),
  });
}

function drawAxes(plot: Plot, { far, high }: { far: number; high: number }, texts: Texts): string[] {
  const ranges = listTicks(0, far / 1000, 6);
  const heights = listTicks(0, high / 1000, 5);
  const kilometres = (value: number): string => texts.number(value);
  return [
    ...ranges.map((km) =>
      element("path", { class: "pp-axis", d: `M${fixed(plot.x(km * 1000))},${fixed(plot.bottom)}v5` }),
    ),
    ...ranges.map((km) =>
      svgText(kilometres(km), plot.x(km * 1000), plot.bottom + 19, { class: "pp-faint", anchor: "middle" }),
    ),
    ...heights.map((km) => element("path", { class: "pp-axis", d: `M${LEFT},${fixed(plot.y(km * 1000))}h-5` })),
    ...heights.map((km) =>
      svgText(kilometres(km), LEFT - 8, plot.y(km * 1000) + 4, { class: "pp-faint", anchor: "end" }),
    ),
    element("path", { class: "pp-axis", d: `M${LEFT},${fixed(plot.top)}V${fixed(plot.bottom)}H${fixed(plot.right)}` }),
    element("path", { class: "pp-space", d: `M${LEFT},${fixed(plot.y(100e3))}H${fixed(plot.right)}` }),
    svgText(texts.say("chart.range"), (LEFT + plot.right) / 2, plot.bottom + 37, {
      class: "pp-faint",
      anchor: "middle",
    }),
    element(
      "g",
      { transform: `translate(14 ${fixed((plot.top + plot.bottom) / 2)}) rotate(-90)` },
      svgText(texts.say("chart.altitude"), 0, 0, { class: "pp-faint", anchor: "middle" }),
    ),
  ];
}

function drawFlight({ side, points }: ProfileFlight, plot: Plot): string {
  const name = `pp-flight-${side}`;
  const d = points.map(({ range_m, altitude_m }) => `${fixed(plot.x(range_m))},${fixed(plot.y(altitude_m))}`).join("L");
  return (
    element("path", { class: name, d: `M${d}` }) +
    element("path", { class: `${name} pp-solid`, d: minuteTicks(points, plot) })
  );
}

/** A short stroke across the path at each full minute after its first point. */
function minuteTicks(points: ProfileFlight["points"], plot: Plot): string {
  const start = points[0]?.time_s ?? 0;
  const strokes: string[] = [];
  for (let i = 1; i < points.length; i++) {
    const [a, b] = [points[i - 1]!, points[i]!];
    const [ax, ay, bx, by] = [plot.x(a.range_m), plot.y(a.altitude_m), plot.x(b.range_m), plot.y(b.altitude_m)];
    const size = Math.sqrt((bx - ax) * (bx - ax) + (by - ay) * (by - ay));
    if (size === 0) continue;
    const [across, along] = [(-(by - ay) / size) * 4, ((bx - ax) / size) * 4];
    for (let m = Math.floor((a.time_s - start) / 60) + 1; start + 60 * m <= b.time_s; m++) {
      const t = (start + 60 * m - a.time_s) / (b.time_s - a.time_s);
      const [x, y] = [ax + t * (bx - ax), ay + t * (by - ay)];
      strokes.push(`M${fixed(x - across)},${fixed(y - along)}L${fixed(x + across)},${fixed(y + along)}`);
    }
  }
  return strokes.join("");
}

function apogeeOf({ points }: ProfileFlight): { readonly range_m: number; readonly altitude_m: number } {
  return points.reduce((top, point) => (point.altitude_m > top.altitude_m ? point : top));
}

function drawNames(options: {
  readonly layers: readonly ProfileLayer[];
  readonly flights: readonly ProfileFlight[];
  readonly sites: readonly ProfileSite[];
  readonly plot: Plot;
  readonly high: number;
  readonly texts: Texts;
}): string {
  const { layers, flights, sites, plot, high, texts } = options;
  const topOf = (layer: ProfileLayer): number => Math.min(layer.ceiling_m, high);
  const isBounded = (layer: ProfileLayer): boolean => layer.from_m !== undefined && layer.to_m !== undefined;
  // Bands are named under their ceilings, from the highest down, each clear of the one before.
  let free = -Infinity;
  const covered: Box[] = [];
  const bands = layers
    .filter((layer) => !isBounded(layer))
    .toSorted((a, b) => topOf(b) - topOf(a))
    .map((layer) => {
      const y = Math.max(plot.y(topOf(layer)) + 15, free);
      free = y + 16;
      // High up on the left no flight has come yet; low down none has on the right but at its very end.
      const isHigh = y < (plot.top + plot.bottom) / 2;
      const name = nameLayer(layer, texts);
      const width = textWidth(name, 11);
      covered.push({ left: isHigh ? LEFT + 6 : plot.right - 6 - width, top: y - 11, width, height: 14 });
      return isHigh
        ? svgText(name, LEFT + 6, y, { class: "pp-small pp-halo" })
        : svgText(name, plot.right - 6, y, { class: "pp-small pp-halo", anchor: "end" });
    });
  const named = [
    ...flights.map((flight) => {
      const { range_m, altitude_m } = apogeeOf(flight);
      return { name: flight.name, range_m, altitude_m, clearance: 3, need: "must" as const };
    }),
    // Names of places that would hide each other are left out; their symbols stand.
    ...sites.map(({ name, range_m, kind }) => ({
      name,
      range_m,
      altitude_m: 0,
      clearance: SYMBOL_REACH[kind],
      need: sites.length > 2 ? ("may" as const) : ("must" as const),
    })),
    ...layers.filter(isBounded).map((layer) => ({
      name: layer.name,
      range_m: ((layer.from_m ?? 0) + (layer.to_m ?? 0)) / 2,
      altitude_m: topOf(layer),
      clearance: 2,
      need: "must" as const,
    })),
  ];
  const places = placeLabels(
    named.map(({ name, range_m, altitude_m, clearance, need }) => ({
      x: plot.x(range_m),
      y: plot.y(altitude_m),
      clearance,
      width: textWidth(name, 13),
      height: 15,
      need,
      prefer: "above" as const,
    })),
    { left: LEFT + 2, top: plot.top - 8, width: WIDTH - LEFT - 4, height: plot.bottom - plot.top + 6 },
    covered,
  );
  const names = named.map(({ name }, i) => {
    const place = places[i];
    return place === undefined ? "" : svgText(name, place.x, place.y - 3, { class: "pp-halo" });
  });
  const space = svgText(texts.say("chart.space"), LEFT + 6, plot.y(100e3) - 5, { class: "pp-small pp-faint pp-halo" });
  return [...bands, space, ...names].join("");
}

function nameLayer({ name, floor_m, ceiling_m }: ProfileLayer, texts: Texts): string {
  const km = (metres: number): string => texts.number(metres / 1000, { maximumFractionDigits: 0 });
  return texts.say("chart.layer", { name, low: km(floor_m), high: km(ceiling_m) });
}

function describe(layers: readonly ProfileLayer[], flights: readonly ProfileFlight[], texts: Texts): string {
  const km = (metres: number): string => texts.number(metres / 1000, { maximumFractionDigits: 0 });
  const comma = texts.language === "ja" ? "、" : "; ";
  return texts.say("chart.profileDescription", {
    layers: layers.map((layer) => nameLayer(layer, texts)).join(comma),
    flights: flights
      .map((flight) => {
        const [first, last] = [flight.points[0], flight.points.at(-1)];
        const minutes = ((last?.time_s ?? 0) - (first?.time_s ?? 0)) / 60;
        return texts.say("chart.flight", {
          name: flight.name,
          apogee: km(apogeeOf(flight).altitude_m),
          range: km((last?.range_m ?? 0) - (first?.range_m ?? 0)),
          minutes: texts.number(minutes, { maximumFractionDigits: 0 }),
        });
      })
      .join(comma),
  });
}
