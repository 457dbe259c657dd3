import { vec3 } from "../math/vec3.ts";
import type { FlightTrack } from "../study/coverage.ts";
import { fanPolygons, listCoverageSites, splitTrack } from "./coverage-map.ts";
import type { CoverageStory } from "./coverage-words.ts";
import { toCsv } from "./csv.ts";
import { toCzml } from "./czml.ts";
import { formatQuantity, namePath } from "./defended-area-words.ts";
import { toGeoJson } from "./geojson.ts";
import type { Feature } from "./geometry.ts";
import { toKml } from "./kml.ts";
import { toParquet } from "./parquet.ts";
import { type Scene, type SceneArea, sceneFeatures, type SceneState } from "./scene.ts";
import type { Table } from "./table.ts";

/** Samples of a track left out between two that files keep. */
const STRIDE = 10;

/** The files of a coverage result beside its report: fans and flights for globes and maps, and what each set sees of each flight. */
export function writeCoverageFiles(story: CoverageStory): Readonly<Record<string, string | Uint8Array>> {
  const scene = makeCoverageScene(story);
  const views = tabulateViews(story);
  const { name, attribution } = scene;
  return {
    "coverage.geojson": toGeoJson({ features: [...sceneFeatures(scene), ...listTracks(story)], name, attribution }),
    "coverage.czml": toCzml(scene),
    "coverage.kml": toKml(scene),
    "views.csv": toCsv(views),
    "events.parquet": toParquet(views),
  };
}

/** Sites, the fans of every unit at every altitude and cross-section, and the flights in time. */
export function makeCoverageScene(story: CoverageStory): Scene {
  const { study, result, nameOf, language } = story;
  const areas = study.crossSections_m2.flatMap((crossSection_m2) =>
    study.altitudes_m.flatMap((altitude_m) =>
      fanPolygons(result.fans, { altitude_m, crossSection_m2 }).map(({ unit, polygons }, i): SceneArea => {
        const altitude = formatQuantity(altitude_m / 1000, "km", language);
        const crossSection = formatQuantity(crossSection_m2, "m²", language);
        return {
          id: `fan-${unit}-${i}-${Math.round(altitude_m / 1000)}km-${crossSection_m2}m2`,
          name: `${nameOf(unit)}, ${altitude}, ${crossSection}`,
          kind: "seen",
          polygons: { type: "MultiPolygon", coordinates: polygons },
          description:
            language === "ja"
              ? `高度${altitude}で反射断面積${crossSection}の物体が見える範囲の直下(公表値)`
              : `The ground under what it sees of ${crossSection} at ${altitude}, with published values`,
        };
      }),
    ),
  );
  const date = study.scenario.date ?? "2018-01";
  return {
    name: study.title?.[language] ?? study.title?.en ?? study.name,
    epoch: `${date.padEnd(10, "-01").slice(0, 10)}T00:00:00Z`,
    attribution: "Natural Earth (public domain)",
    sites: listCoverageSites(story),
    areas,
    flights: result.tracks.map((track, i) => ({
      id: flightId(story, i),
      name: flightName(story, i),
      side: "threat",
      states: statesOf(track),
    })),
  };
}

function flightId({ result }: CoverageStory, i: number): string {
  const { threat, trajectory, launchRegion, aim } = result.flights[i]!;
  return [threat, trajectory, launchRegion, aim].join("-");
}

function flightName({ result, study, nameOf, language }: CoverageStory, i: number): string {
  const { threat, trajectory, launchRegion, aim } = result.flights[i]!;
  const target = study.aims.find(({ id }) => id === aim)!.name;
  return `${nameOf(threat)}, ${namePath(trajectory, language)}, ${nameOf(launchRegion)} – ${target[language] ?? target.en}`;
}

/** Ground tracks, one line for the pieces that the last set sees and one for those it does not. */
function listTracks(story: CoverageStory): readonly Feature[] {
  const last = story.study.sets.length - 1;
  return story.result.tracks.flatMap((track, i) => {
    const pieces = splitTrack(track, last, STRIDE);
    return (["seen", "unseen"] as const).flatMap((side): Feature[] =>
      pieces[side].length === 0
        ? []
        : [
            {
              id: `${flightId(story, i)}-${side}`,
              geometry: { type: "MultiLineString", coordinates: pieces[side] },
              properties: { kind: "flight", name: flightName(story, i), isSeen: side === "seen" },
            },
          ],
    );
  });
}

function statesOf({ time_s, ecef_m }: FlightTrack): readonly SceneState[] {
  const at = (i: number): readonly [number, number, number] => [ecef_m[3 * i]!, ecef_m[3 * i + 1]!, ecef_m[3 * i + 2]!];
  const last = time_s.length - 1;
  const kept = Array.from({ length: Math.ceil(last / STRIDE) }, (_, k) => k * STRIDE).concat(last);
  return kept.map((i) => {
    const [before, after] = [Math.max(0, i - 1), Math.min(last, i + 1)];
    const [a, b] = [at(before), at(after)];
    const dt = time_s[after]! - time_s[before]!;
    return {
      time_s: time_s[i]!,
      r_ecef: vec3<"ecef">(...at(i)),
      v_ecef: vec3<"ecef">((b[0] - a[0]) / dt, (b[1] - a[1]) / dt, (b[2] - a[2]) / dt),
    };
  });
}

/** One row for each flight and set, with central values. */
function tabulateViews({ study, result }: CoverageStory): Table {
  const rows = result.flights.flatMap((flight, i) =>
    study.sets.map(({ id }, s) => ({ ...flight, set: id, view: result.views[i]![s]! })),
  );
  type Row = (typeof rows)[number];
  const text = (name: string, pick: (row: Row) => string | undefined): Table["columns"][number] => ({
    name,
    type: "text",
    values: rows.map(pick),
  });
  const seconds = (name: string, pick: (row: Row) => number | undefined): Table["columns"][number] => ({
    name,
    unit: "s",
    type: "number",
    values: rows.map((row) => pick(row) ?? Number.NaN),
  });
  return {
    columns: [
      text("threat", ({ threat }) => threat),
      text("path", ({ trajectory }) => trajectory),
      text("launchRegion", ({ launchRegion }) => launchRegion),
      text("aim", ({ aim }) => aim),
      text("set", ({ set }) => set),
      seconds("flightTime", ({ flightTime_s }) => flightTime_s),
      seconds("burnout", ({ burnoutTime_s }) => burnoutTime_s),
      seconds("firstTrack", ({ view }) => view.firstTrack_s),
      seconds("inView", ({ view }) => view.inView_s),
      text("never", ({ view }) => view.never),
    ],
  };
}
