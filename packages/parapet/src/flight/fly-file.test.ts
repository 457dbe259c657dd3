import { describe, expect, it } from "vitest";
import { SAMPLE_CLASSES } from "../../test/samples/threat-classes.ts";
import { us1976 } from "../earth/atmosphere.ts";
import { solveInverse } from "../earth/geodesic.ts";
import { WGS84 } from "../earth/model.ts";
import { length, vec3 } from "../math/vec3.ts";
import { makeConstantDrag } from "./drag.ts";
import { type FlownFlight, SAMPLE_LIMIT, sampleTimes } from "./flown-flight.ts";
import { type FlightPlan, flyPlan } from "./fly-file.ts";
import type { FlightEnvironment } from "./vehicle.ts";

const ENVIRONMENT: FlightEnvironment = { earth: WGS84, atmosphere: "us1976", wind: [] };
const BODY = { mass_kg: 10, referenceArea_m2: 0.01, drag: makeConstantDrag(0.2) };
const START = {
  position: { latitude_rad: 0.5, longitude_rad: 1, altitude_m: 1000 },
  v_enu: vec3<"enu">(300, 100, 500),
};
type BodyPlan = Extract<FlightPlan, { kind: "body" }>;
type ThreatPlan = Extract<FlightPlan, { kind: "threat" }>;
const bodyPlan = (change: Partial<BodyPlan> = {}): BodyPlan => ({
  kind: "body",
  environment: ENVIRONMENT,
  body: BODY,
  start: START,
  ...change,
});
const threatPlan = (change: Partial<ThreatPlan> = {}): ThreatPlan => ({
  kind: "threat",
  environment: ENVIRONMENT,
  threat: SAMPLE_CLASSES.medium,
  launch: { latitude_rad: 0.69, longitude_rad: 2.19, altitude_m: 50 },
  aim: { latitude_rad: 0.63, longitude_rad: 2.36, altitude_m: 200 },
  path: { kind: "minimum-energy" },
  ...change,
});

function fly(plan: FlightPlan): FlownFlight {
  const flown = flyPlan(plan);
  if ("refusal" in flown) throw new Error(flown.refusal);
  return flown;
}
function refusalOf(plan: FlightPlan): string {
  const flown = flyPlan(plan);
  return "refusal" in flown ? flown.refusal : "flown";
}

describe("sampleTimes", () => {
  it("are multiples of the step and the end, and print short", () => {
    expect(sampleTimes(0, 1, 0.1)).toEqual([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]);
    expect(sampleTimes(0, 7, 3)).toEqual([0, 3, 6, 7]);
    expect(sampleTimes(0, 0.25, 0.1)).toEqual([0, 0.1, 0.2, 0.25]);
    expect(sampleTimes(5, 5, 1)).toEqual([5]);
    expect(sampleTimes(0, 30, 0.1).at(-1)).toBe(30);
  });

  it("are not without number", () => {
    expect(() => sampleTimes(0, 1e6, 1)).toThrow(String(SAMPLE_LIMIT));
  });
});

describe("a body's plan", () => {
  it("starts where and how fast the file says, and ends on the ground", () => {
    const { samples, events, flightTime_s, range_m } = fly(bodyPlan());
    const first = samples[0]!;
    expect(first.place.latitude_rad).toBeCloseTo(0.5, 12);
    expect(first.place.altitude_m).toBeCloseTo(1000, 6);
    expect(length(first.v_ecef)).toBeCloseTo(Math.hypot(300, 100, 500), 8);
    expect(first.mach).toBeCloseTo(length(first.v_ecef) / us1976(1000).speedOfSound_mps, 9);
    expect(first.airDensity_kgpm3).toBeCloseTo(us1976(1000).density_kgpm3, 9);
    const last = samples.at(-1)!;
    expect(last.time_s).toBe(flightTime_s);
    expect(Math.abs(last.place.altitude_m)).toBeLessThan(1e-4);
    expect(range_m).toBeCloseTo(solveInverse(first.place, last.place).distance_m, 6);
    expect(events.map((event) => event.name)).toEqual(["start", "apogee", "impact"]);
    expect(events[2]).toMatchObject({ time_s: flightTime_s, range_m: expect.closeTo(range_m, 6) as number });
  });

  it("has its apogee at the turning point, or at the end when stopped before", () => {
    const whole = fly(bodyPlan());
    const top = whole.events.find((event) => event.name === "apogee")!;
    expect(whole.apogee_m).toBe(top.altitude_m);
    for (const sample of whole.samples) expect(sample.place.altitude_m).toBeLessThanOrEqual(whole.apogee_m);
    const climbing = fly(bodyPlan({ stopTime_s: 10 }));
    expect(climbing.apogee_m).toBe(climbing.samples.at(-1)!.place.altitude_m);
    expect(climbing.events.map((event) => event.name)).toEqual(["start", "end"]);
    const falling = fly(bodyPlan({ start: { ...START, v_enu: vec3(0, 0, 0) } }));
    expect(falling.apogee_m).toBeCloseTo(1000, 6);
  });

  it("feels the wind in its Mach number", () => {
    const calm = fly(bodyPlan({ stopTime_s: 1 })).samples[0]!;
    const windy = { ...ENVIRONMENT, wind: [{ altitude_m: 0, east_mps: 300, north_mps: 100 }] };
    const along = fly(bodyPlan({ stopTime_s: 1, environment: windy })).samples[0]!;
    expect(along.mach).toBeCloseTo(500 / us1976(1000).speedOfSound_mps, 6);
    expect(calm.mach).toBeGreaterThan(along.mach);
  });

  it("has no Mach number and no air where there is none", () => {
    const flown = fly(bodyPlan({ stopTime_s: 1, environment: { ...ENVIRONMENT, atmosphere: "none" } }));
    expect(flown.samples[0]).toMatchObject({ mach: 0, airDensity_kgpm3: 0 });
  });

  it("ends below the sea where it starts there", () => {
    const dead = { ...START.position, altitude_m: -430 };
    const { samples } = fly(bodyPlan({ start: { position: dead, v_enu: vec3(0, 0, 100) } }));
    expect(samples.at(-1)!.place.altitude_m).toBeCloseTo(-430, 3);
  });

  it("is refused when it would make too many samples, with the step that would do", () => {
    expect(refusalOf(bodyPlan({ outputStep_s: 1e-5 }))).toMatch(
      /more than 200000 samples; 0\.00\d+ s or more would do/,
    );
  });

  it("circles the Earth for days with a sample a minute", () => {
    const orbit = { position: { ...START.position, altitude_m: 800_000 }, v_enu: vec3<"enu">(7100, 0, 0) };
    const { samples, flightTime_s } = fly(bodyPlan({ start: orbit, stopTime_s: 100_000 }));
    expect(flightTime_s).toBe(100_000);
    expect(samples).toHaveLength(1668);
  });
});

describe("a rocket's plan", () => {
  const stage = {
    propellantMass_kg: 800,
    dryMass_kg: 100,
    vacuumThrust_N: 40_000,
    burnTime_s: 50,
    exitArea_m2: 0.05,
    coastTime_s: 0,
  };
  const rocket = {
    stages: [stage],
    payload: { ...BODY, mass_kg: 100 },
    referenceArea_m2: 0.1,
    drag: makeConstantDrag(0.3),
  };
  const ground = { position: { ...START.position, altitude_m: 0 }, v_enu: vec3<"enu">(0, 0, 0) };
  const plan: FlightPlan = { kind: "rocket", environment: ENVIRONMENT, rocket, start: ground };

  it("burns, coasts and lands", () => {
    const { events, apogee_m } = fly(plan);
    expect(events.map((event) => event.name)).toEqual([
      "start",
      "gravity-turn",
      "burnout",
      "apogee",
      "re-entry",
      "impact",
    ]);
    expect(apogee_m).toBeGreaterThan(100_000);
  });

  it("can be stopped while it burns", () => {
    const { events, flightTime_s } = fly({ ...plan, stopTime_s: 20 });
    expect(flightTime_s).toBe(20);
    expect(events.map((event) => event.name)).toEqual(["start", "gravity-turn", "end"]);
  });

  it("is refused when it does not lift off", () => {
    expect(refusalOf({ ...plan, rocket: { ...rocket, payload: { ...BODY, mass_kg: 10_000 } } })).toContain(
      "does not lift off",
    );
  });

  it("hits the ground burning when it is flown into it", () => {
    const dive: FlightPlan = {
      ...plan,
      start: { position: { ...START.position, altitude_m: 5000 }, v_enu: vec3(100, 0, -300) },
    };
    const { events, samples } = fly(dive);
    expect(events.at(-1)!.name).toBe("impact");
    expect(Math.abs(samples.at(-1)!.place.altitude_m)).toBeLessThan(1e-3);
  });
});

describe("a missile's plan", () => {
  it("ends at its aim within 100 m", () => {
    for (const path of [
      { kind: "minimum-energy" },
      { kind: "apogee-factor", factor: 1.5 },
      { kind: "apogee", apogee_m: 400_000 },
    ] as const) {
      const plan = threatPlan({ path });
      const { samples, apogee_m } = fly(plan);
      const end = samples.at(-1)!.place;
      expect(solveInverse(end, plan.aim).distance_m).toBeLessThan(100);
      expect(Math.abs(end.altitude_m - 200)).toBeLessThan(1e-3);
      if (path.kind === "apogee") expect(Math.abs(apogee_m - 400_000)).toBeLessThan(100);
    }
  });

  it("is refused with the reason in words", () => {
    const far = { latitude_rad: 0.3, longitude_rad: 2.5, altitude_m: 0 };
    expect(refusalOf(threatPlan({ aim: far }))).toMatch(
      /the class reaches 1,300 km .* the aim point is 3,014 km away; full burn falls 1,\d\d\d km short/,
    );
    expect(refusalOf(threatPlan({ aim: threatPlan().launch }))).toContain("too close");
    expect(refusalOf(threatPlan({ path: { kind: "apogee", apogee_m: 5_000_000 } }))).toMatch(
      /5,000 km is out of reach .*; apogees from \d+ km to [\d,]+ km/,
    );
    expect(refusalOf(threatPlan({ threat: { ...SAMPLE_CLASSES.medium, burnTime_s: 400 } }))).toContain(
      "leaves the ground",
    );
    expect(refusalOf(threatPlan({ threat: { ...SAMPLE_CLASSES.medium, range_m: 6e6 } }))).toContain("reaches 6,000 km");
  });
});
