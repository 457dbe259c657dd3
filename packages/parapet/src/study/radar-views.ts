import { EFFECTIVE_RADIUS_FACTOR } from "../earth/horizon.ts";
import { eciToEcef } from "../earth/frames.ts";
import { WGS84 } from "../earth/model.ts";
import { stateAtInto, type Trajectory } from "../flight/trajectory.ts";
import { vec3 } from "../math/vec3.ts";
import type { ResolvedThreatClass } from "../scenario/types.ts";
import { requiredSnr } from "../sensing/detection.ts";
import { type Blocked, RadarSight } from "../sensing/radar-sight.ts";
import type { RadarStation } from "./radar-stations.ts";

/** A stretch of a flight during which a radar sees it; `until` says why it ends: lost for a reason, or the flight is over. */
export interface ViewWindow {
  readonly from_s: number;
  readonly to_s: number;
  readonly until: Blocked | "landing";
}

/** When a radar sees a flight; `never` says why it does not, by the reason nearest to seeing it. */
export interface RadarView {
  readonly station: string;
  readonly radar: string;
  readonly windows: readonly ViewWindow[];
  readonly never?: Blocked;
  /** Nearest that the flight comes, slant range. */
  readonly closest_m: number;
}

/** A flight to look at, with what it shows to radars. */
export interface SeenFlight {
  readonly trajectory: Trajectory;
  readonly threat: ResolvedThreatClass;
  /** Until then the whole missile is seen, afterwards what re-enters. */
  readonly burnoutTime_s: number;
}

const STEP_s = 2;
const INSTANT_s = 0.1;
const PROBABILITY = 0.9;
const FALSE_ALARM = 1e-6;
const NEARNESS: Readonly<Record<Blocked, number>> = {
  "below-horizon": 0,
  "behind-terrain": 1,
  "out-of-field": 2,
  "too-weak": 3,
};

/**
 * From when to when each radar sees a flight, with the published ranges: in view, and one look detects it with probability 0.9. The
 * whole missile is looked for while it burns and what re-enters afterwards, with the central cross-sections of the class; terrain is
 * not known. Looked at every 2 s, instants by bisection to 0.1 s.
 */
export function findRadarViews(flight: SeenFlight, stations: readonly RadarStation[]): readonly RadarView[] {
  return stations.map((station) => viewFrom(station, flight));
}

function viewFrom(station: RadarStation, flight: SeenFlight): RadarView {
  const { trajectory } = flight;
  const look = makeLook(station, flight);
  const windows: ViewWindow[] = [];
  let never: Blocked = "below-horizon";
  let closest_m = Infinity;
  let from_s: number | undefined;
  let before = trajectory.startTime_s;
  const count = Math.ceil((trajectory.endTime_s - trajectory.startTime_s) / STEP_s);
  for (let i = 0; i <= count; i++) {
    const t = i === count ? trajectory.endTime_s : trajectory.startTime_s + i * STEP_s;
    const { blocked, range_m } = look(t);
    closest_m = Math.min(closest_m, range_m);
    if (blocked === undefined) from_s ??= i === 0 ? t : bisect(look, before, t);
    else {
      if (NEARNESS[blocked] > NEARNESS[never]) never = blocked;
      if (from_s !== undefined) windows.push({ from_s, to_s: bisect(look, before, t), until: blocked });
      from_s = undefined;
    }
    before = t;
  }
  if (from_s !== undefined) windows.push({ from_s, to_s: trajectory.endTime_s, until: "landing" });
  const view = { station: station.id, radar: station.radar.id, windows, closest_m };
  return windows.length === 0 ? { ...view, never } : view;
}

type Look = (time_s: number) => { readonly blocked: Blocked | undefined; readonly range_m: number };

function makeLook({ position, radar, faces_rad }: RadarStation, flight: SeenFlight): Look {
  const { trajectory, threat, burnoutTime_s } = flight;
  const sight = new RadarSight({
    position,
    faces: faces_rad.map((azimuth_rad) => ({ azimuth_rad, width_rad: radar.fieldOfViewAzimuth_rad.value })),
    detectionRange_m: radar.detectionRange_m.value,
    referenceCrossSection_m2: radar.referenceCrossSection_m2.value,
    referenceProbability: PROBABILITY,
    falseAlarm: FALSE_ALARM,
    elevationMinimum_rad: radar.elevationMinimum_rad.value,
    elevationMaximum_rad: radar.elevationMaximum_rad.value,
    radiusFactor: EFFECTIVE_RADIUS_FACTOR,
    mask: [],
  });
  const needed = requiredSnr(sight.detector, PROBABILITY) * (1 - 1e-9);
  const body_m2 = threat.bodyCrossSection_m2?.value ?? threat.crossSection_m2.value;
  const state = new Float64Array(6);
  return (time_s) => {
    stateAtInto(state, trajectory, time_s);
    const [x, y, z] = eciToEcef(vec3(state[0]!, state[1]!, state[2]!), time_s, WGS84);
    const blocked = sight.look(x, y, z);
    const rcs_m2 = time_s <= burnoutTime_s ? body_m2 : threat.crossSection_m2.value;
    const isWeak = blocked === undefined && sight.snr(rcs_m2) < needed;
    return { blocked: isWeak ? "too-weak" : blocked, range_m: sight.range_m };
  };
}

/** When a view opens or closes between two times. */
function bisect(look: Look, from_s: number, to_s: number): number {
  const isSeen = look(from_s).blocked === undefined;
  let low = from_s;
  let high = to_s;
  while (high - low > INSTANT_s) {
    const middle = 0.5 * (low + high);
    if ((look(middle).blocked === undefined) === isSeen) low = middle;
    else high = middle;
  }
  return high;
}
