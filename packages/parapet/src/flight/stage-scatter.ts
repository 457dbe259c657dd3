import { type Geodetic, WGS84 } from "../earth/model.ts";
import { makeStream, type RandomStream } from "../math/random.ts";
import { Flyer } from "./fly.ts";
import { flySpentStage, type SeparationState, type SpentStage } from "./spent-stage.ts";
import type { FlightEnvironment } from "./vehicle.ts";

/** Ends of a range from which values are drawn. */
export interface Range {
  readonly low: number;
  readonly high: number;
}

/** What is not known of a part that falls. Ranges of drag area are drawn evenly in the logarithm, all others evenly. */
export interface StageSpread {
  readonly mass_kg: Range;
  readonly tumblingDragArea_m2: Range;
  /** Some parts fall stable, nose or tail first, with less drag: how often, and how much drag. */
  readonly stable?: { readonly share: number; readonly dragArea_m2: Range };
  /** Factor on the wind profile of the environment; 1 where left out. */
  readonly windFactor?: Range;
  /** Standard deviation of the speed at separation, relative, and of its direction to either side. */
  readonly speedError?: number;
  readonly directionError_rad?: number;
}

/** Impacts of one part, a draw each, and how many draws did not come down within three hours. */
export interface StageScatter {
  readonly impacts: readonly { readonly place: Geodetic; readonly time_s: number }[];
  readonly lost: number;
  /** Those of the lost whose integration could not go on. */
  readonly broken: number;
}

/** Steps of falls in a Monte Carlo: metres do not matter where the drag is unknown by a factor of 2. */
const TOLERANCE = { relative: 1e-6, position_m: 1, velocity_mps: 1e-2 };

/**
 * Draws where a part comes down when its mass, drag, attitude, the wind and its velocity at separation are known in part.
 * Draw i depends on the seed and on i alone. The velocity that errs is the one relative to the rotating Earth.
 */
export function scatterStage(options: {
  readonly environment: FlightEnvironment;
  readonly separation: SeparationState;
  readonly spread: StageSpread;
  readonly draws: number;
  readonly seed: number;
  readonly groundAltitude_m?: number;
}): StageScatter {
  const { environment, separation, spread, draws, seed, groundAltitude_m = 0 } = options;
  const calm = new Flyer(environment, TOLERANCE);
  const impacts: StageScatter["impacts"][number][] = [];
  let broken = 0;
  for (let draw = 0; draw < draws; draw++) {
    const stream = makeStream(seed, draw, "spent-stage");
    const stage = drawStage(stream, spread);
    const factor = spread.windFactor === undefined ? 1 : between(spread.windFactor, stream.uniform());
    const flyer = factor === 1 || environment.wind.length === 0 ? calm : makeWindyFlyer(environment, factor);
    const start = disturb(separation, spread, environment, stream);
    const impact = flySpentStage({ environment: flyer.environment, stage, separation: start, groundAltitude_m, flyer });
    if ("place" in impact) impacts.push({ place: impact.place, time_s: impact.time_s });
    else if (impact.noImpact === "integration-failed") broken++;
  }
  return { impacts, lost: draws - impacts.length, broken };
}

function drawStage(stream: RandomStream, { mass_kg, tumblingDragArea_m2, stable }: StageSpread): SpentStage {
  const mass = between(mass_kg, stream.uniform());
  const [which, place] = [stream.uniform(), stream.uniform()];
  if (stable !== undefined && which < stable.share)
    return { mass_kg: mass, dragArea_m2: betweenLogs(stable.dragArea_m2, place), attitude: "stable" };
  return { mass_kg: mass, dragArea_m2: betweenLogs(tumblingDragArea_m2, place), attitude: "tumbling" };
}

function between({ low, high }: Range, share: number): number {
  return low + share * (high - low);
}

function betweenLogs({ low, high }: Range, share: number): number {
  return Math.exp(between({ low: Math.log(low), high: Math.log(high) }, share));
}

function makeWindyFlyer(environment: FlightEnvironment, factor: number): Flyer {
  const wind = environment.wind.map(({ altitude_m, east_mps, north_mps }) => ({
    altitude_m,
    east_mps: factor * east_mps,
    north_mps: factor * north_mps,
  }));
  return new Flyer({ ...environment, wind }, TOLERANCE);
}

/** The separation with another speed and direction relative to the rotating Earth. */
function disturb(
  { time_s, state }: SeparationState,
  { speedError = 0, directionError_rad = 0 }: StageSpread,
  { earth = WGS84 }: FlightEnvironment,
  stream: RandomStream,
): SeparationState {
  const [x, y, z] = [state[0]!, state[1]!, state[2]!];
  const omega = earth.rotationRate_radps;
  const v = [state[3]! + omega * y, state[4]! - omega * x, state[5]!];
  const speed = Math.sqrt(v[0]! * v[0]! + v[1]! * v[1]! + v[2]! * v[2]!);
  const [faster, up, aside] = [stream.normal(), stream.normal(), stream.normal()];
  if (speed === 0) return { time_s, state };
  // Sideways is across the velocity and the vertical, upwards is across both.
  const side = [v[1]! * z - v[2]! * y, v[2]! * x - v[0]! * z, v[0]! * y - v[1]! * x];
  const size = Math.sqrt(side[0]! * side[0]! + side[1]! * side[1]! + side[2]! * side[2]!);
  const s = size > 0 ? side.map((c) => c / size) : [0, 0, 0];
  const u = [s[1]! * v[2]! - s[2]! * v[1]!, s[2]! * v[0]! - s[0]! * v[2]!, s[0]! * v[1]! - s[1]! * v[0]!];
  const turned = v.map(
    (c, i) => c * (1 + speedError * faster) + directionError_rad * (up * u[i]! + aside * speed * s[i]!),
  );
  const out = Float64Array.of(x, y, z, turned[0]! - omega * y, turned[1]! + omega * x, turned[2]!);
  return { time_s, state: out };
}
