import { vec3 } from "../math/vec3.ts";
import { listThreatCases } from "../study/defended-area-problem.ts";
import { toCsv } from "./csv.ts";
import { toCzml } from "./czml.ts";
import { collectCellShares, gridFrame, listSceneSites } from "./defended-area-maps.ts";
import { type DefendedAreaStory, findBestInterceptor } from "./defended-area-report.ts";
import { namePath } from "./defended-area-words.ts";
import { toGeoJson } from "./geojson.ts";
import { toKml } from "./kml.ts";
import { defendedAreaContours } from "./map.ts";
import { toParquet } from "./parquet.ts";
import { type AreaKind, type Scene, type SceneArea, type SceneFlight, sceneFeatures } from "./scene.ts";
import { toStkEphemeris } from "./stk-ephemeris.ts";
import type { Table } from "./table.ts";

/** The files of a defended-area result beside its report: maps for other tools, and what was found cell by cell. */
export function writeDefendedAreaFiles(story: DefendedAreaStory): Readonly<Record<string, string | Uint8Array>> {
  const scene = makeScene(story);
  return {
    "defended-area.geojson": toGeoJson({
      features: sceneFeatures(scene),
      name: scene.name,
      attribution: scene.attribution,
    }),
    "defended-area.kml": toKml(scene),
    "defended-area.czml": toCzml(scene),
    ...Object.fromEntries(
      scene.flights.map((flight) => [`flights/${flight.id}.e`, toStkEphemeris({ flight, epoch: scene.epoch })]),
    ),
    "shares.csv": toCsv(tabulateShares(story)),
    "events.parquet": toParquet(tabulateCells(story)),
  };
}

/** Sites, defended areas of the best interceptor by kind of path, and one flight of each case. */
export function makeScene(story: DefendedAreaStory): Scene {
  const { study, result, summary, nameOf, language } = story;
  const { problem, land, examples } = result;
  const best = findBestInterceptor(summary);
  const interceptor = problem.interceptors.findIndex(({ id }) => id === best);
  const areas = problem.paths.flatMap((path, p): SceneArea[] => {
    const edges = defendedAreaContours({ grid: gridFrame(land), ...collectCellShares(story, p, interceptor) });
    return (["outer", "nominal", "inner"] as const satisfies readonly AreaKind[]).map((kind) => ({
      id: `${best}-${path}-${kind}`,
      name: `${nameOf(best)}, ${namePath(path, language)}`,
      kind,
      polygons: edges[kind],
    }));
  });
  const cases = listThreatCases(problem);
  const flights = examples.map(({ case: c, path }): SceneFlight => {
    const { threat, path: kind, launch } = cases[c]!;
    // Two regions fly the same class on the same kind of path: only then is the region part of the name.
    const region = problem.launches.length > 1 ? problem.launches[launch]!.id : undefined;
    const at = (i: number): readonly [number, number, number] => [
      path.ecef_m[3 * i]!,
      path.ecef_m[3 * i + 1]!,
      path.ecef_m[3 * i + 2]!,
    ];
    const states = Array.from({ length: path.count }, (_, i) => {
      const before = Math.max(0, i - 1);
      const after = Math.min(path.count - 1, i + 1);
      const dt = path.time_s[after]! - path.time_s[before]!;
      const a = at(before);
      const b = at(after);
      return {
        time_s: path.time_s[i]!,
        r_ecef: vec3<"ecef">(...at(i)),
        v_ecef: vec3<"ecef">((b[0] - a[0]) / dt, (b[1] - a[1]) / dt, (b[2] - a[2]) / dt),
      };
    });
    return {
      id: [problem.threats[threat]!.id, problem.paths[kind]!, ...(region === undefined ? [] : [region])].join("-"),
      name: [
        nameOf(problem.threats[threat]!.id),
        namePath(problem.paths[kind]!, language),
        ...(region === undefined ? [] : [nameOf(region)]),
      ].join(", "),
      side: "threat",
      states,
    };
  });
  const date = study.scenario.date ?? "2018-01";
  return {
    name: study.title?.[language] ?? study.title?.en ?? study.name,
    epoch: `${date.padEnd(10, "-01").slice(0, 10)}T00:00:00Z`,
    attribution: "Natural Earth (public domain); GeoNames (CC BY 4.0)",
    sites: listSceneSites(story),
    areas,
    flights,
  };
}

function tabulateShares({ summary }: DefendedAreaStory): Table {
  const rows = summary.cases;
  const text = (name: string, pick: (row: (typeof rows)[number]) => string): Table["columns"][number] => ({
    name,
    type: "text",
    values: rows.map(pick),
  });
  const number = (name: string, pick: (row: (typeof rows)[number]) => number): Table["columns"][number] => ({
    name,
    type: "number",
    values: rows.map(pick),
  });
  return {
    columns: [
      text("interceptor", (r) => r.interceptor),
      text("threat", (r) => r.threat),
      text("path", (r) => r.path),
      text("launchRegion", (r) => r.launchRegion),
      number("threatenedAreaShare", (r) => r.threatenedArea),
      number("defendedAreaShare", (r) => r.area.value),
      number("defendedAreaShareLow", (r) => r.area.low),
      number("defendedAreaShareHigh", (r) => r.area.high),
      number("defendedPopulationShare", (r) => r.population.value),
      number("defendedPopulationShareLow", (r) => r.population.low),
      number("defendedPopulationShareHigh", (r) => r.population.high),
      number("secondShotPopulationShare", (r) => r.secondShot),
      number("mostShots", (r) => r.mostShots),
    ],
  };
}

/** One row for each case, land cell and interceptor, with central values. */
function tabulateCells({ result, hash }: DefendedAreaStory): Table {
  const { problem, land, cells } = result;
  const cases = listThreatCases(problem);
  const interceptors = problem.interceptors.length;
  const count = cases.length * land.cells.count * interceptors;
  const number = (): Float64Array => new Float64Array(count).fill(Number.NaN);
  const texts = (): string[] => Array.from({ length: count }, () => "");
  const c = { threat: texts(), path: texts(), region: texts(), interceptor: texts(), prefecture: texts() };
  const n = {
    latitude: number(),
    longitude: number(),
    population: number(),
    detection: number(),
    flightTime: number(),
    apogee: number(),
    margin: number(),
    shots: number(),
    altitude: number(),
  };
  let row = 0;
  cases.forEach(({ threat, path, launch }, k) => {
    for (let cell = 0; cell < land.cells.count; cell++) {
      const answer = cells[k]![cell]!;
      for (let i = 0; i < interceptors; i++, row++) {
        const { margin_s, shots, altitude_m } = answer.interceptors[i]!;
        c.threat[row] = problem.threats[threat]!.id;
        c.path[row] = problem.paths[path]!;
        c.region[row] = problem.launches[launch]!.id;
        c.interceptor[row] = problem.interceptors[i]!.id;
        c.prefecture[row] = land.prefectures[land.cells.prefecture[cell]!]!.code;
        n.latitude[row] = (land.cells.centreLatitude_rad[cell]! * 180) / Math.PI;
        n.longitude[row] = (land.cells.centreLongitude_rad[cell]! * 180) / Math.PI;
        n.population[row] = land.cells.population[cell]!;
        if (!answer.threatened) continue;
        n.detection[row] = finiteOrMissing(answer.detection_s);
        n.flightTime[row] = answer.flightTime_s;
        n.apogee[row] = answer.apogee_m / 1000;
        n.margin[row] = finiteOrMissing(margin_s);
        n.shots[row] = shots;
        if (shots > 0) n.altitude[row] = altitude_m / 1000;
      }
    }
  });
  return {
    columns: [
      { name: "threat", type: "text", values: c.threat },
      { name: "path", type: "text", values: c.path },
      { name: "launchRegion", type: "text", values: c.region },
      { name: "interceptor", type: "text", values: c.interceptor },
      { name: "prefecture", type: "text", values: c.prefecture },
      { name: "latitude", unit: "deg", type: "number", values: n.latitude },
      { name: "longitude", unit: "deg", type: "number", values: n.longitude },
      { name: "population", type: "number", values: n.population },
      { name: "firstTrack", unit: "s", type: "number", values: n.detection },
      { name: "flightTime", unit: "s", type: "number", values: n.flightTime },
      { name: "apogee", unit: "km", type: "number", values: n.apogee },
      { name: "timeToSpare", unit: "s", type: "number", values: n.margin },
      { name: "shots", type: "integer", values: n.shots },
      { name: "firstInterceptAltitude", unit: "km", type: "number", values: n.altitude },
    ],
    metadata: { study: problem.name, hash },
  };
}

function finiteOrMissing(value: number): number {
  return Number.isFinite(value) ? value : Number.NaN;
}
