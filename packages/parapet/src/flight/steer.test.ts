import { describe, expect, it } from "vitest";
import { SAMPLE_CLASSES } from "../../test/samples/threat-classes.ts";
import { eciToEcef, geodeticToEcef } from "../earth/frames.ts";
import { solveDirect, solveInverse } from "../earth/geodesic.ts";
import { type Geodetic, WGS84 } from "../earth/model.ts";
import { DEFAULT_TOLERANCE, type StepTolerance } from "../math/dormand-prince.ts";
import { makeStream, type RandomStream } from "../math/random.ts";
import { distance, vec3 } from "../math/vec3.ts";
import { STUDY_TOLERANCE } from "../study/case-paths.ts";
import { type FlightEnd, Flyer } from "./fly.ts";
import { type NoFlight, type SteeredFlight, steerToAim } from "./steer.ts";
import { solveThreatVehicle, type ThreatClass } from "./threat-vehicle.ts";
import { stateAtInto, TrajectoryRecorder } from "./trajectory.ts";
import type { FlightEnvironment, Vehicle } from "./vehicle.ts";

const ENVIRONMENT: FlightEnvironment = { earth: WGS84, atmosphere: "us1976", wind: [] };
const LIMITS = { timeLimit_s: 10_800, groundAltitude_m: 0 };
const flyer = new Flyer(ENVIRONMENT);

const vehicles = new Map<ThreatClass, Vehicle>();
function vehicleOf(threat: ThreatClass): Vehicle {
  const known = vehicles.get(threat);
  if (known !== undefined) return known;
  const solved = solveThreatVehicle(threat);
  if ("noVehicle" in solved) throw new Error(solved.noVehicle);
  vehicles.set(threat, solved.vehicle);
  return solved.vehicle;
}

/** A launch point anywhere between 85 deg south and north, and an aim at 5 % to 110 % of the range of the class from it. */
function drawPair(stream: RandomStream, threat: ThreatClass): { readonly launch: Geodetic; readonly aim: Geodetic } {
  const launch = {
    latitude_rad: ((stream.uniform() * 170 - 85) * Math.PI) / 180,
    longitude_rad: (stream.uniform() * 2 - 1) * Math.PI,
    altitude_m: stream.uniform() * 2000,
  };
  const range = (0.05 + 1.05 * stream.uniform()) * threat.range_m;
  const aim = solveDirect(launch, stream.uniform() * 2 * Math.PI, range);
  return { launch, aim: { ...aim, altitude_m: stream.uniform() * 1000 } };
}

/** The miss of a flight flown anew with its steering, m. */
function missOf(vehicle: Vehicle, launch: Geodetic, aim: Geodetic, flight: SteeredFlight): number {
  const end = flyer.flyVehicle(vehicle, launch, flight.steering, { ...LIMITS, groundAltitude_m: aim.altitude_m });
  return distance(impactOf(end), geodeticToEcef(aim));
}
const impactOf = ({ state, time_s }: FlightEnd) => eciToEcef(vec3(state[0]!, state[1]!, state[2]!), time_s);

function expectExplained(no: NoFlight, distance_m: number, threat: ThreatClass): void {
  expect(["beyond-reach", "apogee-out-of-reach", "too-close"]).toContain(no.noSolution);
  // The Earth's turning gives or takes a quarter of the range at most for these classes.
  if (no.noSolution === "beyond-reach") expect(distance_m).toBeGreaterThan(0.75 * threat.range_m);
}

describe.each(Object.entries(SAMPLE_CLASSES))("one hundred random pairs of the class %s", (name, threat) => {
  const vehicle = vehicleOf(threat);
  const kinds = ["minimum-energy", "lofted", "depressed"] as const;

  it("are hit within 100 m or explained: minimum-energy, lofted and depressed", () => {
    const stream = makeStream(20, 0, `pairs of ${name}`);
    let hits = 0;
    for (let i = 0; i < 100; i++) {
      const { launch, aim } = drawPair(stream, threat);
      const way = solveInverse(launch, aim).distance_m;
      const least = steerToAim(flyer, { vehicle, launch, aim, choice: { kind: "minimum-energy" } });
      if ("noSolution" in least) {
        expectExplained(least, way, threat);
        continue;
      }
      expect(missOf(vehicle, launch, aim, least)).toBeLessThan(100);
      hits++;
      const kind = kinds[i % 3]!;
      if (kind === "minimum-energy") continue;
      const apogee_m = (kind === "lofted" ? 1.6 : 0.7) * least.end.apogee_m;
      const flight = steerToAim(flyer, {
        vehicle,
        launch,
        aim,
        choice: { kind: "apogee", apogee_m, shortestBurn: least },
      });
      if ("noSolution" in flight) {
        expect(flight.noSolution).toBe("apogee-out-of-reach");
        continue;
      }
      hits++;
      expect(missOf(vehicle, launch, aim, flight)).toBeLessThan(100);
      expect(Math.abs(flight.end.apogee_m - apogee_m)).toBeLessThan(20.1 + 1e-4 * apogee_m);
      expect(flight.steering.cutOffTime_s).toBeGreaterThan(least.steering.cutOffTime_s - 0.01);
    }
    expect(hits).toBeGreaterThan(110);
  });

  it("land where the default tolerance lands, within 100 m, at the tolerance of studies", () => {
    const stream = makeStream(21, 0, `tolerances of ${name}`);
    const impactWith = (
      tolerance: StepTolerance,
      launch: Geodetic,
      flight: SteeredFlight,
    ): ReturnType<typeof impactOf> =>
      impactOf(new Flyer(ENVIRONMENT, tolerance).flyVehicle(vehicle, launch, flight.steering, LIMITS));
    let flown = 0;
    for (let i = 0; i < 12; i++) {
      const { launch, aim } = drawPair(stream, threat);
      const flight = steerToAim(flyer, { vehicle, launch, aim, choice: { kind: "minimum-energy" } });
      if ("noSolution" in flight) continue;
      flown++;
      const exact = impactWith(DEFAULT_TOLERANCE, launch, flight);
      expect(distance(impactWith(STUDY_TOLERANCE, launch, flight), exact)).toBeLessThan(100);
    }
    expect(flown).toBeGreaterThan(5);
  });
});

describe("the minimum-energy path", () => {
  it("takes the shortest burn of all tilts that hit", () => {
    const vehicle = vehicleOf(SAMPLE_CLASSES.medium);
    const launch = { latitude_rad: 0.69, longitude_rad: 2.19, altitude_m: 0 };
    const aim = solveDirect(launch, 2, 900_000);
    const least = steerToAim(flyer, { vehicle, launch, aim, choice: { kind: "minimum-energy" } });
    if ("noSolution" in least) throw new Error(least.noSolution);
    for (const factor of [0.7, 0.85, 0.95, 1.05, 1.15, 1.3]) {
      const choice = { kind: "tilt", tilt_rad: factor * least.steering.tilt_rad } as const;
      const other = steerToAim(flyer, { vehicle, launch, aim, choice });
      if ("noSolution" in other) continue;
      expect(other.steering.tilt_rad).toBe(choice.tilt_rad);
      expect(other.steering.cutOffTime_s).toBeGreaterThan(least.steering.cutOffTime_s - 1e-3);
    }
  });

  it("is found again from a neighbour's solution", () => {
    const vehicle = vehicleOf(SAMPLE_CLASSES.intermediate);
    const launch = { latitude_rad: 0.69, longitude_rad: 2.19, altitude_m: 0 };
    const steer = (range: number, guess?: SteeredFlight): SteeredFlight => {
      const aim = solveDirect(launch, 2, range);
      const start =
        guess === undefined ? {} : { guess: { ...guess.steering, burnTimeSlope_sprad: guess.burnTimeSlope_sprad } };
      const found = steerToAim(flyer, { vehicle, launch, aim, choice: { kind: "minimum-energy" }, ...start });
      if ("noSolution" in found) throw new Error(found.noSolution);
      return found;
    };
    const direct = steer(2_100_000);
    const guided = steer(2_100_000, steer(2_000_000));
    expect(guided.steering.cutOffTime_s).toBeCloseTo(direct.steering.cutOffTime_s, 2);
    expect(guided.end.apogee_m / direct.end.apogee_m).toBeCloseTo(1, 2);
  });
});

describe("no flight", () => {
  const launch = { latitude_rad: 0.69, longitude_rad: 2.19, altitude_m: 0 };
  const steer = (range: number, choice: Parameters<typeof steerToAim>[1]["choice"]): SteeredFlight | NoFlight =>
    steerToAim(flyer, {
      vehicle: vehicleOf(SAMPLE_CLASSES.medium),
      launch,
      aim: solveDirect(launch, 2, range),
      choice,
    });

  it("beyond reach, and by how much", () => {
    const no = steer(2_000_000, { kind: "minimum-energy" });
    expect(no).toMatchObject({ noSolution: "beyond-reach" });
    if ("noSolution" in no) expect(Math.abs(no.shortfall_m! - 700_000)).toBeLessThan(150_000);
  });

  it("too close", () => {
    expect(steer(500, { kind: "minimum-energy" })).toEqual({ noSolution: "too-close" });
    expect(steer(500, { kind: "apogee", apogee_m: 1e5 })).toEqual({ noSolution: "too-close" });
    expect(steer(500, { kind: "tilt", tilt_rad: 0.5 })).toEqual({ noSolution: "too-close" });
  });

  it("with an apogee out of reach, high or low, and which apogees were reached", () => {
    for (const apogee_m of [3_000_000, 20_000]) {
      const no = steer(900_000, { kind: "apogee", apogee_m });
      if (!("noSolution" in no)) throw new Error("no such apogee over 900 km");
      expect(no.noSolution).toBe("apogee-out-of-reach");
      const [lowest, highest] = no.apogeeRange_m!;
      expect(lowest).toBeLessThan(highest);
      expect(apogee_m > highest || apogee_m < lowest).toBe(true);
    }
  });
});

it("leaves the delivered flight in the recorder", () => {
  const recorder = new TrajectoryRecorder();
  const launch = { latitude_rad: 0.69, longitude_rad: 2.19, altitude_m: 0 };
  const aim = solveDirect(launch, 2, 900_000);
  const found = steerToAim(flyer, {
    vehicle: vehicleOf(SAMPLE_CLASSES.medium),
    launch,
    aim,
    choice: { kind: "minimum-energy" },
    recorder,
  });
  if ("noSolution" in found) throw new Error(found.noSolution);
  const { trajectory, events } = recorder.finish();
  const state = new Float64Array(6);
  stateAtInto(state, trajectory, trajectory.endTime_s);
  for (let i = 0; i < 6; i++) expect(Math.abs(state[i]! - found.end.state[i]!)).toBeLessThan(1e-6);
  expect(events.filter((event) => event.name === "launch")).toHaveLength(1);
});
