import { makeDragCurve } from "../../src/flight/drag.ts";
import { REENTRY_CONE_DRAG, SLENDER_ROCKET_DRAG } from "../../src/flight/drag-tables.ts";
import type { ThreatClass } from "../../src/flight/threat-vehicle.ts";

const SHAPES = {
  bodyDrag: makeDragCurve(SLENDER_ROCKET_DRAG, { interpolation: "monotone" }),
  payloadDrag: makeDragCurve(REENTRY_CONE_DRAG, { interpolation: "monotone" }),
};

/** Generic classes for tests: of the size of those of the catalogue, and free to stay as they are when the catalogue changes. */
export const SAMPLE_CLASSES: Readonly<Record<"short" | "medium" | "intermediate" | "long" | "longSolid", ThreatClass>> =
  {
    short: {
      ...SHAPES,
      range_m: 1_000_000,
      burnTime_s: 75,
      stageCount: 1,
      specificImpulse_s: 245,
      seaLevelThrustShare: 0.88,
      structuralFraction: 0.13,
      payloadMass_kg: 700,
      bodyDiameter_m: 0.9,
      ballisticCoefficient_kgpm2: 3000,
    },
    medium: {
      ...SHAPES,
      range_m: 1_300_000,
      burnTime_s: 95,
      stageCount: 1,
      specificImpulse_s: 250,
      seaLevelThrustShare: 0.88,
      structuralFraction: 0.12,
      payloadMass_kg: 700,
      bodyDiameter_m: 1.25,
      ballisticCoefficient_kgpm2: 3000,
    },
    intermediate: {
      ...SHAPES,
      range_m: 4_500_000,
      burnTime_s: 140,
      stageCount: 2,
      specificImpulse_s: 265,
      seaLevelThrustShare: 0.9,
      structuralFraction: 0.12,
      payloadMass_kg: 600,
      bodyDiameter_m: 1.6,
      ballisticCoefficient_kgpm2: 5000,
    },
    long: {
      ...SHAPES,
      range_m: 10_000_000,
      burnTime_s: 250,
      stageCount: 2,
      specificImpulse_s: 290,
      seaLevelThrustShare: 0.9,
      structuralFraction: 0.1,
      payloadMass_kg: 900,
      bodyDiameter_m: 2,
      ballisticCoefficient_kgpm2: 8000,
    },
    longSolid: {
      ...SHAPES,
      range_m: 10_000_000,
      burnTime_s: 175,
      stageCount: 3,
      specificImpulse_s: 275,
      seaLevelThrustShare: 0.9,
      structuralFraction: 0.1,
      payloadMass_kg: 600,
      bodyDiameter_m: 1.8,
      ballisticCoefficient_kgpm2: 8000,
    },
  };
