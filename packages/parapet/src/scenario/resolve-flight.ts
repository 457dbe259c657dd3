import { makeConstantDrag, makeDragCurve } from "../flight/drag.ts";
import type { FallingChoice, PartDragAreas } from "../flight/falling-parts.ts";
import type { BoostProgramme } from "../flight/fly-programme.ts";
import { STANDARD_GRAVITY_mps2 } from "../flight/threat-vehicle.ts";
import { type Body, type Stage, totalBoostTime, type Vehicle } from "../flight/vehicle.ts";
import { length, vec3 } from "../math/vec3.ts";
import { deepFreeze } from "./canonical-json.ts";
import { problemIn } from "./catalogue.ts";
import type { Catalogue } from "./catalogue.ts";
import type { BodyFile, FallingFile, StageFile, StartFile } from "./flight-file.ts";
import type { ParsedFile } from "./parse.ts";
import type { Problem } from "./problem.ts";
import { resolveEarth, resolvePosition } from "./resolve-earth.ts";
import { resolveCruise } from "./resolve-cruise.ts";
import { resolveGuided } from "./resolve-guided.ts";
import { checkSystem, resolveThreatClass } from "./resolve-systems.ts";
import type { FlightStart, ResolvedFlight } from "./types.ts";

/** A flight ready to fly, or every reason why there is none. */
export type FlightResult =
  | { readonly ok: true; readonly flight: ResolvedFlight }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** A flight file to SI. Only flights of a bare body or a rocket do without the catalogue. */
export function resolveFlight(parsed: ParsedFile<"flight">, catalogue: Catalogue): FlightResult {
  const { value } = parsed;
  const settings = {
    environment: resolveEarth(value.earth),
    ...(!("stop" in value) || value.stop === undefined ? {} : { stopTime_s: value.stop.time.value }),
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
      ...(value.falling === undefined ? {} : { falling: resolveFalling(value.falling) }),
    };
    return { ok: true, flight: deepFreeze(flight) };
  }
  if ("cruise" in value) {
    const result = resolveCruise(parsed, value, catalogue);
    return result.ok ? { ok: true, flight: deepFreeze({ ...settings, ...result.flight }) } : result;
  }
  if ("interceptor" in value) {
    const result = resolveGuided(parsed, value, catalogue);
    return result.ok ? { ok: true, flight: deepFreeze({ ...settings, ...result.flight }) } : result;
  }
  const start = resolveStart(value.start);
  const body = resolveBody(value.body);
  const { stages } = value.body;
  if (stages === undefined) return { ok: true, flight: deepFreeze({ ...settings, kind: "body", body, start }) };
  const { referenceArea_m2, drag } = body;
  const rocket = { stages: stages.map(resolveStage), payload: body, referenceArea_m2, drag };
  const dragAreas = resolveDragAreas(value.body);
  const programme = resolveProgramme(value.body, start, dragAreas);
  const problems = checkShroud(parsed, value.body, rocket);
  if (problems.length > 0) return { ok: false, problems };
  const flight: ResolvedFlight = {
    ...settings,
    kind: "rocket",
    rocket,
    start,
    ...(programme === undefined ? {} : { programme }),
    ...(dragAreas === undefined ? {} : { dragAreas }),
  };
  return { ok: true, flight: deepFreeze(flight) };
}

/** Below this speed over the ground a rocket without a pitch programme thrusts straight up for five seconds. */
const REST_SPEED_mps = 1;

/** What the file says of the boost beyond its stages; undefined when it says nothing and no part is flown. */
function resolveProgramme(
  { azimuth, pitch, shroud, cutOff, stages = [] }: BodyFile,
  { v_enu }: FlightStart,
  dragAreas: PartDragAreas | undefined,
): BoostProgramme | undefined {
  const delays = stages.map(({ separationDelay }) => separationDelay?.value ?? 0);
  const isDelayed = delays.some((delay) => delay > 0);
  if (![pitch, shroud, cutOff, dragAreas].some((part) => part !== undefined) && !isDelayed) return undefined;
  const upright = [0, 5].map((time_s) => ({ time_s, elevation_rad: Math.PI / 2 }));
  const points = pitch?.map(({ time, elevation }) => ({ time_s: time.value, elevation_rad: elevation.value }));
  return {
    azimuth_rad: azimuth?.value ?? 0,
    pitch: points ?? (length(v_enu) < REST_SPEED_mps ? upright : []),
    ...(cutOff === undefined ? {} : { cutOffTime_s: cutOff.value }),
    ...(shroud === undefined
      ? {}
      : { shroud: { mass_kg: shroud.mass.value, jettisonTime_s: shroud.jettisonTime.value } }),
    ...(isDelayed ? { separationDelays_s: delays } : {}),
  };
}

/** A shroud that would still be there after the boost is refused: the model throws it off on the way. */
function checkShroud(parsed: ParsedFile<"flight">, { shroud, cutOff }: BodyFile, rocket: Vehicle): Problem[] {
  if (shroud === undefined) return [];
  const boost = Math.min(totalBoostTime(rocket), cutOff?.value ?? Infinity);
  if (shroud.jettisonTime.value <= boost) return [];
  const message = `${shroud.jettisonTime.text} found; the shroud is thrown off during the boost, which ends at ${boost.toFixed(1)} s`;
  return [problemIn(parsed, ["body", "shroud", "jettisonTime"], message, shroud.jettisonTime.text)];
}

/** Drag areas of the parts that are flown; undefined when there are none. */
function resolveDragAreas({ stages = [], shroud }: BodyFile): PartDragAreas | undefined {
  const stages_m2 = stages.map(({ spentDragArea }) => spentDragArea?.value ?? 0);
  const shroud_m2 = shroud?.dragArea?.value ?? 0;
  return shroud_m2 > 0 || stages_m2.some((area) => area > 0) ? { stages_m2, shroud_m2 } : undefined;
}

function resolveFalling({ spentStages, objects }: FallingFile): FallingChoice {
  return {
    spentStages: spentStages ?? false,
    ...(objects === undefined
      ? {}
      : {
          objects: {
            count: objects.count,
            speed_mps: objects.speed.value,
            ballisticCoefficient_kgpm2: objects.ballisticCoefficient.value,
          },
        }),
  };
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
