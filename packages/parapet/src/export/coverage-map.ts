import { ecefToGeodetic, geodeticToEcef } from "../earth/frames.ts";
import type { Geodetic } from "../earth/model.ts";
import { vec3 } from "../math/vec3.ts";
import type { CoverageResult, FlightTrack } from "../study/coverage.ts";
import type { CoverageStory } from "./coverage-words.ts";
import { formatQuantity } from "./defended-area-words.ts";
import type { Geometry, PolygonRings, Position } from "./geometry.ts";
import { type Box, placeLabels } from "./label-placement.ts";
import { allPolygons, type MapFrame, makeMapFrame } from "./map-frame.ts";
import { drawGraticule, drawLegend, drawNote, drawScaleBar, type LegendEntry } from "./map-furniture.ts";
import { drawSymbol, SYMBOL_REACH } from "./map-symbols.ts";
import { element } from "./markup.ts";
import type { ReportPicture } from "./report-input.ts";
import { positionOf, type SceneSite } from "./scene.ts";
import { fixed, svgDocument, svgText, textWidth, wrapText } from "./svg.ts";
import { makeTexts } from "./texts.ts";

/** Which fans a map shows: at one altitude, for one cross-section, of the units of one set against those of another. */
export interface CoverageView {
  readonly altitude_m: number;
  readonly crossSection_m2: number;
  /** Set whose units are drawn, and the one whose units count as there before. */
  readonly set: string;
  readonly base: string;
}

/** Whether a name has to be on the map: crowds of radars name those for which there is room. */
const MUST = "must" as const;
const MAY = "may" as const;

const WIDTH = { main: 720, small: 300 } as const;

/** The fans of each unit at an altitude, as polygons in longitude and latitude. */
export function fanPolygons(
  fans: CoverageResult["fans"],
  view: Pick<CoverageView, "altitude_m" | "crossSection_m2">,
): readonly { readonly unit: string; readonly polygons: readonly PolygonRings[] }[] {
  // prettier-ignore
  return fans
    .filter((fan) => fan.altitude_m === view.altitude_m && fan.crossSection_m2 === view.crossSection_m2)
    .filter(({ outlines }) => outlines.length > 0)
    .map(({ unit, outlines }) => ({
      unit,
      polygons: outlines.map((rings) => rings.map((ring) => closeRing(ring.map((p) => groundOf(p))))),
    }));
}

/** The ground under a flight: pieces that a set sees, and pieces that it does not. */
export function splitTrack(
  { ecef_m, seen }: FlightTrack,
  set: number,
  step: number,
): { readonly seen: readonly (readonly Position[])[]; readonly unseen: readonly (readonly Position[])[] } {
  const pieces: Record<"seen" | "unseen", Position[][]> = { seen: [], unseen: [] };
  const flags = seen[set]!;
  let side: "seen" | "unseen" | undefined;
  for (let i = 0; i < flags.length; i++) {
    const here = flags[i] === 1 ? "seen" : "unseen";
    const isLast = i === flags.length - 1;
    if (here === side && i % step !== 0 && !isLast) continue;
    const at = groundOf(ecefToGeodetic(vec3<"ecef">(ecef_m[3 * i]!, ecef_m[3 * i + 1]!, ecef_m[3 * i + 2]!)));
    if (side !== undefined && side !== here) pieces[side].at(-1)!.push(at);
    if (side === here) pieces[here].at(-1)!.push(at);
    else pieces[here].push([at]);
    side = here;
  }
  return pieces;
}

/** Sites, launch regions and aims of a coverage study as maps and globes show them. */
export function listCoverageSites({ study, nameOf }: Pick<CoverageStory, "study" | "nameOf">): readonly SceneSite[] {
  const listener = study.scenario.units.filter(
    ({ id }) => id === study.heardAt && study.units.every((unit) => unit.id !== id),
  );
  return [
    ...[...study.units, ...listener].map(({ id, type, position }) => ({ id, name: nameOf(id), kind: type, position })),
    ...study.launchRegions.map(({ id, centre, radius_m }): SceneSite => ({
      id,
      name: nameOf(id),
      kind: "launch-region",
      position: centre,
      radius_m,
    })),
  ];
}

/** What lies under every map of a study: frame and land, drawn once for all maps of one size. */
export interface CoverageGround {
  readonly size: "main" | "small";
  readonly frame: MapFrame;
  readonly land: string;
}

/** Prepares maps that show every fan, radar and flight of a study. */
export function prepareCoverageGround(
  { study, result }: CoverageStory,
  land: readonly Geometry[],
  size: "main" | "small",
): CoverageGround {
  const positions = [
    ...result.fans.flatMap(({ outlines }) => outlines.flatMap(([outer = []]) => outer.map(groundOf))),
    ...study.units.map(({ position }) => groundOf(position)),
    ...result.tracks.flatMap((track) => {
      const { seen, unseen } = splitTrack(track, 0, 10);
      return [...seen, ...unseen].flat();
    }),
  ];
  const frame = makeMapFrame({
    centre: middleOf(positions),
    positions,
    width: WIDTH[size],
    margin: size === "main" ? 16 : 4,
    thinning: size === "main" ? 0.6 : 2,
  });
  return { size, frame, land: frame.polygonPath(allPolygons(land)) };
}

/**
 * Draws the fans of a set at one altitude and cross-section, those of the units that another set lacks in a second colour, with the
 * ground tracks of the study's flights: full where the set sees the flight, dashed where it does not. On the main size with
 * names, graticule, scale bar and legend. An SVG element, the same bytes for the same input.
 */
export function drawCoverageMap(story: CoverageStory, view: CoverageView, ground: CoverageGround): ReportPicture {
  const { study, result, language, nameOf } = story;
  const { frame, size } = ground;
  const { width } = frame;
  const texts = makeTexts(language);
  const isMain = size === "main";
  const unitsOf = (id: string): readonly string[] =>
    study.sets.find((set) => set.id === id)!.units.map((unit) => unit.id);
  const [shown, before] = [unitsOf(view.set), unitsOf(view.base)];
  const fans = fanPolygons(result.fans, view).filter(({ unit }) => shown.includes(unit));
  const setIndex = study.sets.findIndex(({ id }) => id === view.set);
  const tracks = result.tracks.map((track) => splitTrack(track, setIndex, isMain ? 10 : 40));
  const sites = listCoverageSites(story).filter(
    ({ id, kind }) => shown.includes(id) || kind === "launch-region" || id === study.heardAt,
  );
  const title = titleOf(story, view);
  const heading = isMain ? wrapText(title, 20, width) : [];
  const top = isMain ? 10 + 22 * heading.length : 0;
  const span = width / frame.perKilometre;
  const graticule = drawGraticule(frame, span < 2500 ? 5 : span < 6000 ? 10 : 20, texts);
  const line = (name: string, lines: readonly (readonly Position[])[]): string =>
    lines.length === 0 ? "" : element("path", { class: name, d: frame.linePath(lines) });
  const layers = [
    element("rect", { class: "pp-sea", width: frame.width, height: frame.height }),
    graticule.lines,
    element("path", { class: "pp-abroad", d: ground.land, "fill-rule": "evenodd" }),
    ...fans.flatMap(({ unit, polygons }) =>
      polygons.map((polygon) =>
        element("path", {
          class: before.includes(unit) ? "pp-layer-0" : "pp-layer-2",
          d: frame.polygonPath([polygon]),
          "fill-rule": "evenodd",
        }),
      ),
    ),
    line("pp-track-unseen", tracks.flatMap(({ unseen }) => unseen)), // prettier-ignore
    line("pp-track-seen", tracks.flatMap(({ seen }) => seen)), // prettier-ignore
    ...(isMain ? [graticule.labels] : []),
    drawSites(story, sites, frame, size),
    ...(isMain ? [drawScaleBar(frame, frame.width - 210, frame.height - 16, texts)] : []),
    element("rect", { class: "pp-axis", x: 0.5, y: 0.5, width: frame.width - 1, height: frame.height - 1 }),
  ];
  const body = [
    element("rect", { class: "pp-paper", width: "100%", height: "100%" }),
    ...heading.map((text, i) => svgText(text, 0, 18 + 22 * i, { class: "pp-title" })),
    element(
      "svg",
      { x: 0, y: top, width: frame.width, height: frame.height, viewBox: `0 0 ${frame.width} ${frame.height}` },
      ...layers,
    ),
  ];
  let height = top + frame.height;
  if (isMain) {
    const added = shown.some((unit) => !before.includes(unit));
    const legend = drawLegend(listLegend(story, view, sites, added), { left: 0, top: height + 12, width });
    const note = drawNote(
      language === "ja"
        ? "ランベルト正積方位図法。扇形は公表値による。海岸線:Natural Earth(国境の描き方は同データによる)。"
        : "Lambert azimuthal equal-area projection; fans with published values. Coast: Natural Earth; whose land is whose is its drawing, not ours.",
      { left: 0, top: height + 20 + legend.height, width },
    );
    body.push(legend.markup, note.markup);
    height += 28 + legend.height + note.height;
  }
  const places = new Intl.ListFormat(language).format(shown.map((unit) => nameOf(unit)));
  return {
    svg: svgDocument({
      width,
      height,
      idPrefix: `fans-${view.set}-${Math.round(view.altitude_m / 1000)}-${Math.round(view.crossSection_m2 * 10_000)}-${size}`, // prettier-ignore
      title,
      description: `${title} ${places}`,
      body,
    }),
    caption: isMain ? "" : captionOf(story, view),
  };
}

function drawSites(
  { study, language }: CoverageStory,
  sites: readonly SceneSite[],
  frame: MapFrame,
  size: "main" | "small",
): string {
  const marks = [
    ...sites.flatMap(({ id, kind, name, position, radius_m = 0 }) => {
      const at = frame.place(positionOf(position));
      if (at === undefined) return [];
      const ring = (radius_m / 1000) * frame.perKilometre;
      const circle =
        ring > 2
          ? element("circle", { class: "pp-launch-ring", cx: fixed(at[0]), cy: fixed(at[1]), r: fixed(ring) })
          : "";
      const symbol = circle + drawSymbol(kind, at[0], at[1], size === "main" ? 1 : 0.6);
      const isRadar = study.units.some((unit) => unit.id === id);
      return [{ at, name, symbol, clearance: SYMBOL_REACH[kind], need: isRadar && sites.length <= 12 ? MUST : MAY }];
    }),
    ...study.aims.flatMap(({ name, position }) => {
      const at = frame.place(positionOf(position));
      if (at === undefined) return [];
      const symbol = element("circle", { class: "pp-point", cx: fixed(at[0]), cy: fixed(at[1]), r: 2.5 });
      return [{ at, name: name[language] ?? name.en, symbol, clearance: 4, need: MAY }];
    }),
  ];
  const symbols = marks.map(({ symbol }) => symbol).join("");
  if (size === "small") return symbols;
  const box: Box = { left: 4, top: 16, width: frame.width - 8, height: frame.height - 40 };
  const labels = placeLabels(
    marks.map(({ at, name, clearance, need }) => ({
      x: at[0],
      y: at[1],
      clearance,
      width: textWidth(name, 11),
      height: 13,
      need,
    })),
    box,
  );
  const names = marks.map(({ name }, i) => {
    const place = labels[i];
    return place === undefined ? "" : svgText(name, place.x, place.y - 3, { class: "pp-small pp-halo" });
  });
  return symbols + names.join("");
}

function listLegend(
  { study, language }: CoverageStory,
  view: CoverageView,
  sites: readonly SceneSite[],
  added: boolean,
): readonly LegendEntry[] {
  const texts = makeTexts(language);
  const ja = language === "ja";
  const base = nameSetOf(study, view.base, language);
  const box = (name: string, text: string): LegendEntry => ({
    sample: (x, y) => element("rect", { class: name, x: fixed(x), y: fixed(y), width: 24, height: 12 }),
    text,
  });
  const line = (name: string, text: string): LegendEntry => ({
    sample: (x, y) => element("path", { class: name, d: `M${fixed(x)},${fixed(y + 6)}h24` }),
    text,
  });
  const kinds = [...new Set(sites.map(({ kind }) => kind))];
  return [
    box("pp-layer-0", ja ? `${base}の視界` : `Seen by ${base}`),
    ...(added ? [box("pp-layer-2", ja ? "加わるレーダーの視界" : "Seen by radars that join it")] : []),
    line("pp-track-seen", ja ? "飛行(見える間)" : "Flight while it is seen"),
    line("pp-track-unseen", ja ? "飛行(見えない間)" : "Flight while it is not"),
    ...kinds.map((kind): LegendEntry => ({
      sample: (x, y) => drawSymbol(kind, x + 12, y + 6),
      text: texts.say(`map.${kind}`),
    })),
    {
      sample: (x, y) => element("circle", { class: "pp-point", cx: fixed(x + 12), cy: fixed(y + 6), r: 2.5 }),
      text: ja ? "目標" : "Aim",
    },
  ];
}

function titleOf(story: CoverageStory, view: CoverageView): string {
  const { study, language } = story;
  const name = nameSetOf(study, view.set, language);
  const where = whereOf(view, language);
  return language === "ja" ? `「${name}」は${where}をどこまで見るか` : `Where does "${name}" see ${where}?`;
}

function captionOf({ study, language }: CoverageStory, view: CoverageView): string {
  return `${nameSetOf(study, view.set, language)}: ${whereOf(view, language)}`;
}

function whereOf({ altitude_m, crossSection_m2 }: CoverageView, language: CoverageStory["language"]): string {
  const altitude = formatQuantity(altitude_m / 1000, "km", language);
  const crossSection = formatQuantity(crossSection_m2, "m²", language);
  return language === "ja" ? `高度${altitude}の${crossSection}の物体` : `${crossSection} at ${altitude}`;
}

/** Name of a set of sensors: its own, or its id. */
function nameSetOf(study: CoverageStory["study"], id: string, language: CoverageStory["language"]): string {
  const name = study.sets.find((set) => set.id === id)?.name;
  return name?.[language] ?? name?.en ?? id;
}

function groundOf({ latitude_rad, longitude_rad }: Geodetic): Position {
  return [(longitude_rad * 180) / Math.PI, (latitude_rad * 180) / Math.PI];
}

function closeRing(ring: readonly Position[]): readonly Position[] {
  return ring.length === 0 ? ring : [...ring, ring[0]!];
}

/** The place in the middle of many, by the sum of their directions from the Earth's centre. */
function middleOf(positions: readonly Position[]): Geodetic {
  let [x, y, z] = [0, 0, 0];
  for (const [longitude, latitude] of positions) {
    const r = geodeticToEcef({
      latitude_rad: (latitude * Math.PI) / 180,
      longitude_rad: (longitude * Math.PI) / 180,
      altitude_m: 0,
    });
    x += r[0];
    y += r[1];
    z += r[2];
  }
  const scale = 6.4e6 / Math.hypot(x, y, z);
  return { ...ecefToGeodetic(vec3<"ecef">(x * scale, y * scale, z * scale)), altitude_m: 0 };
}
