import { describe, expect, it } from "vitest";
import { SAMPLE_CLASSES } from "../../test/samples/threat-classes.ts";
import { WGS84 } from "../earth/model.ts";
import { Flyer } from "./fly.ts";
import {
  makeVehicle,
  type SolvedVehicle,
  solveThreatVehicle,
  STANDARD_GRAVITY_mps2,
  type ThreatClass,
} from "./threat-vehicle.ts";
import { launchMass, totalBoostTime } from "./vehicle.ts";

function solve(threat: ThreatClass): SolvedVehicle {
  const solved = solveThreatVehicle(threat);
  if ("noVehicle" in solved) throw new Error(solved.noVehicle);
  return solved;
}

describe.each(Object.entries(SAMPLE_CLASSES))("the generic vehicle of the class %s", (_, threat) => {
  const solved = solve(threat);

  it("has the range and the burn time of its class within 0.1 %", () => {
    expect(Math.abs(solved.range_m / threat.range_m - 1)).toBeLessThan(1e-3);
    expect(totalBoostTime(solved.vehicle) / threat.burnTime_s).toBeCloseTo(1, 12);
    expect(solved.vehicle.stages).toHaveLength(threat.stageCount);
  });

  it("flies no farther than its range on any other tilt", () => {
    const flyer = new Flyer({ earth: { ...WGS84, rotationRate_radps: 0 }, atmosphere: "us1976", wind: [] });
    const launch = { latitude_rad: (40 * Math.PI) / 180, longitude_rad: 0, altitude_m: 0 };
    const boost = threat.burnTime_s;
    for (let tilt_rad = 0.05; tilt_rad < 1.5; tilt_rad += 0.05) {
      const steering = {
        azimuth_rad: Math.PI / 2,
        verticalTime_s: 0.04 * boost,
        tiltEndTime_s: 0.22 * boost,
        tilt_rad,
        cutOffTime_s: Infinity,
      };
      const end = flyer.flyVehicle(solved.vehicle, launch, steering, { timeLimit_s: 10_800, groundAltitude_m: 0 });
      if (end.outcome !== "impact") continue;
      const up = end.state[0]! * Math.cos(launch.latitude_rad) + end.state[2]! * Math.sin(launch.latitude_rad);
      const range = 6371008.8 * Math.acos(up / Math.hypot(end.state[0]!, end.state[1]!, end.state[2]!));
      expect(range).toBeLessThan(threat.range_m * 1.001);
    }
  });

  it("has the propellant, thrust and masses that its class says", () => {
    const { stages } = solved.vehicle;
    for (const stage of stages) {
      expect(stage.dryMass_kg / (stage.dryMass_kg + stage.propellantMass_kg)).toBeCloseTo(
        threat.structuralFraction,
        12,
      );
      const impulse = (stage.vacuumThrust_N * stage.burnTime_s) / (stage.propellantMass_kg * STANDARD_GRAVITY_mps2);
      expect(impulse).toBeCloseTo(threat.specificImpulse_s, 9);
      expect(1 - (101325 * stage.exitArea_m2) / stage.vacuumThrust_N).toBeCloseTo(threat.seaLevelThrustShare, 12);
    }
    for (let i = 1; i < stages.length; i++)
      expect(stages[i]!.propellantMass_kg).toBeLessThan(stages[i - 1]!.propellantMass_kg);
    expect(launchMass(solved.vehicle)).toBeCloseTo(
      threat.payloadMass_kg * (1 + solved.stageRatio) ** threat.stageCount,
      3,
    );
    expect(solved.thrustToWeight).toBeGreaterThan(1.1);
    const { payload } = solved.vehicle;
    expect(payload.mass_kg / payload.referenceArea_m2).toBeCloseTo(threat.ballisticCoefficient_kgpm2, 9);
  });
});

describe("classes without a vehicle", () => {
  const { medium } = SAMPLE_CLASSES;

  it("says how far it could reach when the range is too much for its stages", () => {
    const no = solveThreatVehicle({ ...medium, range_m: 6_000_000 });
    if (!("noVehicle" in no)) throw new Error("one stage of 250 s does not fly 6,000 km");
    expect(no.noVehicle).toBe("range-out-of-reach");
    expect(no.longestRange_m).toBeGreaterThan(medium.range_m);
    expect(no.longestRange_m).toBeLessThan(6_000_000);
  });

  it("says when it would not leave the ground", () => {
    const no = solveThreatVehicle({ ...medium, burnTime_s: 400 });
    expect(no).toMatchObject({ noVehicle: "cannot-lift-off" });
  });
});

it("a heavier stage carries more: launch mass and thrust grow with the ratio", () => {
  const [light, heavy] = [makeVehicle(SAMPLE_CLASSES.long, 2), makeVehicle(SAMPLE_CLASSES.long, 3)];
  expect(launchMass(heavy)).toBeGreaterThan(launchMass(light));
  expect(heavy.stages[0]!.vacuumThrust_N).toBeGreaterThan(light.stages[0]!.vacuumThrust_N);
});
