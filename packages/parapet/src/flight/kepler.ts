/**
 * Kepler's problem (where is it after a time) and Lambert's problem (how to get there in a time) in universal variables:
 * Bate, Mueller and White (1971), sections 4.4, 4.5 and 5.3; the functions C and S of Stumpff.
 */

/** C(z) = (1 - cos sqrt z)/z and its continuation (Bate, Mueller and White 1971, eq. 4.5-10); a series near 0. */
export function stumpffC(z: number): number {
  if (z > 1e-3) {
    const root = Math.sqrt(z);
    const s = Math.sin(0.5 * root);
    return (2 * s * s) / z;
  }
  if (z < -1e-3) {
    const root = Math.sqrt(-z);
    const s = Math.sinh(0.5 * root);
    return (2 * s * s) / -z;
  }
  return 1 / 2 - z * (1 / 24 - z * (1 / 720 - z * (1 / 40320 - z / 3628800)));
}

/** S(z) = (sqrt z - sin sqrt z)/sqrt(z^3) and its continuation (Bate, Mueller and White 1971, eq. 4.5-11). */
export function stumpffS(z: number): number {
  if (z > 1e-2) {
    const root = Math.sqrt(z);
    return (root - Math.sin(root)) / (root * z);
  }
  if (z < -1e-2) {
    const root = Math.sqrt(-z);
    return (Math.sinh(root) - root) / (root * -z);
  }
  return 1 / 6 - z * (1 / 120 - z * (1 / 5040 - z * (1 / 362880 - z / 39916800)));
}

/**
 * Writes the state (m, m/s, any inertial frame) `dt_s` after `state` into `out`, point-mass gravity alone.
 * Newton on the universal Kepler equation (Bate, Mueller and White 1971, eqs. 4.4-12 to 4.4-17); false when it does not converge.
 */
export function propagateKepler(out: Float64Array, state: ArrayLike<number>, dt_s: number, mu_m3ps2: number): boolean {
  const x = state[0]!;
  const y = state[1]!;
  const z = state[2]!;
  const vx = state[3]!;
  const vy = state[4]!;
  const vz = state[5]!;
  const r0 = Math.sqrt(x * x + y * y + z * z);
  const v2 = vx * vx + vy * vy + vz * vz;
  const rootMu = Math.sqrt(mu_m3ps2);
  const rv = (x * vx + y * vy + z * vz) / rootMu;
  const alpha = 2 / r0 - v2 / mu_m3ps2;
  let chi = rootMu * dt_s * Math.max(alpha, 1e-9 / r0);
  if (alpha <= 0) chi = (rootMu * dt_s) / r0;
  let converged = false;
  let c = 0.5;
  let s = 1 / 6;
  let psi = 0;
  let r = r0;
  // Time grows with chi: what is too early and too late so far brackets the answer, for Newton strays near the centre.
  let early = -Infinity;
  let late = Infinity;
  for (let i = 0; i < 200 && !converged; i++) {
    psi = alpha * chi * chi;
    c = stumpffC(psi);
    s = stumpffS(psi);
    r = chi * chi * c + rv * chi * (1 - psi * s) + r0 * (1 - psi * c);
    const time = chi * chi * chi * s + rv * chi * chi * c + r0 * chi * (1 - psi * s);
    const missing = rootMu * dt_s - time;
    // Far out on a hyperbola the functions overflow: too late forwards, too early backwards.
    const isEarly = Number.isFinite(missing) ? missing > 0 : chi < 0;
    if (isEarly) early = chi;
    else late = chi;
    let next = chi + missing / r;
    if (!(next > early && next < late) && missing !== 0) {
      const step = Math.abs(chi) + 1;
      next = late - early < Infinity ? 0.5 * (early + late) : chi + (isEarly ? step : -step);
    }
    // Newton doubles the digits: what is left after so small a change is below rounding.
    converged = Math.abs(next - chi) <= 1e-11 * Math.max(Math.abs(chi), Math.sqrt(r0));
    chi = next;
  }
  psi = alpha * chi * chi;
  c = stumpffC(psi);
  s = stumpffS(psi);
  const f = 1 - (chi * chi * c) / r0;
  const g = dt_s - (chi * chi * chi * s) / rootMu;
  const px = f * x + g * vx;
  const py = f * y + g * vy;
  const pz = f * z + g * vz;
  r = Math.sqrt(px * px + py * py + pz * pz);
  const fDot = (rootMu / (r * r0)) * chi * (psi * s - 1);
  const gDot = 1 - (chi * chi * c) / r;
  out[0] = px;
  out[1] = py;
  out[2] = pz;
  out[3] = fDot * x + gDot * vx;
  out[4] = fDot * y + gDot * vy;
  out[5] = fDot * z + gDot * vz;
  return converged;
}

/** The velocities at both ends, m/s, or why there are none. */
export type LambertSolution =
  | { readonly v1: readonly [number, number, number]; readonly v2: readonly [number, number, number] }
  | { readonly noSolution: "ends-in-line-with-centre" | "time-too-short" };

/**
 * Lambert's problem for less than one revolution: from `r1` to `r2` (m, inertial) in `time_s`.
 * `way` "short" goes through less than half a turn. Bisection on z of the time equation (Bate, Mueller and White 1971, eqs. 5.3-9 to 5.3-15).
 */
export function solveLambert(
  r1: readonly [number, number, number],
  r2: readonly [number, number, number],
  time_s: number,
  options: { readonly way: "short" | "long"; readonly mu_m3ps2: number },
): LambertSolution {
  const { mu_m3ps2 } = options;
  const n1 = Math.sqrt(r1[0] * r1[0] + r1[1] * r1[1] + r1[2] * r1[2]);
  const n2 = Math.sqrt(r2[0] * r2[0] + r2[1] * r2[1] + r2[2] * r2[2]);
  const cosine = (r1[0] * r2[0] + r1[1] * r2[1] + r1[2] * r2[2]) / (n1 * n2);
  const sign = options.way === "short" ? 1 : -1;
  const a = sign * Math.sqrt(Math.max(0, n1 * n2 * (1 + cosine)));
  if (Math.abs(a) < 1e-7 * Math.sqrt(n1 * n2)) return { noSolution: "ends-in-line-with-centre" };
  const rootMu = Math.sqrt(mu_m3ps2);
  const y = (z: number): number => n1 + n2 - (a * (1 - z * stumpffS(z))) / Math.sqrt(stumpffC(z));
  const time = (z: number): number => {
    const yz = y(z);
    if (yz < 0) return -Infinity;
    const x = Math.sqrt(yz / stumpffC(z));
    return (x * x * x * stumpffS(z) + a * Math.sqrt(yz)) / rootMu;
  };
  let low = -4 * Math.PI * Math.PI;
  let high = 4 * Math.PI * Math.PI - 1e-9;
  while (time(low) > time_s && low > -1e6) low *= 2;
  if (time(low) > time_s) return { noSolution: "time-too-short" };
  for (let i = 0; i < 200 && high - low > 1e-15 * Math.max(1, Math.abs(low)); i++) {
    const middle = 0.5 * (low + high);
    if (time(middle) < time_s) low = middle;
    else high = middle;
  }
  const yz = y(0.5 * (low + high));
  const f = 1 - yz / n1;
  const g = (a * Math.sqrt(yz)) / rootMu;
  const gDot = 1 - yz / n2;
  return {
    v1: [(r2[0] - f * r1[0]) / g, (r2[1] - f * r1[1]) / g, (r2[2] - f * r1[2]) / g],
    v2: [(gDot * r2[0] - r1[0]) / g, (gDot * r2[1] - r1[1]) / g, (gDot * r2[2] - r1[2]) / g],
  };
}
