import { describe, expect, it } from "vitest";
import { DENSE_SIZE, DormandPrince, interpolateDense, type Motion } from "./dormand-prince.ts";

/** A body on a spring in each direction, unit mass and stiffness: r'' = -r. Its state comes back after 2 pi. */
const SPRING: Motion = {
  derivative(_, state, rate) {
    for (let i = 0; i < 3; i++) {
      rate[i] = state[i + 3]!;
      rate[i + 3] = -state[i]!;
    }
  },
};
const START = [1, 0, 0.5, 0, 1, -0.25];
const springAt = (t: number): number[] => {
  const [c, s] = [Math.cos(t), Math.sin(t)];
  return START.map((value, i) => (i < 3 ? c * value + s * START[i + 3]! : c * value - s * START[i - 3]!));
};
const worstError = (state: ArrayLike<number>, t: number): number =>
  Math.max(...springAt(t).map((value, i) => Math.abs(value - state[i]!)));
/** A tolerance that never refuses a step, for steps of a chosen length. */
const LAX = { relative: 1e9, position_m: 1e9, velocity_mps: 1e9 };
const tolerance = (size: number): typeof LAX => ({ relative: size, position_m: size, velocity_mps: size });

/** One step of a given length from the start. */
function stepOnce(h: number): DormandPrince {
  const integrator = new DormandPrince(SPRING, LAX);
  integrator.restart(0, START, h);
  integrator.stepTowards(h);
  return integrator;
}

describe("one step", () => {
  it("has a local error of sixth order", () => {
    const [coarse, fine] = [0.4, 0.2].map((h) => worstError(stepOnce(h).state, h));
    const order = Math.log2(coarse! / fine!);
    expect(order).toBeGreaterThan(5.7);
    expect(order).toBeLessThan(6.6);
  });

  it("has dense output of fifth order that meets both ends", () => {
    const errors = [0.4, 0.2].map((h) => {
      const dense = new Float64Array(DENSE_SIZE);
      const out = new Float64Array(6);
      const integrator = stepOnce(h);
      integrator.writeDense(dense, 0);
      interpolateDense(out, dense, 0, 0);
      expect([...out]).toEqual(START);
      interpolateDense(out, dense, 0, 1);
      for (let i = 0; i < 6; i++) expect(out[i]).toBeCloseTo(integrator.state[i]!, 14);
      let worst = 0;
      for (let theta = 0.05; theta < 1; theta += 0.05) {
        interpolateDense(out, dense, 0, theta);
        worst = Math.max(worst, worstError(out, theta * h));
      }
      return worst;
    });
    expect(Math.log2(errors[0]! / errors[1]!)).toBeGreaterThan(4.6);
  });

  it("can be retaken at another length, from the same start", () => {
    const integrator = new DormandPrince(SPRING, LAX);
    integrator.restart(0, START, 0.3);
    integrator.stepTowards(10);
    integrator.stepTowards(10);
    const start = integrator.lastStep[0]!;
    integrator.retakeStep(0.01);
    expect(integrator.time[0]).toBe(start + 0.01);
    const direct = new DormandPrince(SPRING, LAX);
    direct.restart(0, START, 0.3);
    direct.stepTowards(10);
    direct.retakeStep(0.3);
    direct.stepTowards(0.31);
    for (let i = 0; i < 6; i++) expect(integrator.state[i]).toBeCloseTo(direct.state[i]!, 8);
  });
});

describe("step control", () => {
  it.each([1e-4, 1e-7, 1e-10, 1e-12])("keeps the error of three turns near the tolerance %d", (size) => {
    const integrator = new DormandPrince(SPRING, tolerance(size));
    integrator.restart(0, START, 0.1);
    const end = 6 * Math.PI;
    while (integrator.time[0]! < end) expect(integrator.stepTowards(end)).toBe("stepped");
    expect(integrator.time[0]).toBe(end);
    expect(worstError(integrator.state, end)).toBeLessThan(200 * size);
  });

  it("takes longer steps for a looser tolerance, by about the fifth root", () => {
    const count = (size: number): number => {
      const integrator = new DormandPrince(SPRING, tolerance(size));
      integrator.restart(0, START, 0.1);
      while (integrator.time[0]! < 100) integrator.stepTowards(100);
      return integrator.accepted;
    };
    expect(count(1e-10) / count(1e-5)).toBeGreaterThan(7);
    expect(count(1e-10) / count(1e-5)).toBeLessThan(13);
  });

  it("cuts a first step that is much too long", () => {
    const integrator = new DormandPrince(SPRING, tolerance(1e-9));
    integrator.restart(0, START, 1000);
    integrator.stepTowards(1000);
    expect(integrator.rejected).toBeGreaterThan(0);
    expect(worstError(integrator.state, integrator.time[0]!)).toBeLessThan(1e-8);
  });

  it("stops at a jump, told to take the new rate", () => {
    let stiffness = 1;
    const jumpy: Motion = {
      derivative(_, state, rate) {
        for (let i = 0; i < 3; i++) {
          rate[i] = state[i + 3]!;
          rate[i + 3] = -stiffness * state[i]!;
        }
      },
    };
    const integrator = new DormandPrince(jumpy, tolerance(1e-11));
    integrator.restart(0, START, 0.1);
    while (integrator.time[0]! < 1) integrator.stepTowards(1);
    stiffness = 0;
    integrator.resumeAfterJump();
    const before = [...integrator.state];
    while (integrator.time[0]! < 3) integrator.stepTowards(3);
    for (let i = 0; i < 3; i++) expect(integrator.state[i]).toBeCloseTo(before[i]! + 2 * before[i + 3]!, 9);
  });

  it("gives up where the motion is not a number, instead of looping", () => {
    const broken: Motion = { derivative: (_, state, rate) => void rate.fill(state[0]! > 1.05 ? Number.NaN : 1) };
    const integrator = new DormandPrince(broken);
    integrator.restart(0, START, 0.01);
    let outcome = "stepped";
    for (let i = 0; i < 1000 && outcome === "stepped"; i++) outcome = integrator.stepTowards(1);
    expect(outcome).toBe("step-below-limit");
    expect(integrator.state[0]).toBeLessThan(1.0501);
  });

  it("hands time to the motion as it goes", () => {
    const falling: Motion = {
      derivative(time, state, rate) {
        for (let i = 0; i < 3; i++) {
          rate[i] = state[i + 3]!;
          rate[i + 3] = 12 * time[0]! * time[0]!;
        }
      },
    };
    const integrator = new DormandPrince(falling, tolerance(1e-10));
    integrator.restart(1, [1, 1, 1, 4, 4, 4], 0.1);
    while (integrator.time[0]! < 3) integrator.stepTowards(3);
    // r = t^4, which the method integrates exactly.
    expect(integrator.state[0]).toBeCloseTo(81, 10);
  });
});
