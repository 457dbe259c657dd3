import { makeConstantDrag, makeDragCurve } from "../flight/drag.ts";
import { STANDARD_GRAVITY_mps2 } from "../flight/threat-vehicle.ts";
import type { Body, Stage } from "../flight/vehicle.ts";
import { vec3 } from "../math/vec3.ts";
import { deepFreeze } from "./canonical-json.ts";
import type { Catalogue } from "./catalogue.ts";
import type { BodyFile, StageFile, StartFile } from "./flight-file.ts";
import type { ParsedFile } from "./parse.ts";
import type { Problem } from "./problem.ts";
import { resolveEarth, resolvePosition } from "./resolve-earth.ts";
import { checkSystem, resolveThreatClass } from "./resolve-systems.ts";
import type { FlightStart, ResolvedFlight } from "./types.ts";

/** A flight ready to fly, or every reason why there is none. */
export type FlightResult =
  | { readonly ok: true; readonly flight: ResolvedFlight }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** A flight file to SI. Only a flight of a threat class needs the catalogue. */
export function resolveFlight(parsed: ParsedFile<"flight">, catalogue: Catalogue): FlightResult {
  const { value } = parsed;
  const settings = {
    environment: resolveEarth(value.earth),
    ...(value.stop === undefined ? {} : { stopTime_s: value.stop.time.value }),
    ...(value.output === undefined ? {} : { outputStep_s: value.output.every.value }),
  };
  if ("vehicle" in value) {
    const problems = checkSystem(parsed, ["vehicle"], value.vehicle, catalogue, "threat");
    if (problems.length > 0) return { ok: false, problems };
    const { trajectory } = value;
    const flight: ResolvedFlight = {
      ...settings,
      kind: "threat",
      threat: resolveThreatClass(value.vehicle, catalogue),
      launch: resolvePosition(value.launch),
      aim: resolvePosition(value.aim),
      trajectory: typeof trajectory === "string" ? trajectory : { apogee_m: trajectory.apogee.value },
    };
    return { ok: true, flight: deepFreeze(flight) };
  }
  const start = resolveStart(value.start);
  const body = resolveBody(value.body);
  const { stages } = value.body;
  if (stages === undefined) return { ok: true, flight: deepFreeze({ ...settings, kind: "body", body, start }) };
  const { referenceArea_m2, drag } = body;
  const rocket = { stages: stages.map(resolveStage), payload: body, referenceArea_m2, drag };
  return { ok: true, flight: deepFreeze({ ...settings, kind: "rocket", rocket, start }) };
}

function resolveBody({ mass, referenceArea, dragCoefficient }: BodyFile): Body {
  const drag =
    typeof dragCoefficient === "number"
      ? makeConstantDrag(dragCoefficient)
      : makeDragCurve(dragCoefficient, { interpolation: "linear" });
  return { mass_kg: mass.value, referenceArea_m2: referenceArea.value, drag };
}

function resolveStart(start: StartFile): FlightStart {
  const { east, north, up } = start.velocity;
  return { position: resolvePosition(start), v_enu: vec3<"enu">(east.value, north.value, up.value) };
}

/** The schema has seen to it that thrust or specific impulse is given, and burn time or mass flow. */
function resolveStage(stage: StageFile): Stage {
  const { propellantMass, dryMass, thrust, vacuumSpecificImpulse, massFlow, burnTime, exitArea, coastTime } = stage;
  const burnTime_s = burnTime?.value ?? propellantMass.value / massFlow!.value;
  const vacuumThrust_N =
    thrust?.value ?? (vacuumSpecificImpulse!.value * STANDARD_GRAVITY_mps2 * propellantMass.value) / burnTime_s;
  return {
    propellantMass_kg: propellantMass.value,
    dryMass_kg: dryMass.value,
    vacuumThrust_N,
    burnTime_s,
    exitArea_m2: exitArea?.value ?? 0,
    coastTime_s: coastTime?.value ?? 0,
  };
}
