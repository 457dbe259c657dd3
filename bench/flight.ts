// How fast flights are, as ratios to a baseline program that prints {"nsStep": ..., "trajS": ...} for 64 flights of about 10,000 km
// with classical Runge-Kutta steps of 0.1 s on one core.
//   node --conditions=development bench/flight.ts [--baseline "/path/to/flight 1 64 3"] [--rounds 7]
// Processor time, after warm-up, baseline and ours in turn, median of the ratios of pairs. Generic vehicle, for timing only.
import { execSync } from "node:child_process";
import { WGS84 } from "../packages/parapet/src/earth/model.ts";
import { REENTRY_CONE_DRAG, SLENDER_ROCKET_DRAG } from "../packages/parapet/src/flight/drag-tables.ts";
import { makeDragCurve } from "../packages/parapet/src/flight/drag.ts";
import { type BoostSteering, type FlightEnd, Flyer } from "../packages/parapet/src/flight/fly.ts";
import type { Vehicle } from "../packages/parapet/src/flight/vehicle.ts";

const argument = (name: string): string | undefined => {
  const i = process.argv.indexOf(`--${name}`);
  return i < 0 ? undefined : process.argv[i + 1];
};
const baseline = argument("baseline");
const rounds = Number(argument("rounds") ?? 7);

const FLIGHTS = 64;
const vehicle: Vehicle = {
  stages: [
    {
      propellantMass_kg: 26_000,
      dryMass_kg: 3_000,
      vacuumThrust_N: 815_000,
      burnTime_s: 90,
      exitArea_m2: 0.8,
      coastTime_s: 0,
    },
    {
      propellantMass_kg: 10_000,
      dryMass_kg: 1_100,
      vacuumThrust_N: 305_000,
      burnTime_s: 100,
      exitArea_m2: 0.3,
      coastTime_s: 0,
    },
  ],
  payload: {
    mass_kg: 600,
    referenceArea_m2: 0.25,
    drag: makeDragCurve(REENTRY_CONE_DRAG, { interpolation: "monotone", factor: 0.14 }),
  },
  referenceArea_m2: 1.8,
  drag: makeDragCurve(SLENDER_ROCKET_DRAG, { interpolation: "monotone" }),
};
const launch = { latitude_rad: (40 * Math.PI) / 180, longitude_rad: 0, altitude_m: 0 };
const environment = { earth: WGS84, atmosphere: "us1976", wind: [] } as const;
const steer = (i: number): BoostSteering => ({
  azimuth_rad: (2 * Math.PI * i) / FLIGHTS,
  verticalTime_s: 8,
  tiltEndTime_s: 40,
  tilt_rad: 0.58,
  cutOffTime_s: Infinity,
});
const limits = { timeLimit_s: 6000, groundAltitude_m: 0 };

interface Run {
  readonly flightsPerSecond: number;
  readonly nanosecondsPerStep: number;
  readonly ends: readonly FlightEnd[];
}

function flyAll(flyer: Flyer, repeats: number): Run {
  let ends: FlightEnd[] = [];
  let steps = 0;
  const before = process.cpuUsage();
  for (let r = 0; r < repeats; r++) {
    ends = Array.from({ length: FLIGHTS }, (_, i) => flyer.flyVehicle(vehicle, launch, steer(i), limits));
    for (const end of ends) steps += end.steps;
  }
  const { user, system } = process.cpuUsage(before);
  const seconds = (user + system) / 1e6;
  return { flightsPerSecond: (repeats * FLIGHTS) / seconds, nanosecondsPerStep: (seconds * 1e9) / steps, ends };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}

function worstMiss(a: readonly FlightEnd[], b: readonly FlightEnd[]): number {
  return Math.max(
    ...a.map((end, i) => {
      const other = b[i]!;
      const turn = WGS84.rotationRate_radps * (other.time_s - end.time_s);
      const x = end.state[0]! * Math.cos(turn) - end.state[1]! * Math.sin(turn);
      const y = end.state[0]! * Math.sin(turn) + end.state[1]! * Math.cos(turn);
      return Math.hypot(x - other.state[0]!, y - other.state[1]!, end.state[2]! - other.state[2]!);
    }),
  );
}

const fixed = new Flyer(environment, { fixedStep_s: 0.1 });
const tolerances = [1e-9, 1e-8, 3e-8, 1e-7].map((relative) => ({
  relative,
  position_m: 1e6 * relative,
  velocity_mps: 1e3 * relative,
}));
const adaptive = tolerances.map((tolerance) => new Flyer(environment, tolerance));
const exact = flyAll(new Flyer(environment, { fixedStep_s: 0.01 }), 1);
const ranges = exact.ends.map(({ state, time_s }) => {
  const r = Math.hypot(state[0]!, state[1]!, state[2]!);
  const turn = WGS84.rotationRate_radps * time_s;
  const x = (state[0]! * Math.cos(turn) + state[1]! * Math.sin(turn)) / r;
  return 6371 * Math.acos(x * Math.cos(launch.latitude_rad) + (state[2]! / r) * Math.sin(launch.latitude_rad));
});
console.log(`ranges ${Math.min(...ranges).toFixed(0)} to ${Math.max(...ranges).toFixed(0)} km`);
for (const flyer of [fixed, ...adaptive]) flyAll(flyer, 2);

const pairs: { step: number; flights: number[] }[] = [];
for (let round = 0; round < rounds; round++) {
  const theirs =
    baseline === undefined
      ? undefined
      : (JSON.parse(execSync(baseline, { encoding: "utf8" })) as { nsStep: number; trajS: number });
  const step = flyAll(fixed, 1).nanosecondsPerStep;
  const flights = adaptive.map((flyer) => flyAll(flyer, 8).flightsPerSecond);
  pairs.push({
    step: theirs === undefined ? step : step / theirs.nsStep,
    flights: flights.map((f) => f / (theirs?.trajS ?? 1)),
  });
}
const unit = baseline === undefined ? "" : " x the baseline";
console.log(`Runge-Kutta 4 step: ${median(pairs.map((p) => p.step)).toFixed(2)}${unit || " ns"}`);
tolerances.forEach((tolerance, k) => {
  const run = flyAll(adaptive[k]!, 1);
  const rate = median(pairs.map((p) => p.flights[k]!));
  console.log(
    `adaptive, tolerance ${tolerance.relative}: ${rate.toFixed(baseline === undefined ? 0 : 2)}${unit || " flights/s"}, ` +
      `${(run.ends.reduce((n, e) => n + e.steps, 0) / FLIGHTS).toFixed(0)} steps, impact within ${worstMiss(run.ends, exact.ends).toFixed(2)} m of the 0.01 s solution`,
  );
});
