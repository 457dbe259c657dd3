import {
  announceFaults,
  ANY_PLACE_m,
  type Assessment,
  assessFlight,
  type Catalogue,
  explainAssessment,
  findNearestLand,
  findOverflights,
  findRadarViews,
  listRadarStations,
  NumericalFault,
  parseScenario,
  type RadarStation,
  resolveScenario,
  resolveThreatClass,
  stampInstant,
  stationsOfUnits,
  suggest,
  type Territory,
} from "parapet";
import { openCatalogue } from "../catalogue-files.ts";
import { EXIT } from "../exit.ts";
import { findData, readGeography } from "../host/data.ts";
import { BadInput, refuse } from "../host/problems.ts";
import { readCountries } from "../host/world.ts";
import { sumFaults } from "../numerical-faults.ts";
import { readAndParse } from "../parse-input.ts";
import type { Answer, Session } from "../session.ts";
import { type AssessOptions, readAssessOptions } from "./assess-options.ts";
import { type Surroundings, writeAssessPage } from "./assess-page.ts";

/** Classes that a ballistic test may belong to. */
const CLASSES: readonly string[] = ["srbm", "mrbm", "irbm", "icbm-liquid", "icbm-solid"];
const DEGREES = 180 / Math.PI;

/** Judges an announced flight from its published figures. Throws BadInput with every problem of the options. */
export async function assess(given: Readonly<Record<string, string>>, session: Session): Promise<Answer> {
  const options = readAssessOptions(given);
  const { language } = session.settings;
  const catalogue = await openCatalogue();
  const classes = (options.classes ?? CLASSES).map((id) => {
    if (catalogue.idsOf("threat").includes(id)) return resolveThreatClass(id, catalogue);
    throw refuse(`--class: the catalogue has no threat "${id}"${suggest(id, catalogue.idsOf("threat"))}`);
  });
  const stations = await placeRadars(options, catalogue);
  const assessment = assessOrRefuse(options, classes);
  const faults = sumFaults(assessment.faults);
  const told = announceFaults(faults, language);
  const around = await describeSurroundings(assessment, { stations, catalogue, language });
  const nameOf = (id: string): string => {
    const name = catalogue.entries.get(id)?.name;
    return name?.[language] ?? name?.en ?? id;
  };
  return {
    exitCode: EXIT.done,
    document: {
      ...makeDocument(options, assessment, around, explainAssessment(assessment, language, nameOf)),
      faults,
    },
    text: [
      ...(told === undefined ? [] : [told]),
      writeAssessPage({ options, assessment, around, nameOf, language }),
    ].join("\n"),
  };
}

function assessOrRefuse({ announced }: AssessOptions, classes: Parameters<typeof assessFlight>[1]): Assessment {
  try {
    return assessFlight(announced, classes);
  } catch (error) {
    if (!(error instanceof NumericalFault)) throw error;
    throw refuse(`these figures have no answer: ${error.message} (${error.reason})`);
  }
}

function makeDocument(
  options: AssessOptions,
  assessment: Assessment,
  around: Surroundings,
  reasons: readonly string[],
): object {
  const { verdict, lowerBound_s, excess_s, simulatedFlightTime_s: simulated, simulations } = assessment;
  const { launchTime } = options;
  const at = (time_s: number): { readonly utc: string; readonly local: string } => stampInstant(launchTime!, time_s);
  const withClock = <T extends { readonly from_s: number; readonly to_s: number }>(span: T): T =>
    launchTime === undefined ? span : { ...span, from: at(span.from_s), to: at(span.to_s) };
  return {
    verdict,
    lowerBound_s,
    excess_s: excess_s ?? null,
    simulatedFlightTime_s: simulated?.value ?? null,
    simulatedInterval_s: simulated === undefined ? null : [simulated.low, simulated.high],
    standardRange_m: assessment.standardRange_m,
    standardRangeAlongBearing_m: assessment.standardRangeAlongBearing_m,
    anyPlace_m: ANY_PLACE_m,
    reasons,
    reasonCodes: assessment.reasons,
    ...(launchTime === undefined ? {} : { launch: at(0) }),
    timeResolution_s: options.announced.timeResolution_s,
    apogeeResolution_m: options.announced.apogeeResolution_m,
    classes: [...new Set(simulations.map(({ threat }) => threat))],
    simulations,
    landing: around.landing,
    overflight: around.overflights.map(withClock),
    radars: around.radars.map((view) => ({ ...view, windows: view.windows.map(withClock) })),
  };
}

async function placeRadars(
  { scenario, announced }: AssessOptions,
  catalogue: Catalogue,
): Promise<readonly RadarStation[]> {
  if (scenario === undefined) return listRadarStations(catalogue, announced.launch);
  const resolved = resolveScenario(await readAndParse(findData("scenarios", scenario), parseScenario), catalogue);
  if (!resolved.ok) throw new BadInput(resolved.problems);
  return stationsOfUnits(resolved.scenario.units.filter(({ type }) => type !== "battery"));
}

async function describeSurroundings(
  { middle, aim }: Assessment,
  {
    stations,
    catalogue,
    language,
  }: { readonly stations: readonly RadarStation[]; readonly catalogue: Catalogue; readonly language: "en" | "ja" },
): Promise<Surroundings> {
  const japan = await readPrefectures(language);
  const abroad = await readAbroad(language);
  const nearest = findNearestLand(aim, [...japan, ...abroad]);
  const nearestInJapan = findNearestLand(aim, japan);
  const landing = {
    latitude_deg: aim.latitude_rad * DEGREES,
    longitude_deg: aim.longitude_rad * DEGREES,
    ...(nearest === undefined ? {} : { nearest }),
    ...(nearestInJapan === undefined ? {} : { nearestInJapan }),
  };
  if (middle === undefined) return { overflights: [], landing, radars: [] };
  const { trajectory, simulation } = middle;
  const threat = resolveThreatClass(simulation.threat, catalogue);
  const views = findRadarViews({ trajectory, threat, burnoutTime_s: simulation.cutOffTime_s }, stations);
  return {
    overflights: findOverflights(trajectory, [...japan, ...abroad]),
    landing,
    radars: views.map((view, i) => {
      const { name, isDirectionAssumed } = stations[i]!;
      return { ...view, name: name[language] ?? name.en, isDirectionAssumed };
    }),
  };
}

interface Prefecture {
  readonly properties: { readonly name: string; readonly nameJa: string };
  readonly geometry: Territory["geometry"];
}

async function readPrefectures(language: "en" | "ja"): Promise<readonly Territory[]> {
  const { features } = (await readGeography("japan-prefectures")) as { readonly features: readonly Prefecture[] };
  return features.map(({ properties, geometry }) => ({
    name: language === "ja" ? properties.nameJa : `${properties.name} (Japan)`,
    geometry,
  }));
}

async function readAbroad(language: "en" | "ja"): Promise<readonly Territory[]> {
  const names = new Intl.DisplayNames(language, { type: "region" });
  return (await readCountries()).flatMap(({ id, name, geometry }) =>
    geometry.type !== "Polygon" && geometry.type !== "MultiPolygon"
      ? []
      : [{ name: language === "en" || id === undefined ? name : (nameRegion(names, id) ?? name), geometry }],
  );
}

/** The name of a country by its ISO 3166-1 numeric code, which stands for its letters in a language tag. */
function nameRegion(names: Intl.DisplayNames, id: string): string | undefined {
  const [tag] = Intl.getCanonicalLocales(`und-${id.padStart(3, "0")}`);
  const region = new Intl.Locale(tag!).region;
  return region === undefined ? undefined : names.of(region);
}
