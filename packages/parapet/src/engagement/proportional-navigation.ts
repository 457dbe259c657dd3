/** An endgame before it is flown: motion of the target relative to the missile, in a frame that does not turn. */
export interface Endgame {
  /** m. */
  readonly position: readonly [x: number, y: number, z: number];
  /** m/s; closing. */
  readonly velocity: readonly [x: number, y: number, z: number];
  /** N', 3 to 5 as a rule. */
  readonly navigationRatio: number;
  /** Of the lag between command and acceleration, s; 0 for none. */
  readonly timeConstant_s: number;
  /** Largest acceleration that can be commanded, m/s^2. */
  readonly accelerationLimit_mps2: number;
  /** Acceleration of the target, constant in direction and size, m/s^2; none unless stated. */
  readonly targetAcceleration?: readonly [x: number, y: number, z: number];
  /** Velocity change that the missile has left, m/s; no limit unless stated. */
  readonly divertLeft_mps?: number;
  /** Step of the integration, s; a fiftieth of the lag, and at most 5 ms, unless stated. */
  readonly step_s?: number;
}

export interface EndgameResult {
  readonly missDistance_m: number;
  readonly time_s: number;
  readonly divertUsed_mps: number;
  /** Whether the divert was used up before the end. */
  readonly isExhausted: boolean;
}

/**
 * Flies an endgame by true proportional navigation: commanded acceleration N' Vc (omega x u), across the line of sight u that turns with
 * omega, reached through a first-order lag (Zarchan 2012, chapters 2 and 3). Midpoint steps; the miss is the closest approach in the last
 * step. In air the limit is that of the airframe, outside it that of the divert motors. Ends when they part, or after 600 s.
 */
export function flyEndgame(endgame: Endgame): EndgameResult {
  const { navigationRatio, timeConstant_s: lag, accelerationLimit_mps2: limit } = endgame;
  const step = endgame.step_s ?? Math.min(5e-3, lag > 0 ? lag / 50 : 5e-3);
  const target = endgame.targetAcceleration ?? [0, 0, 0];
  const purse = endgame.divertLeft_mps ?? Infinity;
  const r = Float64Array.from(endgame.position);
  const v = Float64Array.from(endgame.velocity);
  const a = new Float64Array(3);
  const rMid = new Float64Array(3);
  const vMid = new Float64Array(3);
  const command = new Float64Array(3);
  let used = 0;
  let time = 0;
  const decay = lag > 0 ? Math.exp(-step / lag) : 0;
  const halfDecay = lag > 0 ? Math.exp((-0.5 * step) / lag) : 0;
  while (r[0]! * v[0]! + r[1]! * v[1]! + r[2]! * v[2]! < 0 && time < 600) {
    // Half a step with the command of its start, then the whole with that of its middle.
    const isSpent = used >= purse;
    commandInto(command, r, v, navigationRatio, limit);
    for (let i = 0; i < 3; i++) {
      const mid = isSpent ? 0 : command[i]! + (a[i]! - command[i]!) * halfDecay;
      const mean = isSpent ? 0 : 0.5 * ((lag > 0 ? a[i]! : command[i]!) + mid);
      vMid[i] = v[i]! + 0.5 * step * (target[i]! - mean);
      rMid[i] = r[i]! + 0.25 * step * (v[i]! + vMid[i]!);
    }
    commandInto(command, rMid, vMid, navigationRatio, limit);
    let size = 0;
    for (let i = 0; i < 3; i++) {
      const next = isSpent ? 0 : command[i]! + (a[i]! - command[i]!) * decay;
      // Mean of the lagged acceleration over the step, exact for a constant command.
      const mean = isSpent
        ? 0
        : lag > 0
          ? command[i]! + ((a[i]! - command[i]!) * lag * (1 - decay)) / step
          : command[i]!;
      a[i] = next;
      size += mean * mean;
      vMid[i] = v[i]! + step * (target[i]! - mean);
    }
    used += Math.sqrt(size) * step;
    const closest = closestInStep(r, v, vMid, step);
    if (closest !== undefined)
      return {
        missDistance_m: closest.distance_m,
        time_s: time + closest.time_s,
        divertUsed_mps: Math.min(used, purse),
        isExhausted: isSpent,
      };
    for (let i = 0; i < 3; i++) {
      r[i]! += 0.5 * step * (v[i]! + vMid[i]!);
      v[i] = vMid[i]!;
    }
    time += step;
  }
  return {
    missDistance_m: Math.sqrt(r[0]! * r[0]! + r[1]! * r[1]! + r[2]! * r[2]!),
    time_s: time,
    divertUsed_mps: Math.min(used, purse),
    isExhausted: used >= purse,
  };
}

/** The commanded acceleration N' Vc (omega x u), cut to its limit. */
function commandInto(out: Float64Array, r: Float64Array, v: Float64Array, n: number, limit: number): void {
  const range2 = r[0]! * r[0]! + r[1]! * r[1]! + r[2]! * r[2]!;
  const range = Math.sqrt(range2);
  const closing = -(r[0]! * v[0]! + r[1]! * v[1]! + r[2]! * v[2]!) / range;
  // omega x u = (v - u (u.v)) / range: the part of the velocity across the line of sight, over the range.
  const gain = (n * closing) / range;
  let size = 0;
  for (let i = 0; i < 3; i++) {
    out[i] = gain * (v[i]! + (r[i]! * closing) / range);
    size += out[i]! * out[i]!;
  }
  size = Math.sqrt(size);
  if (size > limit) for (let i = 0; i < 3; i++) out[i]! *= limit / size;
}

/** The closest approach within a step, if it falls into it; undefined else. */
function closestInStep(
  r: Float64Array,
  v: Float64Array,
  vEnd: Float64Array,
  step: number,
): { readonly distance_m: number; readonly time_s: number } | undefined {
  const mean = [0.5 * (v[0]! + vEnd[0]!), 0.5 * (v[1]! + vEnd[1]!), 0.5 * (v[2]! + vEnd[2]!)] as const;
  const along = -(r[0]! * mean[0] + r[1]! * mean[1] + r[2]! * mean[2]);
  const time_s = along / (mean[0] * mean[0] + mean[1] * mean[1] + mean[2] * mean[2]);
  if (!(time_s <= step)) return undefined;
  const x = r[0]! + mean[0] * time_s;
  const y = r[1]! + mean[1] * time_s;
  const z = r[2]! + mean[2] * time_s;
  return { distance_m: Math.sqrt(x * x + y * y + z * z), time_s };
}
