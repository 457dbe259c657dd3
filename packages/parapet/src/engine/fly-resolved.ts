import { makeDragCurve } from "../flight/drag.ts";
import { REENTRY_CONE_DRAG, SLENDER_ROCKET_DRAG } from "../flight/drag-tables.ts";
import type { FlownFlight } from "../flight/flown-flight.ts";
import { flyPlan, type FlightPlan, type RefusedFlight, type ThreatPath } from "../flight/fly-file.ts";
import type { ThreatClass } from "../flight/threat-vehicle.ts";
import type { ResolvedFlight, ResolvedThreatClass } from "../scenario/types.ts";
import { flyCruiseFile } from "./fly-cruise.ts";
import { flyGuidedFile } from "./fly-guided.ts";
import { flyRocketFile } from "./fly-rocket.ts";

/** Flies a resolved flight file, without what falls from it (`flyWithParts` flies that too); a flight that the model cannot fly comes back as a refusal with its reason. */
export function flyResolved(flight: ResolvedFlight): FlownFlight | RefusedFlight {
  if (flight.kind === "rocket" && flight.programme !== undefined) {
    const rocket = flyRocketFile(flight, flight.programme);
    return "refusal" in rocket ? rocket : rocket.flown;
  }
  if (flight.kind === "cruise") return flyCruiseFile(flight);
  if (flight.kind === "guided") {
    const guided = flyGuidedFile(flight);
    return "refusal" in guided ? guided : guided.flown;
  }
  if (flight.kind !== "threat") return flyPlan(flight);
  const plan = planThreat(flight);
  return "refusal" in plan ? plan : flyPlan(plan);
}

/** The plan of a flight of a threat class, or why there is none. */
export function planThreat(
  flight: Extract<ResolvedFlight, { kind: "threat" }>,
): Extract<FlightPlan, { kind: "threat" }> | RefusedFlight {
  const { threat, trajectory, ...rest } = flight;
  if (threat.seaLevelThrustShare === undefined)
    return {
      refusal: `the catalogue gives no seaLevelThrustShare for ${threat.id}, without which its boost cannot be flown`,
    };
  return { ...rest, threat: makeThreatClass(threat), path: choosePath(threat, trajectory) };
}

/** The central values of a class of the catalogue as the flight model takes them. Throws without `seaLevelThrustShare`. */
export function makeThreatClass(threat: ResolvedThreatClass): ThreatClass {
  const { seaLevelThrustShare } = threat;
  if (seaLevelThrustShare === undefined)
    throw new RangeError(`makeThreatClass: ${threat.id} needs a seaLevelThrustShare, got none`);
  return {
    range_m: threat.range_m.value,
    burnTime_s: threat.burnTime_s.value,
    stageCount: threat.stageCount.value,
    specificImpulse_s: threat.specificImpulse_s.value,
    seaLevelThrustShare: seaLevelThrustShare.value,
    structuralFraction: threat.structuralFraction.value,
    payloadMass_kg: threat.payloadMass_kg.value,
    bodyDiameter_m: threat.bodyDiameter_m.value,
    ballisticCoefficient_kgpm2: threat.ballisticCoefficient_kgpm2.value,
    bodyDrag: makeDragCurve(SLENDER_ROCKET_DRAG, { interpolation: "monotone" }),
    payloadDrag: makeDragCurve(REENTRY_CONE_DRAG, { interpolation: "monotone" }),
  };
}

function choosePath(
  threat: ResolvedThreatClass,
  trajectory: Extract<ResolvedFlight, { kind: "threat" }>["trajectory"],
): ThreatPath {
  if (typeof trajectory !== "string") return { kind: "apogee", apogee_m: trajectory.apogee_m };
  if (trajectory === "lofted") return { kind: "apogee-factor", factor: threat.loftedApogeeFactor.value };
  if (trajectory === "depressed") return { kind: "apogee-factor", factor: threat.depressedApogeeFactor.value };
  return { kind: "minimum-energy" };
}
