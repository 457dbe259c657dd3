import { beforeAll, describe, expect, it } from "vitest";
import { SAMPLE_CLASSES } from "../../test/samples/threat-classes.ts";
import { WGS84 } from "../earth/model.ts";
import { steerPlan } from "../flight/fly-file.ts";
import { Flyer } from "../flight/fly.ts";
import { stateAtInto, type Trajectory, TrajectoryRecorder } from "../flight/trajectory.ts";
import { altitudeAt, makeFlightTable, sampleFlightInto } from "./flight-table.ts";
import type { FlightTable } from "./raid-problem.ts";

const plan = {
  kind: "threat",
  environment: { earth: WGS84, atmosphere: "us1976", wind: [] },
  threat: SAMPLE_CLASSES.medium,
  launch: { latitude_rad: 0.69, longitude_rad: 2.19, altitude_m: 0 },
  aim: { latitude_rad: 0.63, longitude_rad: 2.36, altitude_m: 0 },
  path: { kind: "minimum-energy" },
} as const;
let table: FlightTable;
let trajectory: Trajectory;
beforeAll(() => {
  const made = makeFlightTable("test", plan);
  if ("refusal" in made) throw new Error(made.refusal);
  table = made;
  const steered = steerPlan(plan);
  if ("refusal" in steered) throw new Error(steered.refusal);
  const recorder = new TrajectoryRecorder();
  const limits = { timeLimit_s: 7200, groundAltitude_m: 0 };
  new Flyer(plan.environment).flyVehicle(steered.vehicle, plan.launch, steered.steering, limits, recorder);
  ({ trajectory } = recorder.finish());
});

describe("a flight's table", () => {
  it("is off the flight by less than 3 m under thrust and in the air, by less than 1 mm in free flight", () => {
    const ours = new Float64Array(6);
    const theirs = new Float64Array(6);
    let worst = 0;
    let worstFree = 0;
    let worstSpeed = 0;
    for (let time = 0.05; time < table.impact_s; time += 0.237) {
      sampleFlightInto(ours, 0, table, time);
      stateAtInto(theirs, trajectory, time);
      const off = Math.hypot(ours[0]! - theirs[0]!, ours[1]! - theirs[1]!, ours[2]! - theirs[2]!);
      worst = Math.max(worst, off);
      const isFree = time > table.burnout_s + 5 && altitudeAt(table, time) > 150_000;
      if (isFree) {
        worstFree = Math.max(worstFree, off);
        const speed = Math.hypot(ours[3]! - theirs[3]!, ours[4]! - theirs[4]!, ours[5]! - theirs[5]!);
        worstSpeed = Math.max(worstSpeed, speed);
      }
    }
    expect(worst).toBeLessThan(3);
    expect(worstFree).toBeLessThan(1e-3);
    expect(worstSpeed).toBeLessThan(1e-3);
  });

  it("starts and ends on the ground", () => {
    expect(Math.abs(altitudeAt(table, 0))).toBeLessThan(1);
    expect(Math.abs(altitudeAt(table, table.impact_s))).toBeLessThan(50);
    expect(table.burnout_s).toBeGreaterThan(30);
  });

  it("says why a class cannot make a flight", () => {
    const far = makeFlightTable("far", { ...plan, aim: { latitude_rad: -0.6, longitude_rad: 2.36, altitude_m: 0 } });
    expect(far).toEqual({ refusal: expect.stringContaining("away") as string });
  });
});
