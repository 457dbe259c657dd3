import { contourPolygons, extendValues, type GridFrame } from "./contours.ts";
import type { MultiPolygon } from "./geometry.ts";
import { type Box, placeLabels } from "./label-placement.ts";
import type { MapFrame } from "./map-frame.ts";
import { drawGraticule, drawLegend, drawNote, drawScaleBar, formatLatitude, formatLongitude } from "./map-furniture.ts";
import type { MapGround } from "./map-ground.ts";
import { listLegendEntries } from "./map-legend.ts";
import { drawSymbol, SYMBOL_REACH } from "./map-symbols.ts";
import { element } from "./markup.ts";
import type { Language } from "./report-input.ts";
import { positionOf, type SceneSite } from "./scene.ts";
import { fixed, svgDocument, svgText, textWidth, wrapText } from "./svg.ts";
import { makeTexts, type Texts } from "./texts.ts";

/** What one map shows of one case. */
export interface DefendedAreaMap {
  readonly language: Language;
  readonly ground: MapGround;
  readonly grid: GridFrame;
  /** Share of the draws in which each cell is defended, 0 to 1, row by row; NaN where it was not computed. */
  readonly share: ArrayLike<number>;
  /** 1 for each cell that is defended with every value as published, else 0. */
  readonly nominal: ArrayLike<number>;
  /** 1 for each cell that the threat cannot reach; none when left out. */
  readonly beyond?: ArrayLike<number>;
  /** Land of each cell, m^2, for the shares in the description; every computed cell counts the same when left out. */
  readonly landArea_m2?: ArrayLike<number>;
  readonly sites: readonly SceneSite[];
  /** The question that the map answers. */
  readonly title: string;
  /** Of the scenario, "2018-08". */
  readonly date?: string;
  /** Sources and licences of the data; must name Natural Earth and GeoNames where their data are shown. */
  readonly attribution: string;
  /** Begins the ids inside the picture: small letters, digits, dashes; another one for each picture of a page. */
  readonly idPrefix: string;
}

/** Cells by which areas run on beyond the coast, which then cuts them. */
const REACH = 3;

/**
 * Draws the defended area as a band: land defended in 95 % of the draws, in 5 %, the edge with every value as published, the
 * undefended rest hatched, land beyond the threat's reach grey; on the main size with graticule, names, scale bar, legend and
 * sources. An SVG element, the same bytes for the same input. Contours are cut at the coast.
 * Throws a RangeError when there is not one value for each cell.
 */
export function drawDefendedAreaMap(map: DefendedAreaMap): string {
  const { ground, grid, sites, title, idPrefix } = map;
  const { frame } = ground;
  const texts = makeTexts(map.language);
  const isMain = ground.size === "main";
  const edges = defendedAreaContours(map);
  const outer = frame.polygonPath(edges.outer.coordinates);
  const inner = frame.polygonPath(edges.inner.coordinates);
  const nominal = frame.polygonPath(edges.nominal.coordinates);
  const beyond =
    map.beyond === undefined
      ? ""
      : frame.polygonPath(contourAt(grid, onLand(map.beyond, map.landArea_m2), 0.5, REACH).coordinates);
  const use = (shape: "land" | "outer" | "inner" | "nominal", attributes: Readonly<Record<string, string>>): string =>
    element("use", { href: `#${idPrefix}-${shape}`, ...attributes });
  const graticule = drawGraticule(frame, isMain ? 5 : 10, texts);

  const heading = isMain ? wrapText(title, 20, frame.width) : [];
  const top = isMain ? 10 + 22 * heading.length : 0;
  const layers = [
    element("rect", { class: "pp-sea", width: frame.width, height: frame.height }),
    graticule.lines,
    path("pp-abroad", ground.abroad),
    // Under the land, so that of its lines only the outer half of the coast remains to be seen.
    use("land", { class: "pp-shore" }),
    use("land", { class: "pp-land" }),
    use("land", { fill: `url(#${idPrefix}-hatch)` }),
    element(
      "g",
      { "clip-path": `url(#${idPrefix}-clip)` },
      use("outer", { class: "pp-band" }),
      use("inner", { class: "pp-core" }),
      // Shaded along the edge with published values, on the side that is defended.
      element(
        "g",
        { "clip-path": `url(#${idPrefix}-inside)` },
        use("nominal", { class: isMain ? "pp-inside" : "pp-inside pp-thin" }),
      ),
      beyond === "" ? "" : element("path", { fill: `url(#${idPrefix}-dots)`, d: beyond, "fill-rule": "evenodd" }),
      isMain ? use("land", { class: "pp-border" }) : "",
      use("outer", { class: "pp-outer-line" }),
      use("inner", { class: "pp-inner-line" }),
      use("nominal", { class: isMain ? "pp-nominal-line" : "pp-nominal-line pp-thin" }),
    ),
    ...(isMain ? [graticule.labels] : []),
    drawSites(sites, frame, ground.size),
    ...(isMain ? [drawScaleBar(frame, frame.width - 210, frame.height - 16, texts)] : []),
    element("rect", { class: "pp-axis", x: 0.5, y: 0.5, width: frame.width - 1, height: frame.height - 1 }),
  ];
  const body = [
    definitions(idPrefix, ground, { land: ground.land, outer, inner, nominal }),
    element("rect", { class: "pp-paper", width: "100%", height: "100%" }),
    ...heading.map((line, i) => svgText(line, 0, 18 + 22 * i, { class: "pp-title" })),
    element(
      "svg",
      { x: 0, y: top, width: frame.width, height: frame.height, viewBox: `0 0 ${frame.width} ${frame.height}` },
      ...layers,
    ),
  ];
  let height = top + frame.height;
  if (isMain) {
    const place = { left: 0, width: frame.width };
    const shown = { band: outer !== "", core: inner !== "", beyond: beyond !== "", nominal: nominal !== "" };
    const entries = listLegendEntries({ hatch: `${idPrefix}-hatch`, dots: `${idPrefix}-dots`, shown, sites, texts });
    const legend = drawLegend(entries, { ...place, top: height + 12 });
    const note = drawNote(noteText(map, texts), { ...place, top: height + 20 + legend.height });
    body.push(legend.markup, note.markup);
    height += 26 + legend.height + note.height;
  }
  return svgDocument({ width: frame.width, height, idPrefix, title, description: describe(map, texts), body });
}

function path(name: string, d: string): string {
  return d === "" ? "" : element("path", { class: name, d, "fill-rule": "evenodd" });
}

/** Values of cells without land count as unknown, so that areas run on over the coast instead of ending at it. */
function onLand(values: ArrayLike<number>, landArea_m2: ArrayLike<number> | undefined): Float64Array {
  return Float64Array.from(values, (value, i) => (landArea_m2 === undefined || landArea_m2[i]! > 0 ? value : NaN));
}

/** Nominal results stand at every cell, computed or not; where the draws have none neither has the map. */
function knownOnly(nominal: ArrayLike<number>, share: ArrayLike<number>): Float64Array {
  return Float64Array.from(nominal, (value, i) => (Number.isNaN(share[i]) ? NaN : value));
}

/** Shapes that are drawn more than once, the hatching, the dots, and the coast and the published edge as clips. */
function definitions(idPrefix: string, ground: MapGround, shapes: Readonly<Record<string, string>>): string {
  const step = ground.size === "main" ? 6 : 4;
  return element(
    "defs",
    {},
    ...Object.entries(shapes).map(([name, d]) =>
      element("path", { id: `${idPrefix}-${name}`, d, "fill-rule": "evenodd", "clip-rule": "evenodd" }),
    ),
    element(
      "pattern",
      {
        id: `${idPrefix}-hatch`,
        width: step,
        height: step,
        patternUnits: "userSpaceOnUse",
        patternTransform: "rotate(45)",
      },
      element("line", { class: "pp-hatch", x1: 0, y1: 0, x2: 0, y2: step }),
    ),
    element(
      "pattern",
      { id: `${idPrefix}-dots`, width: step, height: step, patternUnits: "userSpaceOnUse" },
      element("rect", { class: "pp-beyond", width: step, height: step }),
      element("circle", { class: "pp-dot", cx: step / 2, cy: step / 2, r: step / 6 }),
    ),
    element("clipPath", { id: `${idPrefix}-clip` }, element("use", { href: `#${idPrefix}-land` })),
    element("clipPath", { id: `${idPrefix}-inside` }, element("use", { href: `#${idPrefix}-nominal` })),
  );
}

/** Radius in pixels of a launch region. */
function ringOf(site: SceneSite, frame: MapFrame): number {
  return ((site.radius_m ?? 0) / 1000) * frame.perKilometre;
}

function drawSites(sites: readonly SceneSite[], frame: MapFrame, size: "main" | "small"): string {
  const scale = size === "main" ? 1 : 0.6;
  const seen = sites.flatMap((site) => {
    const place = frame.place(positionOf(site.position));
    return place === undefined ? [] : [{ site, x: place[0], y: place[1] }];
  });
  const symbols = seen.map(({ site, x, y }) => {
    const ring = ringOf(site, frame);
    const circle =
      ring > 2 ? element("circle", { class: "pp-launch-ring", cx: fixed(x), cy: fixed(y), r: fixed(ring) }) : "";
    return circle + drawSymbol(site.kind, x, y, scale);
  });
  if (size === "small") return symbols.join("");
  // Names of the few and big first, so that those of batteries give way.
  const named = seen.toSorted((a, b) => Number(a.site.kind === "battery") - Number(b.site.kind === "battery"));
  const frameBox: Box = { left: 4, top: 16, width: frame.width - 8, height: frame.height - 20 };
  const places = placeLabels(
    named.map(({ site, x, y }) => ({
      x,
      y,
      clearance: Math.max(SYMBOL_REACH[site.kind], ringOf(site, frame)),
      width: textWidth(site.name, 13),
      height: 15,
      need: site.kind === "battery" ? ("may" as const) : ("must" as const),
    })),
    frameBox,
  );
  const names = named.map(({ site }, i) => {
    const place = places[i];
    return place === undefined ? "" : svgText(site.name, place.x, place.y - 3, { class: "pp-halo" });
  });
  return [...symbols, ...names].join("");
}

function noteText({ ground, date, attribution }: DefendedAreaMap, texts: Texts): string {
  const { latitude_rad, longitude_rad } = ground.frame.centre;
  return [
    texts.say("map.projection", {
      latitude: formatLatitude(texts, (latitude_rad * 180) / Math.PI),
      longitude: formatLongitude(texts, (longitude_rad * 180) / Math.PI),
    }),
    ...(ground.outside > 0 ? [texts.say("map.outside", { count: ground.outside })] : []),
    ...(date === undefined ? [] : [texts.say("map.date", { date: texts.date(date) })]),
    attribution,
  ].join(texts.language === "ja" ? "" : " ");
}

function describe({ share, nominal, landArea_m2, sites }: DefendedAreaMap, texts: Texts): string {
  let total = 0;
  let core = 0;
  let band = 0;
  let asPublished = 0;
  for (let i = 0; i < share.length; i++) {
    const value = share[i]!;
    if (Number.isNaN(value)) continue;
    const weight = landArea_m2 === undefined ? 1 : landArea_m2[i]!;
    total += weight;
    if (value >= 0.95) core += weight;
    else if (value >= 0.05) band += weight;
    if (nominal[i]! >= 0.5) asPublished += weight;
  }
  const part = (amount: number): string => texts.share({ value: total > 0 ? amount / total : 0 });
  const names = sites.map(({ name }) => name).join(texts.language === "ja" ? "、" : ", ");
  return texts.say("map.description", {
    core: part(core),
    band: part(band),
    nominal: part(asPublished),
    sites: names === "" ? texts.say("map.noSites") : names,
  });
}

/**
 * The edges of the defended area, the same that the map draws before it cuts them at the coast. Where values end, as at a
 * coast, areas run on `reach_cells` beyond the last cell (3 when left out, as on the map).
 */
export function defendedAreaContours(options: {
  readonly grid: GridFrame;
  readonly share: ArrayLike<number>;
  readonly nominal: ArrayLike<number>;
  readonly landArea_m2?: ArrayLike<number>;
  readonly reach_cells?: number;
}): { readonly inner: MultiPolygon; readonly outer: MultiPolygon; readonly nominal: MultiPolygon } {
  const { grid, nominal, landArea_m2, reach_cells = REACH } = options;
  const share = onLand(options.share, landArea_m2);
  return {
    inner: contourAt(grid, share, 0.95, reach_cells),
    outer: contourAt(grid, share, 0.05, reach_cells),
    nominal: contourAt(grid, knownOnly(nominal, share), 0.5, reach_cells),
  };
}

function contourAt(grid: GridFrame, values: ArrayLike<number>, threshold: number, reach: number): MultiPolygon {
  return contourPolygons({ grid, values: extendValues(grid, values, reach), threshold });
}
