import { eciToEcef, ecefToEci, eciToEcefVelocity, geodeticToEcef } from "../earth/frames.ts";
import { RaidTruth } from "../engine/raid-truth.ts";
import type { RaidProblem } from "../engine/raid-problem.ts";
import type { Shot, TrialOutcome } from "../engine/trial-types.ts";
import { propagateKepler, solveLambert } from "../flight/kepler.ts";
import { vec3, type Vec3 } from "../math/vec3.ts";

/** Time between the states of a flight that is shown, s. */
const STEP_s = 2;

/** A state for pictures; the velocity is relative to the rotating Earth. */
export interface PlayState {
  readonly time_s: number;
  readonly r_ecef: Vec3<"ecef">;
  readonly v_ecef: Vec3<"ecef">;
}

/** One trial as something to be looked at: who flies where, and who was fired at whom. */
export interface RaidPlay {
  readonly threats: readonly { readonly id: string; readonly class: string; readonly states: readonly PlayState[] }[];
  readonly rounds: readonly { readonly id: string; readonly shot: Shot; readonly states: readonly PlayState[] }[];
}

/**
 * The flights of a trial, sampled. Threats are the true flights until they are stopped or land. A round is shown on the two-body arc that leaves its
 * launcher at its launch and meets the point of intercept in time: the trial itself knows tables of fly-out times and no path of the round.
 */
export function makeRaidPlay(problem: RaidProblem, outcome: TrialOutcome, seed: number): RaidPlay {
  const truth = new RaidTruth(problem);
  truth.draw(seed, outcome.trial);
  const state = new Float64Array(6);
  const threatState = (threat: number, time_s: number): PlayState => {
    truth.stateInto(state, threat, time_s);
    return toPlayState(problem, state, time_s);
  };
  const threats = problem.threats.map((threat, i) => {
    const ended = outcome.killed.find((each) => each.threat === threat.id);
    const end = ended?.isLeaker === false && ended.time_s !== undefined ? ended.time_s : truth.impact_s[i]!;
    const states = listTimes(truth.launch_s[i]!, end).map((time_s) => threatState(i, time_s));
    return { id: threat.id, class: threat.class, states };
  });
  const rounds = outcome.shots.map((shot, i) => {
    const threat = problem.threats.findIndex(({ id }) => id === shot.threat);
    const launcher = problem.launchers.find(({ unit }) => unit === shot.unit)!;
    const target = threatState(threat, shot.intercept_s);
    const id = `round-${String(i + 1).padStart(3, "0")}`;
    return { id, shot, states: flyArc(problem, geodeticToEcef(launcher.position, problem.earth), target, shot) };
  });
  return { threats, rounds };
}

function flyArc(problem: RaidProblem, from_ecef: Vec3<"ecef">, target: PlayState, shot: Shot): readonly PlayState[] {
  const { launch_s, intercept_s } = shot;
  const { earth } = problem;
  const from = ecefToEci(from_ecef, launch_s, earth);
  const to = ecefToEci(target.r_ecef, intercept_s, earth);
  const mu_m3ps2 = earth.gravitationalParameter_m3ps2;
  const arc = solveLambert(triple(from), triple(to), intercept_s - launch_s, { way: "short", mu_m3ps2 });
  const times = listTimes(launch_s, intercept_s);
  if ("noSolution" in arc) return straight(from_ecef, target.r_ecef, times);
  const start = Float64Array.of(...from, ...arc.v1);
  const state = new Float64Array(6);
  const states = times.map((time_s) => {
    const converged = propagateKepler(state, start, time_s - launch_s, mu_m3ps2);
    return converged ? toPlayState(problem, state, time_s) : undefined;
  });
  return states.every((each) => each !== undefined) ? states : straight(from_ecef, target.r_ecef, times);
}

/** Too short for an arc: a straight line at a steady speed. */
function straight(a: Vec3<"ecef">, b: Vec3<"ecef">, times: readonly number[]): readonly PlayState[] {
  const [first, last] = [times[0]!, times.at(-1)!];
  const v_ecef = vec3<"ecef">(...triple(a).map((x, k) => (b[k]! - x) / (last - first)) as [number, number, number]); // prettier-ignore
  return times.map((time_s) => {
    const t = time_s - first;
    return { time_s, r_ecef: vec3<"ecef">(a[0] + t * v_ecef[0], a[1] + t * v_ecef[1], a[2] + t * v_ecef[2]), v_ecef };
  });
}

function toPlayState(problem: RaidProblem, state: Float64Array, time_s: number): PlayState {
  const r = vec3<"eci">(state[0]!, state[1]!, state[2]!);
  const v = vec3<"eci">(state[3]!, state[4]!, state[5]!);
  return {
    time_s,
    r_ecef: eciToEcef(r, time_s, problem.earth),
    v_ecef: eciToEcefVelocity(r, v, time_s, problem.earth),
  };
}

/** Equal steps and the end itself, at least two times. */
function listTimes(from_s: number, to_s: number): readonly number[] {
  const steps = Math.max(1, Math.ceil((to_s - from_s) / STEP_s - 1e-3)); // No sliver at the end.
  return Array.from({ length: steps + 1 }, (_, i) => (i === steps ? to_s : from_s + i * STEP_s));
}

const triple = ([x, y, z]: Vec3): [number, number, number] => [x, y, z];
