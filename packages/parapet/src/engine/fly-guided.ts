import { geodeticToEcef } from "../earth/frames.ts";
import { solveInverse } from "../earth/geodesic.ts";
import { vec3 } from "../math/vec3.ts";
import { type FlownFlight, describeFlown, describeState } from "../flight/flown-flight.ts";
import type { RefusedFlight } from "../flight/fly-file.ts";
import { type Divert, flyGuidedIntercept, type NoIntercept } from "../flight/guided-fly-out.ts";
import { makeInterceptorThrust } from "../flight/interceptor-boost.ts";
import type { FlightEvent } from "../flight/trajectory.ts";
import type { ResolvedFlight } from "../scenario/types.ts";

/** How a guided flight ended, or why none took place. */
export type InterceptResult =
  | {
      readonly outcome: "hit" | "divert-exhausted";
      readonly launchTime_s: number;
      readonly interceptTime_s: number;
      /** From the last predicted point at its time. */
      readonly missDistance_m: number;
      readonly divertUsed_mps: number;
      /** Of which the kill vehicle is capable, as the catalogue has it. */
      readonly divertSpeed_mps: number;
      readonly diverts: readonly Divert[];
    }
  | { readonly outcome: "no-intercept"; readonly reason: NoInterceptReason; readonly explanation: string };

/** Beside the flight itself, the published limits of an intercept. */
export type NoInterceptReason = NoIntercept["noIntercept"] | "below-floor" | "above-ceiling" | "beyond-range";

/** Longest flight of an interceptor that is considered. */
const LONGEST_FLIGHT_s = 1200;

/**
 * Flies a guided interceptor of a flight file with the central values of the catalogue. Where there is no intercept, the flight is one
 * state at rest at the launch point and the result says why.
 */
export function flyGuidedFile(
  flight: Extract<ResolvedFlight, { kind: "guided" }>,
): { readonly flown: FlownFlight; readonly intercept: InterceptResult } | RefusedFlight {
  const { environment, interceptor, launch, predictions, launchTime_s } = flight;
  const outside = checkLimits(flight);
  if (outside !== undefined) return stayOnGround(flight, outside);
  const divertSpeed_mps = interceptor.divertSpeed_mps!.value;
  const thrust = makeInterceptorThrust({
    burnoutSpeed_mps: interceptor.burnoutSpeed_mps.value,
    burnTime_s: interceptor.burnTime_s.value,
    ballisticCoefficient_kgpm2: interceptor.ballisticCoefficient_kgpm2!.value,
    verticalTime_s: interceptor.verticalTime_s!.value,
    longestFlight_s: LONGEST_FLIGHT_s,
  });
  const guided = flyGuidedIntercept({
    environment,
    thrust,
    launch,
    divertSpeed_mps,
    predictions: predictions.map(({ point, ...rest }) => ({
      ...rest,
      point: geodeticToEcef(point, environment.earth),
    })),
    ...(launchTime_s === undefined ? {} : { launchTime_s }),
  });
  if ("noIntercept" in guided)
    return stayOnGround(flight, { reason: guided.noIntercept, explanation: EXPLANATIONS[guided.noIntercept] });
  const { outcome, missDistance_m, divertUsed_mps, diverts, interceptTime_s } = guided;
  const duration = interceptTime_s - guided.launchTime_s;
  const step_s = flight.outputStep_s ?? 1;
  if (!(duration / step_s < 200_000))
    return {
      refusal: `a step of ${step_s} s over a flight of ${duration.toFixed(0)} s makes more than 200,000 samples`,
    };
  const end: FlightEvent = { name: outcome === "hit" ? "intercept" : "end", time_s: interceptTime_s };
  const events = [
    ...guided.events,
    ...diverts.map(({ time_s }, i): FlightEvent => ({ name: "divert", time_s, number: i + 1 })),
    end,
  ].toSorted((a, b) => a.time_s - b.time_s);
  return {
    flown: describeFlown(
      environment,
      { trajectory: guided.trajectory, events },
      { endTime_s: Math.min(interceptTime_s, guided.trajectory.endTime_s), step_s },
    ),
    intercept: {
      outcome,
      launchTime_s: guided.launchTime_s,
      interceptTime_s,
      missDistance_m,
      divertUsed_mps,
      divertSpeed_mps,
      diverts,
    },
  };
}

interface Refusal {
  readonly reason: NoInterceptReason;
  readonly explanation: string;
}

const EXPLANATIONS: Readonly<Record<NoIntercept["noIntercept"], string>> = {
  "too-close": "the point is so near that it is passed before burnout",
  "out-of-reach": "no shot of this interceptor reaches the point",
  "did-not-converge": "no shot was found that passes through the point",
  "too-late": "to arrive in time it would have had to leave before the point was known",
  "intercept-before-burnout": "the predicted time comes before burnout",
};

/** Whether every predicted point lies inside the published limits of an intercept. */
function checkLimits({
  interceptor,
  launch,
  predictions,
  environment,
}: Extract<ResolvedFlight, { kind: "guided" }>): Refusal | undefined {
  const inKm = (length_m: number): string => `${(length_m / 1000).toFixed(0)} km`;
  for (const { point } of predictions) {
    const { interceptFloor_m: floor, interceptCeiling_m: ceiling, range_m: range } = interceptor;
    const distance_m = solveInverse(launch, point, environment.earth).distance_m;
    const height = inKm(point.altitude_m);
    if (point.altitude_m < floor.value)
      return {
        reason: "below-floor",
        explanation: `a predicted point is ${height} high, the floor is ${inKm(floor.value)}`,
      };
    if (point.altitude_m > ceiling.value)
      return {
        reason: "above-ceiling",
        explanation: `a predicted point is ${height} high, the ceiling is ${inKm(ceiling.value)}`,
      };
    if (distance_m > range.value)
      return {
        reason: "beyond-range",
        explanation: `a predicted point is ${inKm(distance_m)} away, the range is ${inKm(range.value)}`,
      };
  }
  return undefined;
}

function stayOnGround(
  { environment, launch }: Extract<ResolvedFlight, { kind: "guided" }>,
  refusal: Refusal,
): { readonly flown: FlownFlight; readonly intercept: InterceptResult } {
  const r_ecef = geodeticToEcef(launch, environment.earth);
  const sample = describeState(environment, { time_s: 0, place: launch, r_ecef, v_ecef: vec3<"ecef">(0, 0, 0) });
  const flown = { samples: [sample], events: [], apogee_m: launch.altitude_m, range_m: 0, flightTime_s: 0 };
  return { flown, intercept: { outcome: "no-intercept", ...refusal } };
}
