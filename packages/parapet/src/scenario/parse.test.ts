import { expect, test } from "vitest";
import {
  BODY_FLIGHT,
  CLAIM,
  INTERCEPTOR,
  ROCKET_FLIGHT,
  SAMPLES,
  SCENARIO,
  STUDY,
  VEHICLE_FLIGHT,
} from "../../test/samples/scenario-files.ts";
import {
  parseBibliography,
  parseCatalogueEntry,
  parseClaim,
  parseFile,
  parseFlight,
  parseScenario,
  parseStudy,
} from "./parse.ts";
import { formatProblem } from "./problem.ts";

/** The sample with one text replaced, which must stand in it. */
function change(content: string, from: string, to: string): string {
  if (!content.includes(from)) throw new Error(`the sample has no ${from}`);
  return content.replace(from, to);
}

function refusals(content: string): string[] {
  const result = parseFile({ file: "f.yaml", content: content.trimStart() });
  return result.ok ? [] : result.problems.map(formatProblem);
}

test.each(SAMPLES)("$file is accepted", (source) => {
  const result = parseFile(source);
  expect(result.ok ? [] : result.problems.map(formatProblem)).toEqual([]);
});

test("a file of another type than the one that is due is refused", () => {
  const source = { file: "f.yaml", content: STUDY.trimStart() };
  expect(parseStudy(source)).toMatchObject({ ok: true, type: "study" });
  for (const parse of [parseScenario, parseClaim, parseFlight, parseCatalogueEntry, parseBibliography]) {
    const result = parse(source);
    expect(result).toMatchObject({ ok: false, problems: [{ line: 1, column: 7, path: "kind" }] });
  }
  const result = parseScenario(source);
  expect(result.ok ? "" : formatProblem(result.problems[0]!)).toBe(
    'f.yaml:1:7 kind: "defended-area" found; a scenario file is due here (kind: scenario)',
  );
});

test("quantities come out in SI with the text that was written", () => {
  const result = parseScenario({ file: "f.yaml", content: SCENARIO });
  if (!result.ok) throw new Error("refused");
  const position = result.value.units[0]!.position;
  expect(position.altitude).toEqual({ value: 500, dimension: "length", text: "500 m" });
  expect(position.latitude.value).toBeCloseTo((34.5 * Math.PI) / 180, 15);
  expect(result.locate(["units", 1, "position", "latitude"])).toEqual({ line: 20, column: 27 });
});

test.each<[string, string, string]>([
  ["no group of keys", "[1, 2]", "f.yaml:1:1: a list of 2 found; a file holds a group of keys, the first of them kind"],
  ["a bare text", "hello", 'f.yaml:1:1: "hello" found; a file holds a group of keys, the first of them kind'],
  ["an unknown kind", "kind: scenari", 'f.yaml:1:7 kind: "scenari" is no kind of file; did you mean scenario?'],
  [
    "a kind that is no text",
    "kind: [scenario]",
    "f.yaml:1:7 kind: a list of 1 is no kind of file; known are scenario, defended-area",
  ],
  [
    "an unknown key",
    change(SCENARIO, "defend: japan", "defend: japan\ncolour: blue"),
    'f.yaml:32:1 colour: unknown key "colour"',
  ],
  [
    "a misspelt key",
    change(SCENARIO, "altitude: 500 m", "altitud: 500 m"),
    'f.yaml:10:59 units.0.position.altitud: unknown key "altitud"; did you mean altitude?',
  ],
  [
    "a misspelt key that a group needs",
    change(SCENARIO, "latitude: 34.5 deg", "lattitude: 34.5 deg"),
    'f.yaml:10:15 units.0.position.latitude: missing; a latitude is due, such as "35 deg"',
  ],
  [
    "a missing unit",
    change(SCENARIO, "radius: 30 km", "radius: 30"),
    'f.yaml:26:13 launchRegions.0.radius: 30 is a bare number; give it a unit such as "30 km"',
  ],
  [
    "a wrong unit",
    change(SCENARIO, "radius: 30 km", "radius: 30 kn"),
    'f.yaml:26:13 launchRegions.0.radius: "30 kn" is a speed, not a length; did you mean km? A length takes m, km, cm, mm, ft, nmi or mi',
  ],
  [
    "a latitude of 139.7",
    change(SCENARIO, "34.5 deg", "139.7 deg"),
    "f.yaml:10:27 units.0.position.latitude: 139.7 deg found; a latitude lies in -90 deg to 90 deg",
  ],
  [
    "a latitude of 139.7 without unit",
    change(SCENARIO, "34.5 deg", "139.7"),
    "f.yaml:10:27 units.0.position.latitude: 139.7 is a bare number; give it a unit, and a latitude lies in -90 deg to 90 deg",
  ],
  [
    "a path in place of a name",
    change(STUDY, "scenario: islands", "scenario: ../../etc/passwd"),
    'f.yaml:3:11 scenario: "../../etc/passwd" found; the name of a scenario has small letters, digits and dashes only, such as "japan-2018"',
  ],
  [
    "an unknown word",
    change(SCENARIO, "type: land-site", "type: landsite"),
    'f.yaml:8:11 units.0.type: "landsite" found; one of land-site, ship, battery, radar-station, satellite, command-post is due; did you mean land-site?',
  ],
  [
    "an outage that ends before it begins",
    change(SCENARIO, "system: wire,", "system: wire, outages: [{ from: 20 s, to: 10 s }],"),
    "f.yaml:30:72 links.0.outages.0.to: 10 s found; an outage ends after it begins, at 20 s",
  ],
  [
    "the same id twice",
    change(SCENARIO, "id: alpha", "id: west"),
    'f.yaml:15:9 units.1.id: the id "west" is taken by an entity above',
  ],
  [
    "no sources for what was read",
    change(SCENARIO, "    sources: [paper-2019]\n", ""),
    "f.yaml:7:5 units.0.sources: status read needs at least one source of the bibliography",
  ],
  [
    "no reason for what is assumed",
    change(SCENARIO, "    reason: Between the coast and the launch region.\n", ""),
    "f.yaml:15:5 units.1.reason: status assumed needs a reason: why this value is assumed",
  ],
  [
    "no derivation for what is derived",
    change(INTERCEPTOR, 'derivation: "Beta(5, 3) from 4 hits of 6"', "asOf: '2019'"),
    "f.yaml:14:20 values.killProbability.derivation: status derived needs a derivation: how the value follows from others",
  ],
  [
    "a date that is a number",
    change(SCENARIO, 'date: "2018-08"', "date: 2018"),
    'f.yaml:4:7 date: 2018 found; put a date in quotation marks: "2018"',
  ],
  [
    "a date that is none",
    change(SCENARIO, '"2018-08"', '"August 2018"'),
    'f.yaml:4:7 date: "August 2018" found; a date looks like "2018", "2018-08" or "2018-08-29"',
  ],
  ["an empty value", change(STUDY, "seed: 1", "seed:"), "f.yaml:11:6 seed: an empty value found; a number is due"],
  ["a broken count", change(STUDY, "draws: 200", "draws: 2.5"), "f.yaml:10:8 draws: 2.5 found; a whole number is due"],
  [
    "a count that is no number",
    change(STUDY, "draws: 200", "draws: .nan"),
    "f.yaml:10:8 draws: NaN found; a number is due",
  ],
  [
    "a count that is too large",
    change(STUDY, "draws: 200", "draws: 99999999999999999999"),
    "f.yaml:10:8 draws: 100000000000000000000 found; it must be at most 1000000",
  ],
  [
    "an empty list",
    change(STUDY, "[arrow]", "[]"),
    "f.yaml:5:15 interceptors: an empty list found; at least 1 entry is due",
  ],
  [
    "an id twice in a list",
    change(STUDY, "[west]", "[west, west]"),
    'f.yaml:4:15 units.1: "west" stands here a second time',
  ],
  [
    "an expectation without a bound",
    change(STUDY, ", atLeast: 0.5", ""),
    "f.yaml:13:5 expect.0: neither atLeast nor atMost found; one of them is due",
  ],
  [
    "bounds that cross",
    change(STUDY, "atLeast: 0.5", "atLeast: 0.5, atMost: 0.4"),
    "f.yaml:13:62 expect.0.atMost: 0.4 found, below atLeast, 0.5",
  ],
  [
    "a criterion of another study",
    change(CLAIM, "criterion: { study: west-covers", "criterion: { study: east-covers"),
    'f.yaml:6:21 criterion.study: "east-covers" is not among the studies of this claim: west-covers',
  ],
  [
    "a claim without criterion",
    CLAIM.split("\n")
      .filter((line) => !line.startsWith("criterion") && !line.startsWith("notComputable"))
      .join("\n"),
    "f.yaml:1:1 criterion: missing; a claim with studies needs the criterion that decides it",
  ],
  [
    "a range that leaves the value out",
    change(INTERCEPTOR, "low: 4.1 km/s", "low: 4600 m/s"),
    "f.yaml:5:41 values.burnoutSpeed.low: 4600 m/s found; low is at most the value, 4.5 km/s",
  ],
  [
    "a range of another kind",
    change(INTERCEPTOR, "low: 6.5 m", "low: 6.5 kg"),
    "f.yaml:17:34 values.canister.low: 6.5 kg found, of another kind than the value 6.7 m",
  ],
  [
    "a range around a text",
    change(INTERCEPTOR, "value: three solid stages", "value: three solid stages, low: 2"),
    "f.yaml:16:45 values.stages.low: a range found around a text; only a quantity has one",
  ],
  [
    "a needed value that is missing",
    change(INTERCEPTOR, "burnTime:", "burnDuration:"),
    "f.yaml:5:3 values.burnTime: missing; a group of keys is due",
  ],
  [
    "a misspelt value",
    change(INTERCEPTOR, "testHits:", "testHit:"),
    'f.yaml:15:12 values.testHit: unknown value "testHit"; did you mean testHits?',
  ],
  [
    "a misshapen name of a value",
    change(INTERCEPTOR, "canister:", "canister-length:"),
    'f.yaml:17:20 values.canister-length: "canister-length" found; the name of a value looks like burnoutSpeed',
  ],
  [
    "a probability above one",
    change(INTERCEPTOR, "high: 0.87", "high: 1.2"),
    "f.yaml:14:52 values.killProbability.high: 1.2 found; a probability lies in 0 to 1",
  ],
  [
    "a shape of the Earth that is none",
    change(BODY_FLIGHT, "shape: wgs84", "shape: flat"),
    'f.yaml:2:17 earth.shape: "flat" found; wgs84 or { sphere: 6371 km } is due',
  ],
  [
    "a sphere without radius",
    change(ROCKET_FLIGHT, "sphere: 6371 km", "radius: 6371 km"),
    'f.yaml:2:17 earth.shape.sphere: missing; a radius of the Earth is due, such as "100 km"',
  ],
  [
    "a wind that is none",
    change(BODY_FLIGHT, "wind: none", "wind: strong"),
    'f.yaml:2:79 earth.wind: "strong" found; none, { east: 6.1 m/s, north: 0 m/s } or a list of { altitude, east, north } is due',
  ],
  [
    "a wind profile that falls",
    change(ROCKET_FLIGHT, "altitude: 10 km", "altitude: -10 m"),
    "f.yaml:2:163 earth.wind.1.altitude: -10 m found; the altitudes of a wind profile rise, and the one before is 0 m",
  ],
  [
    "a drag table that falls",
    change(ROCKET_FLIGHT, "[3, 0.3]", "[0.5, 0.3]"),
    "f.yaml:6:42 body.dragCoefficient.2.0: 0.5 found; Mach numbers rise, and the one before is 1",
  ],
  [
    "a stage that pushes twice",
    change(ROCKET_FLIGHT, "thrust: 200 kN", "thrust: 200 kN, vacuumSpecificImpulse: 280 s"),
    "f.yaml:8:59 body.stages.0.thrust: found beside vacuumSpecificImpulse; one of them is due",
  ],
  [
    "a stage without burn time",
    change(ROCKET_FLIGHT, ", burnTime: 60 s", ""),
    "f.yaml:8:7 body.stages.0.burnTime: missing; burnTime or massFlow is due",
  ],
  [
    "a trajectory that is none",
    change(VEHICLE_FLIGHT, "{ apogee: 700 km }", "lofty"),
    'f.yaml:5:13 trajectory: "lofty" found; minimum-energy, lofted, depressed or { apogee: 500 km } is due',
  ],
  ["a flight of nothing", "kind: flight", "f.yaml:1:1 body: missing; a group of keys is due"],
])("%s is refused with its place", (_, content, expected) => {
  const found = refusals(content);
  expect(
    found.some((line) => line.startsWith(expected)),
    found.join("\n"),
  ).toBe(true);
});

test("all problems of a file come at once, in the order of the file", () => {
  let content = change(SCENARIO, "34.5 deg", "139.7 deg");
  content = change(content, "rounds: 24", "rounds: many");
  content = change(content, "type: ship", "type: shp");
  content = change(content, "radius: 30 km", "radius: 30");
  content = change(content, "defend: japan", "defend: Japan\ncolour: blue");
  expect(refusals(content).map((line) => /^f\.yaml:(\d+:\d+ \S+):/.exec(line)?.[1])).toEqual([
    "10:27 units.0.position.latitude",
    "14:47 units.0.launchers.0.rounds",
    "16:11 units.1.type",
    "26:13 launchRegions.0.radius",
    "31:9 defend",
    "32:1 colour",
  ]);
});

test("a refused altitude is no reason to complain about its neighbours", () => {
  const content = change(ROCKET_FLIGHT, "altitude: 10 km", "altitude: 10 kg");
  expect(refusals(content)).toEqual([
    expect.stringContaining('earth.wind.1.altitude: "10 kg" is a mass, not a length; did you mean km?'),
  ]);
});

test("names that every object has are unknown keys like any other", () => {
  const found = refusals(`${STUDY}constructor: 1\ntoString: 2\n`);
  expect(found).toEqual([
    'f.yaml:14:1 constructor: unknown key "constructor"',
    'f.yaml:15:1 toString: unknown key "toString"',
  ]);
});
