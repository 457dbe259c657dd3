// How fast the six-state filter is, as a ratio to a baseline program that prints "ns/step med <ns> min <ns> x=<state>" for 20,000 steps of prediction
// and update with range, azimuth and elevation from a radar at the origin, motion along straight lines, steps of 0.1 s.
//   node --conditions=development bench/tracking.ts [--baseline /path/to/ekf] [--rounds 11]
// Processor time, after warm-up, baseline and ours in turn, median of the ratios of pairs.
import { execFileSync } from "node:child_process";
import { CoastFilter } from "../packages/parapet/src/tracking/coast-filter.ts";
import { MEASUREMENT_LENGTH } from "../packages/parapet/src/tracking/measurement.ts";

const argument = (name: string): string | undefined => {
  const i = process.argv.indexOf(`--${name}`);
  return i < 0 ? undefined : process.argv[i + 1];
};
const baseline = argument("baseline");
const rounds = Number(argument("rounds") ?? 11);

const STEPS = 20_000;
const REPEATS = 15;
const measurements = Array.from({ length: STEPS }, () => new Float64Array(MEASUREMENT_LENGTH));
{
  let s = 12345;
  const noise = (): number => {
    s ^= s << 13;
    s ^= s >>> 17;
    s ^= s << 5;
    return (s >>> 0) / 4294967296 - 0.5;
  };
  const r = [3e5, 2e5, 1e5];
  const v = [-500, -300, 100];
  for (let i = 0; i < STEPS; i++) {
    for (let k = 0; k < 3; k++) r[k]! += 0.1 * v[k]!;
    if (i % 1000 === 0) for (let k = 0; k < 3; k++) v[k]! *= -1;
    const [x, y, z] = r as [number, number, number];
    measurements[i]!.set([
      0.1 * (i + 1),
      Math.hypot(x, y, z) + 60 * noise(),
      Math.atan2(x, y) - 1.7e-3 * noise(),
      Math.atan2(z, Math.hypot(x, y)) + 1.7e-3 * noise(),
      0,
      20,
      5e-4,
      5e-4,
      0,
    ]);
  }
}
const start = [3e5, 2e5, 1e5, -500, -300, 100];
const spread = new Float64Array(36);
for (let i = 0; i < 3; i++) {
  spread[7 * i] = 1e6;
  spread[7 * (i + 3)] = 1e5;
}
const flat = Float64Array.of(0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0);
const zero = new Float64Array(1);

function runOnce(filter: CoastFilter): number {
  filter.restart(zero, start, spread);
  const from = process.cpuUsage();
  for (let i = 0; i < STEPS; i++) {
    const z = measurements[i]!;
    filter.predictTo(z);
    filter.update(z, flat);
  }
  const used = process.cpuUsage(from);
  return ((used.user + used.system) * 1000) / STEPS;
}
const median = (x: readonly number[]): number => x.toSorted((a, b) => a - b)[x.length >> 1]!;
const measure = (filter: CoastFilter): { median: number; min: number } => {
  const times = Array.from({ length: REPEATS }, () => runOnce(filter));
  return { median: median(times), min: Math.min(...times) };
};

const straight = new CoastFilter({ accelerationNoise_m2ps3: 1, gravity: "none" });
const falling = new CoastFilter({ accelerationNoise_m2ps3: 1 });
// Both shapes are met before anything is timed, as in a run of the engine.
for (let i = 0; i < 3; i++) {
  measure(straight);
  measure(falling);
}
if (baseline === undefined) {
  console.log(
    `straight lines ${measure(straight).median.toFixed(0)} ns, free fall ${measure(falling).median.toFixed(0)} ns a step`,
  );
} else {
  const ratios: number[] = [];
  const least: number[] = [];
  const withGravity: number[] = [];
  for (let i = 0; i < rounds; i++) {
    const text = execFileSync(baseline, { encoding: "utf8" });
    const theirs = Number(/med ([\d.]+)/.exec(text)![1]);
    const theirLeast = Number(/min ([\d.]+)/.exec(text)![1]);
    const ours = measure(straight);
    ratios.push(ours.median / theirs);
    least.push(ours.min / theirLeast);
    withGravity.push(measure(falling).min / theirLeast);
    if (i === 0) console.log(text.trim(), "\nours", straight.mean.join(" "), ours);
  }
  const show = (x: readonly number[]): string =>
    `${median(x).toFixed(2)} (${Math.min(...x).toFixed(2)} to ${Math.max(...x).toFixed(2)})`;
  console.log(
    `median over median ${show(ratios)}; least over least ${show(least)}; with gravity and J2, least over least ${show(withGravity)}`,
  );
}
