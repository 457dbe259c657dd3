import { describe, expect, it } from "vitest";
import { earliestHandover, earliestLaunch, FIRE_ON, mayGuideOn, mayLaunchOn } from "./firing-rights.ts";

describe("who may fire on whose track", () => {
  it("gives each right more than the one before", () => {
    const table = FIRE_ON.map((fireOn) => [mayLaunchOn(fireOn, "remote"), mayGuideOn(fireOn, "remote")]);
    expect(table).toEqual([
      [false, false],
      [true, false],
      [true, true],
    ]);
    for (const fireOn of FIRE_ON) expect(mayLaunchOn(fireOn, "own") && mayGuideOn(fireOn, "own")).toBe(true);
  });

  it("tells when a launch and a hand-over can be at the earliest", () => {
    const times = { own_s: 200, remote_s: 120 };
    expect(FIRE_ON.map((fireOn) => earliestLaunch(fireOn, times))).toEqual([200, 120, 120]);
    expect(FIRE_ON.map((fireOn) => earliestHandover(fireOn, times))).toEqual([200, 200, 120]);
    const blind = { own_s: Infinity, remote_s: 120 };
    expect(FIRE_ON.map((fireOn) => earliestLaunch(fireOn, blind))).toEqual([Infinity, 120, 120]);
    expect(FIRE_ON.map((fireOn) => earliestHandover(fireOn, blind))).toEqual([Infinity, Infinity, 120]);
  });
});
