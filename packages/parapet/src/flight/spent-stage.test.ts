import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { us1976 } from "../earth/atmosphere.ts";
import { ecefToEciVelocity, enuToEcefVector, geodeticToEcef } from "../earth/frames.ts";
import { solveInverse } from "../earth/geodesic.ts";
import { type Geodetic, WGS84 } from "../earth/model.ts";
import { vec3 } from "../math/vec3.ts";
import { flySpentStage, type SpentStage, type StageImpact, tumblingDragArea } from "./spent-stage.ts";
import type { FlightEnvironment } from "./vehicle.ts";

const AIR: FlightEnvironment = { earth: WGS84, atmosphere: "us1976", wind: [] };
const BOOSTER: SpentStage = { mass_kg: 240, dragArea_m2: 0.8, attitude: "tumbling" };

function drop(
  stage: SpentStage,
  motion: { readonly altitude_m: number; readonly east_mps: number; readonly up_mps: number },
  environment = AIR,
): { readonly from: Geodetic; readonly impact: Exclude<StageImpact, { noImpact: string }> } {
  const from = { latitude_rad: 0.6, longitude_rad: 2.3, altitude_m: motion.altitude_m };
  const r = geodeticToEcef(from, environment.earth);
  const v_ecef = enuToEcefVector(vec3<"enu">(motion.east_mps, 0, motion.up_mps), from);
  const state = [...r, ...ecefToEciVelocity(r, v_ecef, 0, environment.earth)];
  const impact = flySpentStage({ environment, stage, separation: { time_s: 0, state } });
  if ("noImpact" in impact) throw new Error(impact.noImpact);
  return { from, impact };
}

describe("a spent stage", () => {
  it("lands at its terminal speed when it falls for long", () => {
    const { impact } = drop(BOOSTER, { altitude_m: 12_000, east_mps: 0, up_mps: 0 });
    const terminal = Math.sqrt((2 * 240 * 9.7985) / (us1976(0).density_kgpm3 * 0.8));
    // The air thickens below it, so it is always a little too fast: by v^2 / (4 g H), H the scale height of density.
    expect(impact.speed_mps / terminal).toBeGreaterThan(1);
    expect(impact.speed_mps / terminal).toBeLessThan(1.02);
  });

  it("is carried by the wind as long as it falls", () => {
    const wind = [{ altitude_m: 0, east_mps: 20, north_mps: 0 }];
    const motion = { altitude_m: 12_000, east_mps: 0, up_mps: 0 };
    const { impact: calm } = drop(BOOSTER, motion);
    const { impact: blown } = drop(BOOSTER, motion, { ...AIR, wind });
    const { distance_m, azimuth_rad } = solveInverse(calm.place, blown.place);
    expect(azimuth_rad).toBeCloseTo(Math.PI / 2, 2);
    expect(distance_m / (20 * calm.time_s)).toBeGreaterThan(0.85);
    expect(distance_m / (20 * calm.time_s)).toBeLessThan(1);
  });

  it("flies as far as a stone where there is no air", () => {
    const { from, impact } = drop(
      BOOSTER,
      { altitude_m: 0, east_mps: 300, up_mps: 300 },
      { ...AIR, atmosphere: "none" },
    );
    const range = solveInverse(from, impact.place).distance_m;
    expect(range / ((2 * 300 * 300) / 9.7985)).toBeCloseTo(1, 1);
  });

  it("goes less far the more it is held back", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.1, max: 3, noNaN: true }),
        fc.double({ min: 1000, max: 40_000, noNaN: true }),
        fc.double({ min: 200, max: 1500, noNaN: true }),
        (dragArea_m2, altitude_m, east_mps) => {
          const range = (area: number): number => {
            const { from, impact } = drop({ ...BOOSTER, dragArea_m2: area }, { altitude_m, east_mps, up_mps: 100 });
            return solveInverse(from, impact.place).distance_m;
          };
          expect(range(dragArea_m2 * 1.2)).toBeLessThan(range(dragArea_m2));
        },
      ),
      { numRuns: 20 },
    );
  });

  it("that reaches orbit is not called down", () => {
    const from = { latitude_rad: 0, longitude_rad: 0, altitude_m: 800_000 };
    const r = geodeticToEcef(from);
    const impact = flySpentStage({
      environment: AIR,
      stage: BOOSTER,
      separation: { time_s: 0, state: [...r, 0, 7452, 0] },
    });
    expect(impact).toEqual({ noImpact: "still-flying" });
  });

  it("tumbles with a quarter of its surface", () => {
    expect(tumblingDragArea(2, 8)).toBeCloseTo((1.2 * (Math.PI * 2 * 8 + 2 * Math.PI)) / 4, 9);
  });
});
