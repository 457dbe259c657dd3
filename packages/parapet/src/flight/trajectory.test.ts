import { describe, expect, it } from "vitest";
import { DENSE_SIZE } from "../math/dormand-prince.ts";
import { stateAtInto, TrajectoryRecorder } from "./trajectory.ts";

/** A path of equal steps on which every component grows steadily: x = 10 t + component. */
function recordStraight(steps: number, length_s: number): TrajectoryRecorder {
  const recorder = new TrajectoryRecorder();
  for (let n = 0; n < steps; n++) {
    const { dense, offset } = recorder.reserve();
    dense.fill(0, offset, offset + DENSE_SIZE);
    for (let i = 0; i < 6; i++) {
      dense[offset + 5 * i] = 10 * n * length_s + i;
      dense[offset + 5 * i + 1] = 10 * length_s;
    }
    recorder.addStep(n * length_s, length_s);
  }
  return recorder;
}

describe("a recorded path", () => {
  it("is found at any time, at the joints and at both ends, however many steps it has", () => {
    const { trajectory } = recordStraight(300, 0.5).finish();
    expect([trajectory.startTime_s, trajectory.endTime_s]).toEqual([0, 150]);
    const out = new Float64Array(6);
    for (const time of [0, 0.2, 0.5, 77.25, 149.9, 150]) {
      stateAtInto(out, trajectory, time);
      for (let i = 0; i < 6; i++) expect(out[i]).toBeCloseTo(10 * time + i, 9);
    }
  });

  it("has no state outside its time", () => {
    const { trajectory } = recordStraight(3, 1).finish();
    expect(() => stateAtInto(new Float64Array(6), trajectory, 3.1)).toThrow("outside the flight, 0 s to 3 s");
    expect(() => stateAtInto(new Float64Array(6), trajectory, -0.1)).toThrow(RangeError);
    expect(() => stateAtInto(new Float64Array(6), trajectory, Number.NaN)).toThrow(RangeError);
  });

  it("has its events by time", () => {
    const recorder = recordStraight(2, 1);
    recorder.addEvent({ name: "apogee", time_s: 1.5 });
    recorder.addEvent({ name: "launch", time_s: 0 });
    expect(recorder.finish().events.map((event) => event.name)).toEqual(["launch", "apogee"]);
  });

  it("can be forgotten", () => {
    const recorder = recordStraight(2, 1);
    recorder.addEvent({ name: "launch", time_s: 0 });
    recorder.clear();
    const { trajectory, events } = recorder.finish();
    expect(trajectory.stepStart_s).toHaveLength(0);
    expect(events).toEqual([]);
  });
});
