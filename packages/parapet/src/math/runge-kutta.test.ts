import { describe, expect, it } from "vitest";
import { DENSE_SIZE, interpolateDense, type Motion } from "./dormand-prince.ts";
import { RungeKutta4 } from "./runge-kutta.ts";

/** Three springs of unit frequency: x = cos t, v = -sin t. */
const springs: Motion = {
  derivative(_time, state, rate) {
    for (let i = 0; i < 3; i++) {
      rate[i] = state[i + 3]!;
      rate[i + 3] = -state[i]!;
    }
  },
};
const start = [1, 1, 1, 0, 0, 0];

function errorAfterOneTurn(step_s: number): number {
  const integrator = new RungeKutta4(springs, step_s);
  integrator.restart(0, start);
  while (integrator.time[0]! < 2 * Math.PI) integrator.stepTowards(2 * Math.PI);
  return Math.hypot(integrator.state[0]! - 1, integrator.state[3]!);
}

describe("classical Runge-Kutta", () => {
  it("is of fourth order: half the step, a sixteenth of the error", () => {
    const ratio = errorAfterOneTurn(0.1) / errorAfterOneTurn(0.05);
    expect(ratio).toBeGreaterThan(14);
    expect(ratio).toBeLessThan(18);
  });

  it("ends exactly at the end, with a short last step", () => {
    const integrator = new RungeKutta4(springs, 0.3);
    integrator.restart(0, start);
    for (let i = 0; i < 4; i++) integrator.stepTowards(1);
    expect(integrator.time[0]).toBe(1);
    expect(integrator.lastStep[1]).toBeCloseTo(0.1, 12);
    expect(integrator.accepted).toBe(4);
  });

  it("interpolates inside a step and takes it again with another length", () => {
    const integrator = new RungeKutta4(springs, 0.1);
    integrator.restart(0, start);
    integrator.stepTowards(1);
    const dense = new Float64Array(DENSE_SIZE);
    integrator.writeDense(dense, 0);
    const out = new Float64Array(6);
    interpolateDense(out, dense, 0, 0.5);
    expect(out[0]).toBeCloseTo(Math.cos(0.05), 6);
    integrator.retakeStep(0.05);
    expect(integrator.time[0]).toBeCloseTo(0.05, 15);
    expect(integrator.state[0]).toBeCloseTo(Math.cos(0.05), 9);
  });

  it("refuses a step that is not above 0", () => {
    expect(() => new RungeKutta4(springs, 0)).toThrow(/above 0/);
  });
});
