import * as fc from "fast-check";
import { expect, test } from "vitest";
import { WGS84 } from "../earth/model.ts";
import { SAMPLES, SCENARIO, STUDY, VEHICLE_FLIGHT } from "../../test/samples/scenario-files.ts";
import { canonicalJson } from "./canonical-json.ts";
import { buildCatalogue } from "./catalogue.ts";
import type { Catalogue } from "./catalogue.ts";
import type { ParsedFile, RefusedFile } from "./parse.ts";
import {
  parseAssumptions,
  parseBibliography,
  parseCatalogueEntry,
  parseFlight,
  parseScenario,
  parseStudy,
} from "./parse.ts";
import type { Problem } from "./problem.ts";
import { formatProblem } from "./problem.ts";
import { resolveFlight } from "./resolve-flight.ts";
import { hashStudy, resolveStudy } from "./resolve-study.ts";
import { collectSourcedValues, resolveScenario } from "./resolve.ts";

type Replace = readonly [from: string, to: string];

function accept<T>(result: T | RefusedFile): T {
  const refused = result as RefusedFile;
  if (refused.ok === false) throw new Error(refused.problems.map(formatProblem).join("\n"));
  return result as T;
}

function change(content: string, replacements: readonly Replace[]): string {
  for (const [from, to] of replacements) {
    if (!content.includes(from)) throw new Error(`the sample has no ${from}`);
    content = content.replace(from, to);
  }
  return content.trimStart();
}

/** The catalogue of the samples, with texts replaced in the file that is named. */
function catalogueOf(file = "", ...replacements: readonly Replace[]): { catalogue: Catalogue; problems: string[] } {
  const entries: ParsedFile<"catalogue">[] = [];
  let bibliography: ParsedFile<"bibliography"> | undefined;
  for (const sample of SAMPLES) {
    const content = change(sample.content, sample.file === file ? replacements : []);
    const source = { file: sample.file, content };
    if (sample.file === "bibliography.yaml") bibliography = accept(parseBibliography(source));
    else if (/^(interceptor|radar|threat|ship|link)s/.test(sample.file))
      entries.push(accept(parseCatalogueEntry(source)));
  }
  const { catalogue, problems } = buildCatalogue(entries, bibliography!);
  return { catalogue, problems: problems.map(formatProblem) };
}

const { catalogue } = catalogueOf();

function scenarioFile(...replacements: readonly Replace[]): ParsedFile<"scenario"> {
  return accept(parseScenario({ file: "s.yaml", content: change(SCENARIO, replacements) }));
}

function studyFile(...replacements: readonly Replace[]): ParsedFile<"study"> {
  return accept(parseStudy({ file: "t.yaml", content: change(STUDY, replacements) }));
}

function resolved(...replacements: readonly Replace[]): Extract<ReturnType<typeof resolveScenario>, { ok: true }> {
  const result = resolveScenario(scenarioFile(...replacements), catalogue);
  if (!result.ok) throw new Error(result.problems.map(formatProblem).join("\n"));
  return result;
}

function lines(result: { readonly problems: readonly Problem[] }): string[] {
  return result.problems.map(formatProblem);
}

const END = "defend: japan";

test("the samples make a catalogue without problems", () => {
  expect(catalogueOf().problems).toEqual([]);
  expect(catalogue.idsOf("interceptor", "radar")).toEqual(["arrow", "eye"]);
});

test("a value comes in SI with its range, standing and sources", () => {
  expect(catalogue.quantity("arrow", "burnoutSpeed")).toEqual({
    value: 4500,
    low: 4100,
    high: 5000,
    dimension: "speed",
    unit: "m/s",
    text: "4.5 km/s",
    lowText: "4.1 km/s",
    highText: "5.0 km/s",
    status: "read",
    sources: ["paper-2019"],
    note: "Top speed.",
    systemId: "arrow",
    name: "burnoutSpeed",
  });
  expect(catalogue.quantity("eye", "referenceCrossSection")).toMatchObject({ value: 0.1, low: 0.1, high: 0.1 });
  expect(catalogue.text("arrow", "stages")?.texts).toEqual(["three solid stages"]);
});

test("what the catalogue lacks is undefined, names of every object included", () => {
  for (const name of ["nothing", "constructor", "__proto__", "stages"])
    expect(catalogue.quantity("arrow", name)).toBeUndefined();
  expect(catalogue.quantity("constructor", "burnoutSpeed")).toBeUndefined();
  expect(catalogue.text("arrow", "burnoutSpeed")).toBeUndefined();
});

test.each<[string, readonly Replace[], string]>([
  [
    "interceptors/arrow.yaml",
    [["sources: [book-2010]", "sources: [book-2011]"]],
    'interceptors/arrow.yaml:7:92 values.interceptFloor.sources.0: the bibliography has no source "book-2011"; did you mean book-2010?',
  ],
  [
    "interceptors/arrow.yaml",
    [["unverified", "read"]],
    "interceptors/arrow.yaml:7:70 values.interceptFloor.status: status read found, but the bibliography marks none of its sources as seen; unverified would do",
  ],
  [
    "interceptors/arrow.yaml",
    [["id: arrow", "id: eye"]],
    'interceptors/arrow.yaml:2:5 id: the interceptor "eye" stands in interceptors/arrow.yaml; it belongs in interceptors/eye.yaml',
  ],
  [
    "ships/frigate.yaml",
    [["value: eye", "value: eyes"]],
    'ships/frigate.yaml:6:19 values.radar.value: the catalogue has no radar "eyes"; did you mean eye?',
  ],
])("%s with %j is a problem of the catalogue", (file, replacements, expected) => {
  expect(catalogueOf(file, ...replacements).problems).toContain(expected);
});

test("an id that two files claim is a problem of the second", () => {
  const { problems } = catalogueOf("radars/eye.yaml", ["id: eye", "id: wire"]);
  expect(problems).toContain('radars/eye.yaml:2:5 id: "wire" is the id of another file of the catalogue too');
});

test("a scenario comes frozen, in SI and ordered by id", () => {
  const { scenario, problems } = resolved();
  expect(problems).toEqual([]);
  expect(scenario.units.map(({ id }) => id)).toEqual(["alpha", "west"]);
  const west = scenario.units[1]!;
  expect(west.position.latitude_rad).toBeCloseTo((34.5 * Math.PI) / 180, 15);
  expect(west.position.altitude_m).toBe(500);
  expect(west.radars[0]!.facing_rad).toBeCloseTo((300 * Math.PI) / 180, 14);
  expect(west.radars[0]!.radar.loss?.high).toBe(10);
  expect(west.launchers[0]).toMatchObject({ rounds: 24, interceptor: { id: "arrow", burnTime_s: { value: 60 } } });
  expect(scenario.links[0]).toMatchObject({
    from: "west",
    to: "alpha",
    shares: ["cue", "track"],
    latency_s: { value: 2, high: 4 },
    loss: { value: 0.01 },
    outages: [],
  });
  expect(scenario.launchRegions[0]!.radius_m).toBe(30_000);
  expect(() => Object.assign(west.radars[0]!.radar.trackTime_s, { value: 1 })).toThrow(TypeError);
});

test("the hash does not depend on the order of entities, comments or units, but on every number", () => {
  const { hash } = resolved();
  expect(hash).toMatch(/^[0-9a-f]{64}$/);
  const content = SCENARIO.trimStart();
  const [head, west, alpha, tail] = /^([^]*units:\n)( {2}- id: west[^]*)( {2}- id: alpha[^]*)(launchRegions:[^]*)$/
    .exec(content)!
    .slice(1);
  const swapped = accept(parseScenario({ file: "other.yaml", content: `# note\n${head}${alpha}${west}${tail}` }));
  expect(resolveScenario(swapped, catalogue)).toMatchObject({ ok: true, hash });
  expect(resolved(["radius: 30 km", "radius: 30000 m"]).hash).toBe(hash);
  expect(resolved(["radius: 30 km", "radius: 31 km"]).hash).not.toBe(hash);
  expect(resolved(["rounds: 24", "rounds: 25"]).hash).not.toBe(hash);
});

test.each<[Replace, string]>([
  [
    ["interceptor: arrow", "interceptor: arow"],
    's.yaml:14:32 units.0.launchers.0.interceptor: the catalogue has no interceptor "arow"; did you mean arrow?',
  ],
  [
    ["system: eye", "system: arrow"],
    's.yaml:13:24 units.0.radars.0.system: "arrow" is of kind interceptor; radar is due',
  ],
  [
    ["{ system: eye, facing: 300 deg }", "{ system: eye }"],
    "s.yaml:13:14 units.0.radars.0.facing: missing; eye sees 120 deg with each of 1 faces: facing is the azimuth of the first",
  ],
  [
    ["system: frigate", "system: frigat"],
    's.yaml:17:13 units.1.system: the catalogue has no site or ship or launcher or radar or sensor "frigat"; did you mean frigate?',
  ],
  [
    ["facing: 300 deg", "facing: [300 deg, 60 deg]"],
    "s.yaml:13:37 units.0.radars.0.facing: 2 azimuths found; eye has 1 faces",
  ],
  [["from: west", "from: [west, wets]"], 's.yaml:30:20 links.0.from.1: there is no unit "wets"; did you mean west?'],
  [["to: alpha", "to: alfa"], 's.yaml:30:23 links.0.to: there is no unit "alfa"; did you mean alpha?'],
  [["to: alpha", "to: west"], 's.yaml:30:23 links.0.to: "west" would be linked to itself'],
  [
    ["sources: [paper-2019]", "sources: [paper-2018]"],
    's.yaml:12:15 units.0.sources.0: the bibliography has no source "paper-2018"; did you mean paper-2019?',
  ],
])("a scenario with %j does not resolve", (replacement, expected) => {
  const result = resolveScenario(scenarioFile(replacement), catalogue);
  expect(result.ok).toBe(false);
  expect(lines(result)).toEqual([expected]);
});

test("faces stand at equal angles, or where a list puts them", () => {
  const azimuths = (facing: string) =>
    resolved(
      ["facing: 300 deg", `facing: ${facing}`],
      ["defend: japan", "overrides:\n  - { system: eye, value: faceCount, to: 2, status: assumed, reason: Two. }"],
    ).scenario.units[1]!.radars[0]!.faces_rad.map((azimuth) => Math.round((azimuth * 180) / Math.PI));
  expect(azimuths("100 deg")).toEqual([100, 280]);
  expect(azimuths("[244 deg, 4 deg]")).toEqual([244, 4]);
});

test("links from many units to many become one for every pair", () => {
  const { links } = resolved(["from: west", "from: [west]"], ["to: alpha", "to: [alpha]"]).scenario;
  expect(links.map(({ from, to }) => [from, to])).toEqual([["west", "alpha"]]);
});

test("a link both ways becomes two, its outages in order", () => {
  const { links } = resolved([
    "system: wire,",
    "system: wire, bothWays: true, outages: [{ from: 2 min, to: 3 min }, { from: 10 s, to: 20 s }],",
  ]).scenario;
  expect(links.map(({ from, to }) => [from, to])).toEqual([
    ["alpha", "west"],
    ["west", "alpha"],
  ]);
  for (const { outages, system } of links) {
    expect(system).toBe("wire");
    expect(outages).toEqual([
      { from_s: 10, to_s: 20 },
      { from_s: 120, to_s: 180 },
    ]);
  }
});

test("a unit fires on its own radars unless it says otherwise", () => {
  const rights = (...changes: readonly Replace[]) => resolved(...changes).scenario.units.map(({ fireOn }) => fireOn);
  expect(rights()).toEqual(["own-sensor", "own-sensor"]);
  const launcher = "launchers: [{ interceptor: arrow, rounds: 24 }]";
  expect(rights([launcher, `${launcher}\n    fireOn: launch-on-remote`])).toEqual(["own-sensor", "launch-on-remote"]);
});

function overriding(override: string): Replace {
  return [END, `${END}\noverrides:\n  - ${override}`];
}

test("an override replaces the published value and says so", () => {
  const { scenario, problems, hash } = resolved(
    overriding("{ system: arrow, value: burnTime, to: 1.1 min, status: assumed, reason: A trial. }"),
  );
  expect(problems).toEqual([]);
  expect(scenario.units[1]!.launchers[0]!.interceptor.burnTime_s).toMatchObject({
    value: 66,
    low: 66,
    high: 66,
    isOverride: true,
    reason: "A trial.",
  });
  expect(hash).not.toBe(resolved().hash);
});

test("an override outside the published range is a warning with the source of the range", () => {
  const { problems, scenario } = resolved(
    overriding("{ system: arrow, value: burnoutSpeed, to: 5.2 km/s, status: assumed, reason: A trial. }"),
  );
  expect(problems.map(formatProblem)).toEqual([
    "s.yaml:33:47 overrides.0.to: warning: 5.2 km/s lies outside the published 4.1 km/s to 5.0 km/s (paper-2019)",
  ]);
  expect(scenario.units[1]!.launchers[0]!.interceptor.burnoutSpeed_mps.value).toBe(5200);
});

test.each<[string, string]>([
  [
    "{ system: arow, value: burnTime, to: 60 s, status: assumed, reason: x }",
    's.yaml:33:15 overrides.0.system: the catalogue has no system "arow"; did you mean arrow?',
  ],
  [
    "{ system: arrow, value: burnTimes, to: 60 s, status: assumed, reason: x }",
    's.yaml:33:29 overrides.0.value: arrow has no number called "burnTimes"; did you mean burnTime?',
  ],
  [
    "{ system: arrow, value: constructor, to: 60 s, status: assumed, reason: x }",
    's.yaml:33:29 overrides.0.value: arrow has no number called "constructor"',
  ],
  [
    "{ system: arrow, value: burnTime, to: 60 km, status: assumed, reason: x }",
    's.yaml:33:43 overrides.0.to: "60 km" is a length, not a time; a time takes s, ms, us, min, h or d',
  ],
  [
    "{ system: arrow, value: burnTime, to: 60 s, low: 61 s, status: assumed, reason: x }",
    "s.yaml:33:54 overrides.0.low: 61 s found; low is at most the value, 60 s",
  ],
])("the override %s is refused", (override, expected) => {
  const result = resolveScenario(scenarioFile(overriding(override)), catalogue);
  expect(result.ok).toBe(false);
  expect(
    lines(result).some((line) => line.startsWith(expected)),
    lines(result).join("\n"),
  ).toBe(true);
});

test("a study comes with everything it names, whatever the order it names it in", () => {
  const result = resolveStudy(studyFile(), scenarioFile(), catalogue);
  if (!result.ok) throw new Error(lines(result).join("\n"));
  const { study, hash } = result;
  expect(study).toMatchObject({ kind: "defended-area", grid_m: 10_000, draws: 200, seed: 1 });
  if (study.kind !== "defended-area") throw new Error(study.kind);
  expect(study.trajectories).toEqual(["minimum-energy", "lofted"]);
  expect(study.units.map(({ id }) => id)).toEqual(["west"]);
  expect(study.threats[0]).toMatchObject({
    id: "mrbm",
    propellant: "liquid",
    crossSection_m2: { value: 0.1, high: 1 },
  });
  const swapped = studyFile(["[lofted, minimum-energy]", "[minimum-energy, lofted]"], ["atLeast: 0.5", "atLeast: 0.6"]);
  expect(resolveStudy(swapped, scenarioFile(), catalogue)).toMatchObject({ ok: true, hash });
  const coarser = studyFile(["grid: 10 km", "grid: 20 km"]);
  expect(resolveStudy(coarser, scenarioFile(), catalogue)).not.toMatchObject({ hash });
});

test("two seeds, or two numbers of draws, never share a hash", () => {
  const hashOfStudy = (...replacements: readonly Replace[]): string => {
    const result = resolveStudy(studyFile(...replacements), scenarioFile(), catalogue);
    if (!result.ok) throw new Error(lines(result).join("\n"));
    expect(hashStudy(result.study)).toBe(result.hash);
    return result.hash;
  };
  const hashes = [hashOfStudy(), hashOfStudy(["seed: 1", "seed: 2"]), hashOfStudy(["draws: 200", "draws: 201"])];
  expect(new Set(hashes).size).toBe(3);
});

test("a study's override wins over the scenario's", () => {
  const inScenario = scenarioFile(
    overriding("{ system: arrow, value: burnTime, to: 66 s, status: assumed, reason: x }"),
  );
  const inStudy = studyFile([
    "expect:",
    "overrides:\n  - { system: arrow, value: burnTime, to: 55 s, status: assumed, reason: x }\nexpect:",
  ]);
  const result = resolveStudy(inStudy, inScenario, catalogue);
  expect(result).toMatchObject({ ok: true, study: { interceptors: [{ burnTime_s: { value: 55 } }] } });
});

function assumptions(override: string): ParsedFile<"assumptions"> {
  const head =
    "kind: assumptions\nid: doubt\nname: { en: Doubt }\ndescription: { en: What doubters say. }\noverrides:\n";
  return accept(parseAssumptions({ file: "a.yaml", content: `${head}  - ${override}\n` }));
}

test("a set of assumptions wins over the scenario, and the study over the set", () => {
  const inScenario = scenarioFile(
    overriding("{ system: arrow, value: burnTime, to: 66 s, status: assumed, reason: x }"),
  );
  const set = assumptions("{ system: arrow, value: burnTime, to: 44 s, status: assumed, reason: y }");
  const inStudy = studyFile([
    "expect:",
    "overrides:\n  - { system: arrow, value: burnTime, to: 55 s, status: assumed, reason: x }\nexpect:",
  ]);
  const burnTime = (study: ParsedFile<"study">, options?: { assumptions: ParsedFile<"assumptions"> }): unknown => {
    const result = resolveStudy(study, inScenario, catalogue, options);
    return result.ok ? "interceptors" in result.study && result.study.interceptors[0] : lines(result);
  };
  expect(burnTime(studyFile(), { assumptions: set })).toMatchObject({ burnTime_s: { value: 44, isOverride: true } });
  expect(burnTime(studyFile())).toMatchObject({ burnTime_s: { value: 66 } });
  expect(burnTime(inStudy, { assumptions: set })).toMatchObject({ burnTime_s: { value: 55 } });
});

test("a set that speaks of other systems only leaves a study and its hash as they are", () => {
  const plain = resolveStudy(studyFile(), scenarioFile(), catalogue);
  const set = assumptions("{ system: frigate, value: cells, to: 9, status: assumed, reason: y }");
  const under = resolveStudy(studyFile(), scenarioFile(), catalogue, { assumptions: set });
  expect(plain.ok && under.ok && under.hash === plain.hash).toBe(true);
});

test.each([
  [
    "{ system: arow, value: burnTime, to: 44 s, status: assumed, reason: y }",
    'a.yaml:6:15 overrides.0.system: the catalogue has no system "arow"; did you mean arrow?',
  ],
  [
    "{ system: arrow, value: burnTme, to: 44 s, status: assumed, reason: y }",
    'a.yaml:6:29 overrides.0.value: arrow has no number called "burnTme"; did you mean burnTime?',
  ],
  ["{ system: arrow, value: burnTime, to: 44 km, status: assumed, reason: y }", "a.yaml:6:43 overrides.0.to: "],
])("a set with %s is refused with its line", (override, expected) => {
  const result = resolveStudy(studyFile(), scenarioFile(), catalogue, { assumptions: assumptions(override) });
  expect(result.ok).toBe(false);
  expect(lines(result).some((line) => line.startsWith(expected))).toBe(true);
});

test.each<[Replace, string]>([
  [["units: [west]", "units: [wets]"], 't.yaml:4:9 units.0: the scenario has no unit "wets"; did you mean west?'],
  [
    ["[inland]", "[island]"],
    't.yaml:8:17 launchRegions.0: the scenario has no launch region "island"; did you mean inland?',
  ],
  [["[mrbm]", "[irbm]"], 't.yaml:6:11 threats.0: the catalogue has no threat "irbm"; did you mean mrbm?'],
  [["[arrow]", "[eye]"], 't.yaml:5:16 interceptors.0: "eye" is of kind radar; interceptor is due'],
  [
    ["scenario: islands", "scenario: island"],
    't.yaml:3:11 scenario: "island" found; the scenario at hand is called "islands"',
  ],
])("a study with %j does not resolve", (replacement, expected) => {
  const result = resolveStudy(studyFile(replacement), scenarioFile(), catalogue);
  expect(result.ok).toBe(false);
  expect(lines(result)).toEqual([expected]);
});

test("every value that an answer rests on can be listed, each once", () => {
  const result = resolveStudy(studyFile(), scenarioFile(), catalogue);
  if (!result.ok) throw new Error("refused");
  const names = collectSourcedValues(result.study).map(({ systemId, name }) => `${systemId} ${name}`);
  expect(names).toContain("arrow burnoutSpeed");
  expect(names).toContain("eye trackTime");
  expect(names).toContain("wire latency");
  expect(new Set(names).size).toBe(names.length);
  expect(names).toEqual([...names].sort());
});

function flightOf(file: string): ReturnType<typeof resolveFlight> {
  const sample = SAMPLES.find((each) => each.file === file)!;
  return resolveFlight(accept(parseFlight(sample)), catalogue);
}

test("a flight of a bare body comes in SI", () => {
  expect(flightOf("flights/body.yaml")).toMatchObject({
    ok: true,
    flight: {
      kind: "body",
      environment: { earth: WGS84, atmosphere: "us1976", wind: [] },
      body: { mass_kg: 14.5939, referenceArea_m2: 0.018241 },
      start: { position: { latitude_rad: 0, longitude_rad: 0, altitude_m: 9144 }, v_enu: [0, 0, 0] },
      stopTime_s: 30,
      outputStep_s: 0.1,
    },
  });
});

test("a rocket's thrust follows from specific impulse, its burn time from mass flow", () => {
  const result = flightOf("flights/rocket.yaml");
  if (!result.ok || result.flight.kind !== "rocket") throw new Error("no rocket");
  const { environment, rocket, start } = result.flight;
  expect(environment.earth).toEqual({
    ...WGS84,
    equatorialRadius_m: 6_371_000,
    flattening: 0,
    j2: 0,
    rotationRate_radps: 0,
  });
  expect(environment.wind[1]).toEqual({ altitude_m: 10_000, east_mps: 20, north_mps: -3 });
  expect(start.position.longitude_rad).toBe(Math.PI);
  expect(rocket.stages[0]).toMatchObject({ vacuumThrust_N: 200_000, burnTime_s: 60, exitArea_m2: 0.3, coastTime_s: 2 });
  expect(rocket.stages[1]).toMatchObject({ burnTime_s: 50, exitArea_m2: 0, coastTime_s: 0 });
  expect(rocket.stages[1]!.vacuumThrust_N).toBeCloseTo(280 * 9.80665 * 20, 6);
});

test("a flight of a threat class needs that class", () => {
  expect(flightOf("flights/vehicle.yaml")).toMatchObject({
    ok: true,
    flight: { kind: "threat", threat: { id: "mrbm" }, trajectory: { apogee_m: 700_000 } },
  });
  const content = change(VEHICLE_FLIGHT, [["vehicle: mrbm", "vehicle: mrbn"]]);
  const result = resolveFlight(accept(parseFlight({ file: "f.yaml", content })), catalogue);
  expect(result.ok ? [] : lines(result)).toEqual([
    'f.yaml:2:10 vehicle: the catalogue has no threat "mrbn"; did you mean mrbm?',
  ]);
});

test("canonical JSON is the same for any order of keys and reads back as the data", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (data) => {
      const turned = Object.fromEntries(Object.entries(data).toReversed());
      expect(canonicalJson(turned)).toBe(canonicalJson(data));
      expect(JSON.parse(canonicalJson(data))).toEqual(JSON.parse(JSON.stringify(data).replaceAll("-0,", "0,")));
    }),
  );
  expect(canonicalJson({ b: -0, a: undefined, c: [1, "x"] })).toBe('{"b":0,"c":[1,"x"]}');
  expect(() => canonicalJson({ a: Number.NaN })).toThrow("canonicalJson: needs finite numbers, got NaN");
});
