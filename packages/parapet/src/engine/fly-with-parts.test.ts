import { describe, expect, it } from "vitest";
import { SAMPLE_CLASSES } from "../../test/samples/threat-classes.ts";
import { solveInverse } from "../earth/geodesic.ts";
import { WGS84 } from "../earth/model.ts";
import { flyParts, listThreatParts } from "../flight/falling-parts.ts";
import { FLIGHT_FILE_TOLERANCE, steerPlan } from "../flight/fly-file.ts";
import { Flyer } from "../flight/fly.ts";
import { TrajectoryRecorder } from "../flight/trajectory.ts";
import { buildCatalogue } from "../scenario/catalogue.ts";
import { parseBibliography, parseFlight } from "../scenario/parse.ts";
import { resolveFlight } from "../scenario/resolve-flight.ts";
import { flyResolved } from "./fly-resolved.ts";
import { type FlightWithParts, flyWithParts } from "./fly-with-parts.ts";

const ROCKET = `kind: flight
body:
  mass: 100 kg
  referenceArea: 0.2 m^2
  dragCoefficient: 0.3
  stages:
    - { propellantMass: 1200 kg, dryMass: 200 kg, thrust: 60 kN, burnTime: 50 s, spentDragArea: 1.5 m^2 }
    - { propellantMass: 250 kg, dryMass: 50 kg, vacuumSpecificImpulse: 280 s, massFlow: 5 kg/s }
  azimuth: 90 deg
  pitch: [{ time: 0 s, elevation: 90 deg }, { time: 5 s, elevation: 90 deg }, { time: 20 s, elevation: 70 deg }]
  shroud: { mass: 20 kg, jettisonTime: 70 s, dragArea: 0.5 m^2 }
  cutOff: 95 s
start: { latitude: 35 deg, longitude: 140 deg, altitude: 0 m, velocity: { east: 0 m/s, north: 0 m/s, up: 0 m/s } }
stop: { time: 2 h }
output: { every: 5 s }
`;

function resolve(content: string): ReturnType<typeof resolveFlight> {
  const parsed = parseFlight({ file: "rocket.yaml", content: new TextEncoder().encode(content) });
  const books = parseBibliography({ file: "b.yaml", content: new TextEncoder().encode("entries: {}\n") });
  if (!parsed.ok || !books.ok) return { ok: false, problems: parsed.ok ? [] : parsed.problems };
  return resolveFlight(parsed, buildCatalogue([], books).catalogue);
}
function fly(content: string): FlightWithParts {
  const resolved = resolve(content);
  if (!resolved.ok) throw new Error(resolved.problems.map(({ message }) => message).join("\n"));
  const flight = flyWithParts(resolved.flight);
  if ("refusal" in flight) throw new Error(flight.refusal);
  return flight;
}
const problemsOf = (content: string): string[] => {
  const resolved = resolve(content);
  return resolved.ok ? [] : resolved.problems.map(({ path, message }) => `${path}: ${message}`);
};

describe("a rocket's file", () => {
  it("flies the parts that have a drag area, from where they came off to the ground", () => {
    const { flown, fallen } = fly(ROCKET);
    expect(fallen.map(({ part }) => part)).toEqual([
      { kind: "spent-stage", number: 1 },
      { kind: "shroud", number: 1 },
    ]);
    const jettison = flown.events.find(({ name }) => name === "shroud-jettison")!;
    const shroud = fallen[1]!.flown;
    expect(shroud.samples[0]!.time_s).toBe(70);
    expect(shroud.samples[0]!.place.altitude_m).toBeCloseTo(jettison.altitude_m, 3);
    for (const { flown: part } of fallen) expect(Math.abs(part.samples.at(-1)!.place.altitude_m)).toBeLessThan(1e-3);
    expect(flown.events.map(({ name }) => name)).toContain("cut-off");
  });

  it("flies the same alone", () => {
    const resolved = resolve(ROCKET);
    if (!resolved.ok) throw new Error("refused");
    expect(flyResolved(resolved.flight)).toEqual(fly(ROCKET).flown);
  });

  it("is refused, with the place in the file, where its parts do not fit together", () => {
    expect(problemsOf(ROCKET.replace("  azimuth: 90 deg\n", ""))).toEqual([
      "body.azimuth: missing; it is due with pitch",
    ]);
    expect(problemsOf(ROCKET.replace("jettisonTime: 70 s", "jettisonTime: 99 s"))[0]).toContain("ends at 95.0 s");
    expect(problemsOf(ROCKET.replace("time: 20 s", "time: 4 s"))[0]).toContain("times rise");
    const bare = ROCKET.replace(/ {2}stages:\n( {4}-.*\n)+/, "");
    expect(problemsOf(bare)).toContain("body.shroud: found without stages; it belongs to a rocket");
  });

  it("without any of it flies as before", () => {
    const plain = ROCKET.replace(/ {2}azimuth[^]*?(?=start:)/, "").replace(", spentDragArea: 1.5 m^2", "");
    const { flown, fallen } = fly(plain);
    expect(fallen).toEqual([]);
    expect(flown.events.map(({ name }) => name)).toContain("gravity-turn");
  });
});

describe("a missile's parts", () => {
  const threat = SAMPLE_CLASSES.medium;
  const environment = { earth: WGS84, atmosphere: "us1976", wind: [] } as const;
  const launch = { latitude_rad: 0.69, longitude_rad: 2.19, altitude_m: 0 };
  const aim = { latitude_rad: 0.63, longitude_rad: 2.36, altitude_m: 0 };
  const limits = { timeLimit_s: 7200, groundAltitude_m: 0 };
  const steered = steerPlan({ kind: "threat", environment, threat, launch, aim, path: { kind: "minimum-energy" } });
  if ("refusal" in steered) throw new Error(steered.refusal);
  const recorder = new TrajectoryRecorder();
  new Flyer(environment).flyVehicle(steered.vehicle, launch, steered.steering, limits, recorder);
  const choice = { spentStages: true, objects: { count: 3, speed_mps: 20, ballisticCoefficient_kgpm2: 2000 } };
  const { vehicle } = steered;
  const parts = listThreatParts({ vehicle, bodyDiameter_m: threat.bodyDiameter_m, choice }, recorder.finish());
  const fallen = flyParts(parts, { environment, tolerance: FLIGHT_FILE_TOLERANCE, ...limits, step_s: 10 });
  const landing = (index: number): number => solveInverse(aim, fallen[index]!.flown.samples.at(-1)!.place).distance_m;

  it("are its empty stage, which falls short, and objects that spread around the aim", () => {
    expect(fallen.map(({ part }) => part.kind)).toEqual(["spent-stage", "object", "object", "object"]);
    expect(landing(0)).toBeGreaterThan(3000);
    for (const i of [1, 2, 3]) expect(landing(i)).toBeLessThan(30_000);
    const ends = [1, 2, 3].map((i) => fallen[i]!.flown.samples.at(-1)!.place);
    expect(solveInverse(ends[0]!, ends[1]!).distance_m).toBeGreaterThan(2000);
  });

  it("weigh what was left when the thrust was cut off", () => {
    const { burnTime_s, propellantMass_kg, dryMass_kg } = vehicle.stages[0]!;
    const { time_s } = recorder.finish().events.find(({ name }) => name === "cut-off" || name === "burnout")!;
    const left = (1 - time_s / burnTime_s) * propellantMass_kg;
    expect(parts[0]!.body.mass_kg).toBeCloseTo(dryMass_kg + left, 6);
  });
});
