import { solveInverse } from "../earth/geodesic.ts";
import type { LandGrid } from "../study/land-grid.ts";
import { codeOfAnswer } from "../study/defended-area.ts";
import { listThreatCases } from "../study/defended-area-problem.ts";
import type { PrefectureFeature } from "../study/land-data.ts";
import type { GridFrame } from "./contours.ts";
import { drawProfile, type ProfileFlight, type ProfileLayer } from "./chart-profile.ts";
import { type DefendedAreaStory, findBestInterceptor } from "./defended-area-report.ts";
import { namePath } from "./defended-area-words.ts";
import type { Geometry } from "./geometry.ts";
import { drawDefendedAreaMap } from "./map.ts";
import { prepareGround } from "./map-ground.ts";
import type { ReportPicture } from "./report-input.ts";
import type { SceneSite } from "./scene.ts";

/** Land that the maps show: the regions studied and everything else, in degrees of longitude and latitude. */
export interface MapLand {
  readonly prefectures: readonly PrefectureFeature[];
  readonly abroad: readonly Geometry[];
}

/** What was found for each cell of the grid on one kind of path, for one interceptor. */
export interface CellShares {
  /** Share of the draws in which it is defended; NaN where it is not land, or never threatened. */
  readonly share: Float64Array;
  /** 1 defended with central values, else 0. */
  readonly nominal: Float64Array;
  /** 1 where with central values nothing reaches the cell, else 0. */
  readonly beyond: Float64Array;
  readonly landArea_m2: Float64Array;
}

export interface DefendedAreaPictures {
  readonly mainMap: ReportPicture;
  readonly smallMaps: readonly ReportPicture[];
  readonly profile: ReportPicture;
}

/** The frame of a land grid as maps and contours take it. */
export function gridFrame(land: LandGrid): GridFrame {
  const { columns, rows, originX_m, originY_m, cell_m, projection } = land;
  return { columns, rows, originX_m, originY_m, cell_m, projection };
}

/** The cells' answers for one kind of path and one interceptor, by their numbers in the study. */
export function collectCellShares(
  { result }: Pick<DefendedAreaStory, "result">,
  path: number,
  interceptor: number,
): CellShares {
  const { land, counts, problem, cells } = result;
  const size = land.columns * land.rows;
  const cases = listThreatCases(problem);
  const share = new Float64Array(size).fill(Number.NaN);
  const threatened = counts.threatened[path]!;
  const defended = counts.defended[path]![interceptor]!;
  for (let cell = 0; cell < size; cell++) if (threatened[cell]! > 0) share[cell] = defended[cell]! / threatened[cell]!;
  const nominal = new Float64Array(size);
  const beyond = new Float64Array(size);
  const landArea_m2 = new Float64Array(size);
  for (let i = 0; i < land.cells.count; i++) {
    const cell = land.cells.row[i]! * land.columns + land.cells.column[i]!;
    landArea_m2[cell] = land.cells.landArea_m2[i]!;
    let reached = false;
    let met = true;
    cases.forEach((c, k) => {
      if (c.path !== path) return;
      const code = codeOfAnswer(cells[k]![i]!);
      if (code < 0) return;
      reached = true;
      met &&= (code & (1 << interceptor)) !== 0;
    });
    nominal[cell] = Number(reached && met);
    beyond[cell] = Number(!reached);
    // A cell whose threat was never drawn within reach still has its central answer.
    if (Number.isNaN(share[cell]) && reached) share[cell] = nominal[cell]!;
  }
  return { share, nominal, beyond, landArea_m2 };
}

/** Sites and launch regions of a study as maps and globes show them. */
export function listSceneSites({ study, nameOf }: Pick<DefendedAreaStory, "study" | "nameOf">): readonly SceneSite[] {
  return [
    ...study.units.map(({ id, type, position }): SceneSite => ({ id, name: nameOf(id), kind: type, position })),
    ...study.launchRegions.map(({ id, centre, radius_m }): SceneSite => ({
      id,
      name: nameOf(id),
      kind: "launch-region",
      position: centre,
      radius_m,
    })),
  ];
}

/** The maps of a defended-area report and the picture of altitude against range. */
export function drawDefendedArea(story: DefendedAreaStory, { prefectures, abroad }: MapLand): DefendedAreaPictures {
  const { result, summary, language, nameOf, study } = story;
  const { problem, land } = result;
  const grid = gridFrame(land);
  const sites = listSceneSites(story);
  const regions = prefectures.map(({ geometry }) => ({ geometry: geometry as Geometry }));
  const best = findBestInterceptor(summary);
  const attribution =
    language === "ja"
      ? "海岸線・境界:Natural Earth。人口:GeoNames(CC BY 4.0)、2020年国勢調査。"
      : "Coast and borders: Natural Earth. People: GeoNames (CC BY 4.0), census of 2020.";
  const draw = (size: "main" | "small", path: number, interceptor: number): ReportPicture => {
    const kind = namePath(problem.paths[path]!, language);
    const name = nameOf(problem.interceptors[interceptor]!.id);
    const title =
      language === "ja" ? `${name}で${kind}からどこまで守れるか` : `What does ${name} defend against ${kind} flights?`;
    const svg = drawDefendedAreaMap({
      language,
      ground: grounds[size],
      grid,
      ...collectCellShares(story, path, interceptor),
      sites,
      title,
      ...(study.scenario.date === undefined ? {} : { date: study.scenario.date }),
      attribution,
      idPrefix: `${size}-${path}-${interceptor}`,
    });
    const threats = new Intl.ListFormat(language).format(problem.threats.map(({ id }) => nameOf(id)));
    const caption =
      size === "main"
        ? language === "ja"
          ? `${name}、${kind}、脅威:${threats}。`
          : `${name} against ${kind} flights of: ${threats}.`
        : `${name}, ${kind}`;
    return { svg, caption };
  };
  const grounds = {
    main: prepareGround({ grid, regions, abroad, sites, size: "main" }),
    small: prepareGround({ grid, regions, abroad, sites, size: "small" }),
  };
  const bestIndex = problem.interceptors.findIndex(({ id }) => id === best);
  // The path on which the interceptors do worst is the one a reader has to see.
  const worst = problem.paths
    .map((path, p) => ({
      p,
      value: summary.paths.find((s) => s.path === path && s.interceptor === best)!.population.value,
    }))
    .toSorted((a, b) => a.value - b.value)[0]!.p;
  return {
    mainMap: draw("main", worst, bestIndex),
    smallMaps: problem.interceptors.flatMap((_, i) => problem.paths.map((_path, p) => draw("small", p, i))),
    profile: drawAltitudes(story),
  };
}

function drawAltitudes({ result, language, nameOf }: DefendedAreaStory): ReportPicture {
  const { problem, examples, land } = result;
  const cases = listThreatCases(problem);
  const longest = Math.max(...problem.threats.map((_, t) => countReach(result, t)));
  // One class tells the story: the one that reaches most of the land; its three kinds of path lie apart.
  const shown = problem.threats.findIndex((_, t) => countReach(result, t) === longest);
  // Ranges of flights and sites alike are counted from the first launch region.
  const start = problem.launches[0]!.centre;
  const drawn = examples.filter(
    (example) => cases[example.case]!.threat === shown && cases[example.case]!.launch === 0,
  );
  const flights = drawn.map((example): ProfileFlight => {
    const { path } = cases[example.case]!;
    const { path: flown } = example;
    const { earth } = problem;
    const points = Array.from({ length: flown.count }, (_, i) => ({
      time_s: flown.time_s[i]!,
      range_m: groundDistance(flown.ecef_m, i, start, earth.equatorialRadius_m),
      altitude_m: Math.max(0, flown.altitude_m[i]!),
    }));
    return { name: namePath(problem.paths[path]!, language), side: "threat", points };
  });
  const layers = problem.interceptors.map((interceptor): ProfileLayer => ({
    name: nameOf(interceptor.id),
    floor_m: problem.parameters[interceptor.floor_m]!.value,
    ceiling_m: problem.parameters[interceptor.ceiling_m]!.value,
  }));
  const cell = drawn[0]?.cell ?? 0;
  const aim = {
    latitude_rad: land.cells.centreLatitude_rad[cell]!,
    longitude_rad: land.cells.centreLongitude_rad[cell]!,
    altitude_m: 0,
  };
  const along = solveInverse(start, aim);
  const sites = [...new Map(problem.sites.map((site) => [site.unit, site])).values()].map((site) => {
    const to = solveInverse(start, site.position);
    const range_m = to.distance_m * Math.cos(to.azimuth_rad - along.azimuth_rad);
    return { name: nameOf(site.unit), kind: "land-site" as const, range_m };
  });
  const name = nameOf(problem.threats[shown]!.id);
  const title =
    language === "ja" ? `迎撃できる高度と${name}の飛行` : `How high does ${name} fly, and where can it be met?`;
  const caption =
    language === "ja"
      ? "横軸は発射点からの距離。帯は迎撃できる高度(公表値)。目盛りは1分ごと。"
      : "Across: distance from the launch. Bands: altitudes of intercept as published. A tick each minute.";
  return { svg: drawProfile({ language, layers, flights, sites, title, idPrefix: "profile" }), caption };
}

function countReach({ problem, nominal }: DefendedAreaStory["result"], threat: number): number {
  return Math.max(
    0,
    ...listThreatCases(problem).map((c, i) => (c.threat === threat ? nominal.cases[i]!.threatened.area_m2 : 0)),
  );
}

function groundDistance(
  ecef_m: Float64Array,
  i: number,
  start: { readonly latitude_rad: number; readonly longitude_rad: number },
  radius: number,
): number {
  const x = ecef_m[3 * i]!;
  const y = ecef_m[3 * i + 1]!;
  const z = ecef_m[3 * i + 2]!;
  const r = Math.sqrt(x * x + y * y + z * z);
  const c = Math.cos(start.latitude_rad);
  const along =
    (x * c * Math.cos(start.longitude_rad) + y * c * Math.sin(start.longitude_rad) + z * Math.sin(start.latitude_rad)) /
    r;
  return radius * Math.acos(Math.min(1, Math.max(-1, along)));
}
