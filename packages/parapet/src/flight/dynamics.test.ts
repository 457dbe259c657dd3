import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { us1976 } from "../earth/atmosphere.ts";
import { ecefToEnuVector, ecefToGeodetic, geodeticToEcef } from "../earth/frames.ts";
import { gravityEci } from "../earth/gravity.ts";
import { WGS84 } from "../earth/model.ts";
import { DormandPrince } from "../math/dormand-prince.ts";
import { RungeKutta4 } from "../math/runge-kutta.ts";
import { type Vec3, vec3 } from "../math/vec3.ts";
import { evaluateDrag, makeDragCurve } from "./drag.ts";
import { REENTRY_CONE_DRAG } from "./drag-tables.ts";
import { PointMassDynamics } from "./dynamics.ts";
import type { FlightEnvironment, WindLayer } from "./vehicle.ts";
import { windAt } from "./wind.ts";

const WIND: readonly WindLayer[] = [
  { altitude_m: 0, east_mps: 5, north_mps: -3 },
  { altitude_m: 10_000, east_mps: 40, north_mps: 12 },
];
const DRAG = makeDragCurve(REENTRY_CONE_DRAG, { interpolation: "monotone" });
const PLACE = { latitude_rad: 0.6, longitude_rad: 2.1, altitude_m: 7000 };

function accelerationAt(
  environment: FlightEnvironment,
  r: Vec3<"eci">,
  v: Vec3<"eci">,
  set: (d: PointMassDynamics) => void,
): Vec3<"eci"> {
  const dynamics = new PointMassDynamics(environment);
  set(dynamics);
  const rate = new Float64Array(6);
  dynamics.derivative(Float64Array.of(10), Float64Array.of(...r, ...v), rate);
  expect([...rate.subarray(0, 3)]).toEqual([...v]);
  return vec3(rate[3]!, rate[4]!, rate[5]!);
}

function expectClose(found: Vec3, expected: Vec3, tolerance: number): void {
  for (let i = 0; i < 3; i++) expect(Math.abs(found[i]! - expected[i]!)).toBeLessThan(tolerance);
}

describe("the forces on a point mass", () => {
  // At time 0 of the frames the inertial and Earth-fixed axes coincide.
  const r = vec3<"eci">(...(geodeticToEcef(PLACE) as unknown as [number, number, number]));
  const v = vec3<"eci">(1200, -900, 400);
  const still: FlightEnvironment = { earth: WGS84, atmosphere: "us1976", wind: [] };
  const windy: FlightEnvironment = { ...still, wind: WIND };
  const gravity = gravityEci(r);

  /** Velocity relative to air that turns with the Earth and moves with the wind, computed the long way. */
  const relativeTo = (wind: readonly WindLayer[]): Vec3<"eci"> => {
    const { east_mps, north_mps } = windAt(wind, PLACE.altitude_m);
    const omega = WGS84.rotationRate_radps;
    const [sinLat, cosLat, sinLon, cosLon] = [Math.sin(0.6), Math.cos(0.6), Math.sin(2.1), Math.cos(2.1)];
    const east = [-sinLon, cosLon, 0];
    const north = [-sinLat * cosLon, -sinLat * sinLon, cosLat];
    const air = [-omega * r[1], omega * r[0], 0].map((x, i) => x + east_mps * east[i]! + north_mps * north[i]!);
    return vec3(v[0] - air[0]!, v[1] - air[1]!, v[2] - air[2]!);
  };
  const dragOf = (relative: Vec3<"eci">, mass: number, area: number): Vec3<"eci"> => {
    const air = us1976(PLACE.altitude_m);
    const speed = Math.hypot(...relative);
    const k = (-0.5 * air.density_kgpm3 * speed * evaluateDrag(DRAG, speed / air.speedOfSound_mps) * area) / mass;
    return vec3(k * relative[0], k * relative[1], k * relative[2]);
  };
  const plus = (a: Vec3<"eci">, b: Vec3<"eci">): Vec3<"eci"> => vec3(a[0] + b[0], a[1] + b[1], a[2] + b[2]);

  it.each([
    ["still air", still],
    ["wind", windy],
  ])("are gravity and drag in %s", (_, environment) => {
    const found = accelerationAt(environment, r, v, (d) => d.setBody(500, 0.2, DRAG));
    expectClose(found, plus(gravity, dragOf(relativeTo(environment.wind), 500, 0.2)), 2e-5);
  });

  it("are gravity alone without air, and above the ceiling of drag", () => {
    const vacuum = accelerationAt({ ...windy, atmosphere: "none" }, r, v, (d) => d.setBody(500, 0.2, DRAG));
    expectClose(vacuum, gravity, 1e-12);
    const high = vec3<"eci">(r[0] * 1.05, r[1] * 1.05, r[2] * 1.05);
    expectClose(
      accelerationAt(windy, high, v, (d) => d.setBody(500, 0.2, DRAG)),
      gravityEci(high),
      1e-12,
    );
  });

  it("include thrust along the velocity, less back pressure, over the falling mass", () => {
    const found = accelerationAt(windy, r, v, (d) => {
      d.setBody(500, 0.2, DRAG);
      d.setThrust(4, 30_000, 20, 0.1);
      d.steerAlongVelocity();
    });
    const mass = 500 - 20 * (10 - 4);
    const relative = relativeTo(WIND);
    const a = (30_000 - us1976(PLACE.altitude_m).pressure_Pa * 0.1) / mass / Math.hypot(...relative);
    const thrust = vec3<"eci">(a * relative[0], a * relative[1], a * relative[2]);
    expectClose(found, plus(gravity, plus(thrust, dragOf(relative, mass, 0.2))), 1e-4);
  });

  it("include thrust tilted from up to forward at a steady rate", () => {
    const axes = [0, 0, 1, 1, 0, 0];
    const found = accelerationAt({ ...still, atmosphere: "none" }, r, v, (d) => {
      d.setBody(500, 0, DRAG);
      d.setThrust(10, 5000, 0, 0.1);
      d.steerByTilt(axes, 6, 0.1, 0.05);
    });
    expectClose(found, plus(gravity, vec3(10 * Math.sin(0.3), 0, 10 * Math.cos(0.3))), 1e-9);
  });

  it("know wind at the pole, where east is a matter of choice", () => {
    const pole = vec3<"eci">(0, 0, 6_360_000);
    const found = accelerationAt(windy, pole, v, (d) => d.setBody(500, 0.2, DRAG));
    expect(found.every(Number.isFinite)).toBe(true);
  });

  it("push a body at rest in the wind along with it", () => {
    const omega = WGS84.rotationRate_radps;
    const found = accelerationAt(windy, r, vec3(-omega * r[1], omega * r[0], 0), (d) => d.setBody(1, 1, DRAG));
    const push = ecefToEnuVector(
      vec3(found[0] - gravity[0], found[1] - gravity[1], found[2] - gravity[2]),
      ecefToGeodetic(vec3(r[0], r[1], r[2])),
    );
    const { east_mps, north_mps } = windAt(WIND, PLACE.altitude_m);
    expect(push[0] / push[1]).toBeCloseTo(east_mps / north_mps, 6);
    expect(Math.abs(push[2])).toBeLessThan(1e-6);
  });
});

describe("allocation", () => {
  it("is none in the step: the heap does not grow over a million evaluations of the forces", () => {
    setFlagsFromString("--expose-gc");
    const collect = runInNewContext("gc") as () => void;
    const dynamics = new PointMassDynamics({ earth: WGS84, atmosphere: "us1976", wind: WIND });
    const integrator = new DormandPrince(dynamics, { relative: 1e-12, position_m: 1e-6, velocity_mps: 1e-9 });
    const start = [...geodeticToEcef({ ...PLACE, altitude_m: 12_000 }), -900, 700, 900];
    /** Flies ten times a minute of powered climb in windy air; how many evaluations that took. */
    const fly = (): number => {
      let evaluations = 0;
      for (let n = 0; n < 10; n++) {
        dynamics.setBody(500, 0.2, DRAG);
        dynamics.setThrust(0, 4000, 1, 0.1);
        dynamics.steerAlongVelocity();
        integrator.restart(0, start, 0.1);
        for (let i = 0; i < 5000 && integrator.time[0]! < 60; i++) integrator.stepTowards(60);
        evaluations += 6 * (integrator.accepted + integrator.rejected);
      }
      return evaluations;
    };
    for (let done = 0; done < 600_000; done += fly());
    const growths: number[] = [];
    let counted = 0;
    while (counted < 1_000_000) {
      collect();
      const used = process.memoryUsage().heapUsed;
      let round = 0;
      while (round < 50_000) round += fly();
      growths.push(process.memoryUsage().heapUsed - used);
      counted += round;
    }
    // One boxed number a step would be 130 kB a round, one an evaluation 800 kB.
    const typical = growths.toSorted((a, b) => a - b)[growths.length >> 1]!;
    expect(typical).toBeLessThan(50_000);
  });
});

describe("free fall in one go", () => {
  const dynamics = new PointMassDynamics({ earth: WGS84, atmosphere: "us1976", wind: [] });
  dynamics.setBody(500, 0.2, DRAG);
  const plain = { derivative: dynamics.derivative.bind(dynamics) };
  const start = Float64Array.of(6.9e6, 1e5, 2e5, 1200, 5500, 2500);

  it("gives every bit that four evaluations of the rate give, and the same dense output", () => {
    const quick = new RungeKutta4(dynamics, 0.1);
    const slow = new RungeKutta4(plain, 0.1);
    quick.restart(0, start);
    slow.restart(0, start);
    for (let i = 0; i < 3000; i++) {
      quick.stepTowards(1e4);
      slow.stepTowards(1e4);
    }
    expect(quick.state).toEqual(slow.state);
    expect(quick.accepted).toBe(slow.accepted);
    const [a, b] = [new Float64Array(30), new Float64Array(30)];
    quick.writeDense(a, 0);
    slow.writeDense(b, 0);
    expect(a).toEqual(b);
  });

  it("leaves the air to the general step, wherever in the step it begins", () => {
    const falling = Float64Array.of(6378137 + 250_000 + 50, 0, 0, -3000, 4000, 0);
    const quick = new RungeKutta4(dynamics, 0.1);
    const slow = new RungeKutta4(plain, 0.1);
    quick.restart(0, falling);
    slow.restart(0, falling);
    for (let i = 0; i < 200; i++) {
      quick.stepTowards(1e4);
      slow.stepTowards(1e4);
    }
    expect(quick.state).toEqual(slow.state);
  });
});
