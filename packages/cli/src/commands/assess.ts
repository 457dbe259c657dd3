import {
  type Assessment,
  assessFlight,
  describeAssessment,
  explainAssessment,
  findOverflights,
  findRadarViews,
  formatQuantity,
  formatTime,
  type Geodetic,
  parseQuantity,
  parseScenario,
  resolveScenario,
  resolveThreatClass,
} from "parapet";
import { openCatalogue } from "../catalogue-files.ts";
import { EXIT } from "../exit.ts";
import { findData, readGeography } from "../host/data.ts";
import { BadInput, refuse } from "../host/problems.ts";
import { readCountries } from "../host/world.ts";
import { readAndParse } from "../parse-input.ts";
import type { Answer, Session } from "../session.ts";

/** Classes that a ballistic test may belong to. */
const CLASSES = ["srbm", "mrbm", "irbm", "icbm-liquid", "icbm-solid"];
/** Where the radars stand that the page tells about. */
const RADAR_SCENARIO = "japan-2018";

interface Figures {
  readonly apogee_m: number;
  readonly range_m: number;
  readonly flightTime_s?: number;
  readonly timeResolution_s: number;
  readonly launch: Geodetic;
  readonly bearing_rad: number;
}

/** Judges an announced flight from its published figures. */
export async function assess(options: Readonly<Record<string, string>>, session: Session): Promise<Answer> {
  const figures = readFigures(options);
  const { language } = session.settings;
  const catalogue = await openCatalogue();
  const classes = CLASSES.map((id) => resolveThreatClass(id, catalogue));
  const assessment = assessFlight(figures, classes);
  const { trajectory } = assessment;
  const around = trajectory === undefined ? undefined : await describeSurroundings(assessment, catalogue, session);
  const {
    verdict,
    lowerBound_s,
    excess_s,
    simulatedFlightTime_s: simulated,
    standardRange_m,
    simulations,
  } = assessment;
  const reasons = explainAssessment(assessment, language);
  return {
    exitCode: EXIT.done,
    document: {
      verdict,
      lowerBound_s,
      excess_s: excess_s ?? null,
      simulatedFlightTime_s: simulated?.value ?? null,
      simulatedInterval_s: simulated === undefined ? null : [simulated.low, simulated.high],
      standardRange_m,
      reasons,
      simulations,
      overflight: around?.overflights ?? [],
      radars: around?.radars ?? [],
    },
    text: writePage(figures, assessment, around, language),
  };
}

type Surroundings = {
  readonly overflights: ReturnType<typeof findOverflights>;
  readonly radars: readonly (ReturnType<typeof findRadarViews>[number] & { readonly name: string })[];
};

async function describeSurroundings(
  { trajectory, simulations }: Assessment,
  catalogue: Awaited<ReturnType<typeof openCatalogue>>,
  session: Session,
): Promise<Surroundings> {
  const { language } = session.settings;
  const prefectures = (await readGeography("japan-prefectures")) as {
    readonly features: readonly {
      readonly properties: { readonly name: string; readonly nameJa: string };
      readonly geometry: never;
    }[];
  };
  // d3-geo takes rings wound clockwise; the file follows RFC 7946.
  const territories = [
    ...prefectures.features.map(({ properties, geometry }) => ({
      name: language === "ja" ? properties.nameJa : properties.name,
      geometry: rewind(geometry),
    })),
    ...(await readCountries()).map(({ name, geometry }) => ({ name, geometry: geometry as never })),
  ];
  const scenario = resolveScenario(await readAndParse(findData("scenarios", RADAR_SCENARIO), parseScenario), catalogue);
  if (!scenario.ok) throw new BadInput(scenario.problems);
  const { units } = scenario.scenario;
  const threat = resolveThreatClass(simulations[0]!.threat, catalogue);
  const names = new Map(units.map(({ id, name }) => [id, name[language] ?? name.en]));
  return {
    overflights: findOverflights(trajectory!, territories),
    radars: findRadarViews(
      trajectory!,
      units.filter(({ type }) => type !== "battery"),
      threat.crossSection_m2,
    ).map((view) => ({ ...view, name: names.get(view.unit) ?? view.unit })),
  };
}

function rewind(geometry: { readonly type: string; readonly coordinates: readonly never[] }): never {
  const turn = (rings: readonly (readonly unknown[])[]): unknown => rings.map((ring) => ring.toReversed());
  const coordinates =
    geometry.type === "Polygon"
      ? turn(geometry.coordinates as never)
      : (geometry.coordinates as unknown as readonly (readonly (readonly unknown[])[])[]).map(turn);
  return { type: geometry.type, coordinates } as never;
}

/** Every problem of the options at once. */
function readFigures(options: Readonly<Record<string, string>>): Figures {
  const problems: string[] = [];
  const read = (name: string, dimension: "length" | "time" | "angle", above: string | undefined): number => {
    const text = options[name];
    if (text === undefined) return Number.NaN;
    const result = parseQuantity(text, above === undefined ? { dimension } : { dimension, low: above, lowIs: "above" });
    if (result.ok) return result.quantity.value;
    problems.push(`--${name}: ${result.message.replace("FOUND", `"${text}"`)}`);
    return Number.NaN;
  };
  const apogee_m = read("apogee", "length", "0 km");
  const range_m = read("range", "length", "0 km");
  const flightTime_s = read("time", "time", "0 s");
  const bearing_rad = read("bearing", "angle", undefined);
  if (options["from"] === undefined)
    problems.push('--from: missing; the launch point is due, such as --from "39.87,125.27"');
  if (options["bearing"] === undefined)
    problems.push('--bearing: missing; the direction is due, such as --bearing "86 deg"');
  const place = /^\s*(-?\d+(?:\.\d+)?)\s*,\s*(-?\d+(?:\.\d+)?)\s*$/.exec(options["from"] ?? "");
  const latitude = Number(place?.[1]);
  const longitude = Number(place?.[2]);
  if (options["from"] !== undefined && !(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180))
    problems.push(
      `--from: "${options["from"]}" found; latitude and longitude in degrees are due, such as "39.87,125.27", within 90 and 180`,
    );
  if (range_m > 20_000_000)
    problems.push(`--range: ${options["range"]} found; no place on Earth is farther than 20,000 km`);
  if (apogee_m > 36_000_000)
    problems.push(
      `--apogee: ${options["apogee"]} found; above 36,000 km nothing flies that comes down as a missile does`,
    );
  if (problems.length > 0) throw refuse(problems.join("\n"));
  return {
    apogee_m,
    range_m,
    ...(Number.isNaN(flightTime_s) ? {} : { flightTime_s }),
    // A time in whole minutes was rounded to them.
    timeResolution_s: flightTime_s % 60 === 0 ? 60 : 1,
    launch: { latitude_rad: (latitude * Math.PI) / 180, longitude_rad: (longitude * Math.PI) / 180, altitude_m: 0 },
    bearing_rad,
  };
}

function writePage(
  figures: Figures,
  assessment: Assessment,
  around: Surroundings | undefined,
  language: "en" | "ja",
): string {
  const {
    verdict,
    lowerBound_s,
    excess_s,
    simulatedFlightTime_s: simulated,
    standardRange_m,
    simulations,
  } = assessment;
  const ja = language === "ja";
  const t = (time: number): string => formatTime(time, language);
  const km = (length: number): string => formatQuantity(length / 1000, "km", language);
  const classes = [...new Set(simulations.map(({ threat }) => threat))].join(", ");
  const lines = [
    describeAssessment(verdict, language),
    ...explainAssessment(assessment, language),
    "",
    ja ? "発表" : "announced",
    ja
      ? `  最高高度 ${km(figures.apogee_m)}、距離 ${km(figures.range_m)}${figures.flightTime_s === undefined ? "" : `、時間 ${t(figures.flightTime_s)}`}`
      : `  apogee ${km(figures.apogee_m)}, range ${km(figures.range_m)}${figures.flightTime_s === undefined ? "" : `, time ${t(figures.flightTime_s)}`}`,
    ja ? "計算" : "computed",
    `  ${ja ? "下限(自転する地球上の二体運動、瞬間的な加速)" : "bound: two-body flight over the rotating Earth, impulse at the surface"}: ${t(lowerBound_s)}${excess_s === undefined ? "" : ja ? `、発表はそれより${t(excess_s)}${excess_s < 0 ? "短い" : "長い"}` : `; reported ${t(excess_s)} ${excess_s < 0 ? "shorter" : "longer"}`}`,
    ...(simulated === undefined
      ? []
      : [
          `  ${ja ? "ブーストを含む計算" : "simulated with boost"}: ${t(simulated.value)} (${t(simulated.low)} – ${t(simulated.high)}; ${ja ? "級" : "classes"}: ${classes})`,
        ]),
    `  ${ja ? "同じミサイルを最適な角度で飛ばしたときの射程" : "range of the same missile on its best path"}: ${km(standardRange_m.value)} (${km(standardRange_m.low)} – ${km(standardRange_m.high)})`,
  ];
  if (around !== undefined) {
    lines.push(ja ? "通過した地域(発射後)" : "flown over (after launch)");
    lines.push(
      ...around.overflights.map(
        ({ name, from_s, to_s, fromAltitude_m, toAltitude_m }) =>
          `  ${name}: ${t(from_s)} – ${t(to_s)}, ${km(fromAltitude_m)} – ${km(toAltitude_m)}`,
      ),
    );
    lines.push(ja ? "レーダーからの視界(発射後、公表値による)" : "seen by (after launch, with published ranges)");
    lines.push(
      ...around.radars.map(({ name, radar, from_s, to_s, never }) =>
        from_s === undefined || to_s === undefined
          ? `  ${name} (${radar}): – (${never})`
          : `  ${name} (${radar}): ${t(from_s)} – ${t(to_s)}`,
      ),
    );
  }
  lines.push(
    "",
    ja
      ? "仮定:級ごとの燃焼時間と弾道係数は catalogue の公表・仮定の範囲。分単位の時間は±60秒とみなす。"
      : "Assumed: burn times and ballistic coefficients of the classes, over their ranges in the catalogue; a time in whole minutes is taken as good to 60 s.",
  );
  return lines.join("\n");
}
