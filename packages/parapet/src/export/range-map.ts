import { solveDirect } from "../earth/geodesic.ts";
import type { Geodetic } from "../earth/model.ts";
import type { RangeStudy } from "../scenario/types.ts";
import type { RangeSummary, Targeting } from "../study/range.ts";
import type { NameOf } from "./defended-area-words.ts";
import type { Geometry, Position } from "./geometry.ts";
import { type Box, placeLabels } from "./label-placement.ts";
import { allPolygons, makeMapFrame } from "./map-frame.ts";
import { drawGraticule, drawLegend, drawNote, drawScaleBar, type LegendEntry } from "./map-furniture.ts";
import { drawSymbol, SYMBOL_REACH } from "./map-symbols.ts";
import { element } from "./markup.ts";
import type { Language, ReportPicture } from "./report-input.ts";
import { positionOf } from "./scene.ts";
import { fixed, svgDocument, svgText, textWidth, wrapText } from "./svg.ts";
import { makeTexts } from "./texts.ts";

const WIDTH = 720;
const RING_POINTS = 180;

/** The ring at a distance over the ground, closed. */
export function ringAround(centre: Geodetic, distance_m: number): readonly Position[] {
  const ring = Array.from({ length: RING_POINTS }, (_, i) =>
    positionOf(solveDirect(centre, (2 * Math.PI * i) / RING_POINTS, distance_m)),
  );
  return [...ring, ring[0]!];
}

/** A name without what stands in brackets behind it, for maps. */
function shortName(name: string): string {
  return name.replace(/\s*[((].*$/, "");
}

/** Pieces of a strait's line that are reached, and those that are not. */
export function splitLine(line: RangeSummary["straits"][number]["line"]): {
  readonly reached: readonly (readonly Position[])[];
  readonly open: readonly (readonly Position[])[];
} {
  const pieces: Record<"reached" | "open", Position[][]> = { reached: [], open: [] };
  for (let i = 1; i < line.length; i++) {
    const side = line[i - 1]!.isReached && line[i]!.isReached ? "reached" : "open";
    const [a, b] = [positionOf(line[i - 1]!.place), positionOf(line[i]!.place)];
    const last = pieces[side].at(-1);
    if (last?.at(-1)?.[0] === a[0] && last.at(-1)?.[1] === a[1]) last.push(b);
    else pieces[side].push([a, b]);
  }
  return pieces;
}

/**
 * Draws the reach of each weapon as rings, whole range full and the battery's own radar dashed, with the straits' lines thick
 * where they are reached, the places, scale, graticule and legend.
 */
export function drawRangeMap(options: {
  readonly study: RangeStudy;
  readonly summary: RangeSummary;
  readonly land: readonly Geometry[];
  readonly nameOf: NameOf;
  readonly language: Language;
  readonly title: string;
}): ReportPicture {
  const { study, summary, land, nameOf, language, title } = options;
  const texts = makeTexts(language);
  const { weapons, straits, places } = summary;
  const ringOf = (position: Geodetic, reach_m: number): readonly Position[] => ringAround(position, reach_m);
  const shown = weapons.flatMap((weapon) => ringOf(weapon.position, weapon.reach_m.full));
  const lines = straits.flatMap(({ from, to }) => [positionOf(from), positionOf(to)]);
  const heart = middleOf(weapons.map(({ position }) => position));
  const frame = makeMapFrame({
    centre: heart,
    positions: [...shown, ...lines],
    width: WIDTH,
    margin: 24,
    thinning: 0.4,
  });
  const heading = wrapText(title, 20, WIDTH);
  const top = 10 + 22 * heading.length;
  const span = WIDTH / frame.perKilometre;
  const graticule = drawGraticule(frame, span < 900 ? 2 : span < 2500 ? 5 : 10, texts);
  const rings = weapons.flatMap((weapon, i) => {
    const name = `pp-layer-${i % 3}`;
    const draw = (targeting: Targeting, style: string): string =>
      element("path", { class: style, d: frame.linePath([ringOf(weapon.position, weapon.reach_m[targeting])]) });
    const area = element("path", {
      class: name,
      d: frame.polygonPath([[ringOf(weapon.position, weapon.reach_m.full)]]),
      "fill-rule": "evenodd",
    });
    return weapon.isTargeted ? [area, draw("horizon", "pp-outer-line")] : [area];
  });
  const gates = straits.map(({ line }) => {
    const { reached, open } = splitLine(line);
    const path = (name: string, pieces: readonly (readonly Position[])[]): string =>
      pieces.length === 0 ? "" : element("path", { class: name, d: frame.linePath(pieces) });
    return path("pp-gate-open", open) + path("pp-gate", reached);
  });
  const inFrame = (position: Geodetic): readonly [number, number] | undefined => {
    const place = frame.place(positionOf(position));
    if (place === undefined) return undefined;
    return place[0] >= 0 && place[0] <= frame.width && place[1] >= 0 && place[1] <= frame.height ? place : undefined;
  };
  const marks = [
    ...weapons.flatMap((weapon) => {
      const at = inFrame(weapon.position);
      const type = study.weapons.find(({ id }) => id === weapon.id)!.unit.type;
      const name = nameOf(study.weapons.find(({ id }) => id === weapon.id)!.unit.id);
      return at === undefined
        ? []
        : [{ at, name, symbol: drawSymbol(type, at[0], at[1]), clearance: SYMBOL_REACH[type] }];
    }),
    ...straits.flatMap(({ id, line }) => {
      const at = inFrame(line[Math.floor(line.length / 2)]!.place);
      return at === undefined ? [] : [{ at, name: shortName(nameOf(id)), symbol: "", clearance: 6 }];
    }),
    ...places.flatMap(({ id, position }) => {
      const at = inFrame(position);
      const dot = (x: number, y: number): string =>
        element("circle", { class: "pp-point", cx: fixed(x), cy: fixed(y), r: 2.5 });
      return at === undefined ? [] : [{ at, name: nameOf(id), symbol: dot(at[0], at[1]), clearance: 3 }];
    }),
  ].filter((mark, i, all) => all.findIndex(({ name }) => name === mark.name) === i);
  const box: Box = { left: 4, top: 16, width: frame.width - 8, height: frame.height - 24 };
  const labels = placeLabels(
    marks.map(({ at, name, clearance }, i) => ({
      x: at[0],
      y: at[1],
      clearance,
      width: textWidth(name, 13),
      height: 15,
      need: i < weapons.length + straits.length ? ("must" as const) : ("may" as const),
    })),
    box,
  );
  const names = marks.map(({ name }, i) => {
    const place = labels[i];
    return place === undefined ? "" : svgText(name, place.x, place.y - 3, { class: "pp-halo" });
  });
  const legend = drawLegend(listLegend(options), { left: 0, top: top + frame.height + 12, width: WIDTH });
  const ja = language === "ja";
  const note = drawNote(
    [
      ja
        ? "ランベルト正積方位図法。環は測地線距離。海岸線:Natural Earth(国境の描き方は同データによる)。"
        : "Lambert azimuthal equal-area projection; rings at geodesic distance. Coast: Natural Earth; whose land is whose is its drawing, not ours.",
    ].join(" "),
    { left: 0, top: top + frame.height + 20 + legend.height, width: WIDTH },
  );
  const height = top + frame.height + 28 + legend.height + note.height;
  const body = [
    element("rect", { class: "pp-paper", width: "100%", height: "100%" }),
    ...heading.map((line, i) => svgText(line, 0, 18 + 22 * i, { class: "pp-title" })),
    element(
      "svg",
      { x: 0, y: top, width: frame.width, height: frame.height, viewBox: `0 0 ${frame.width} ${frame.height}` },
      element("rect", { class: "pp-sea", width: frame.width, height: frame.height }),
      graticule.lines,
      element("path", { class: "pp-abroad", d: frame.polygonPath(allPolygons(land)), "fill-rule": "evenodd" }),
      ...rings,
      ...gates,
      graticule.labels,
      ...marks.map(({ symbol }) => symbol),
      ...names,
      drawScaleBar(frame, frame.width - 210, frame.height - 16, texts),
      element("rect", { class: "pp-axis", x: 0.5, y: 0.5, width: frame.width - 1, height: frame.height - 1 }),
    ),
    legend.markup,
    note.markup,
  ];
  const told = weapons
    .map(({ id, reach_m }) => `${nameOf(weaponName(study, id))}: ${Math.round(reach_m.full / 1000)} km`)
    .join("; ");
  return {
    svg: svgDocument({ width: WIDTH, height, idPrefix: "range-map", title, description: `${title} ${told}`, body }),
    caption: "",
  };
}

function weaponName(study: RangeStudy, id: string): string {
  const weapon = study.weapons.find((each) => each.id === id)!;
  return weapon.name === undefined ? weapon.missile.id : id;
}

/** What each line on the map is. */
function listLegend({ study, summary, nameOf, language }: Parameters<typeof drawRangeMap>[0]): readonly LegendEntry[] {
  const ja = language === "ja";
  const km = (metres: number): string => `${new Intl.NumberFormat(language).format(Math.round(metres / 1000))} km`;
  const line = (name: string, text: string): LegendEntry => ({
    sample: (x, y) => element("path", { class: name, d: `M${fixed(x)},${fixed(y + 6)}h24` }),
    text,
  });
  const targeted = summary.weapons.find(({ isTargeted }) => isTargeted);
  return [
    ...summary.weapons.map((weapon, i): LegendEntry => ({
      sample: (x, y) =>
        element("rect", { class: `pp-layer-${i % 3}`, x: fixed(x), y: fixed(y), width: 24, height: 12 }),
      text: `${nameOf(weaponName(study, weapon.id))}: ${km(weapon.reach_m.full)}`,
    })),
    ...(targeted === undefined
      ? []
      : [
          line(
            "pp-outer-line",
            ja
              ? `自らのレーダーの水平線:${km(targeted.reach_m.horizon)}`
              : `Horizon of the battery's own radar: ${km(targeted.reach_m.horizon)}`,
          ),
        ]),
    ...(summary.straits.length === 0
      ? []
      : [
          line("pp-gate", ja ? "海峡の線(全射程で到達)" : "Strait, reached at full range"),
          ...(summary.straits.every(({ line: points }) => points.every(({ isReached }) => isReached))
            ? []
            : [line("pp-gate-open", ja ? "海峡の線(到達しない)" : "Strait, out of reach")]),
        ]),
  ];
}

function middleOf(places: readonly Geodetic[]): Geodetic {
  const mean = (pick: (place: Geodetic) => number): number =>
    places.reduce((sum, place) => sum + pick(place), 0) / places.length;
  return {
    latitude_rad: mean(({ latitude_rad }) => latitude_rad),
    longitude_rad: mean(({ longitude_rad }) => longitude_rad),
    altitude_m: 0,
  };
}
