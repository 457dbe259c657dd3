// How much faster than real time one tracker follows a raid: 100 missiles of 15 minutes' flight (boost, free flight, re-entry), seen by 6 radars.
//   node --conditions=development bench/raid-tracking.ts [--filter imm|coast] [--association nearest|joint] [--objects 100] [--interval 2] [--rounds 3]
// Each radar looks at every object above its horizon once in `interval` seconds, the radars in turn, and every look is a scan of its own. One look in
// fifty misses an object and every scan has a false detection. Processor time of the tracker alone; the detections are drawn before.
import { ecefToGeodetic } from "../packages/parapet/src/earth/frames.ts";
import { makeStream } from "../packages/parapet/src/math/random.ts";
import { vec3 } from "../packages/parapet/src/math/vec3.ts";
import type { Detection } from "../packages/parapet/src/messages.ts";
import { makeBallisticModes } from "../packages/parapet/src/tracking/ballistic-modes.ts";
import { CoastFilter } from "../packages/parapet/src/tracking/coast-filter.ts";
import { ImmFilter } from "../packages/parapet/src/tracking/imm-filter.ts";
import { measureInto, RadarAxes } from "../packages/parapet/src/tracking/measurement.ts";
import { BoostMotion, CoastMotion, ReentryMotion } from "../packages/parapet/src/tracking/motions.ts";
import { type Scan, Tracker } from "../packages/parapet/src/tracking/tracker.ts";

const argument = (name: string, standard: string): string => {
  const i = process.argv.indexOf(`--${name}`);
  return i < 0 ? standard : process.argv[i + 1]!;
};
const filter = argument("filter", "imm");
const association = argument("association", "nearest") as "nearest" | "joint";
const objects = Number(argument("objects", "100"));
const interval = Number(argument("interval", "2"));
const rounds = Number(argument("rounds", "3"));

const DURATION_s = 900;
const BURN_s = 90;
const DEGREE = Math.PI / 180;
const place = (latitude: number, longitude: number): RadarAxes =>
  new RadarAxes({ latitude_rad: latitude * DEGREE, longitude_rad: longitude * DEGREE, altitude_m: 100 });
const RADARS = [
  [36, 138],
  [35, 134],
  [37, 141],
  [39, 140],
  [34, 131],
  [38, 128],
].map(([latitude, longitude]) => place(latitude!, longitude!));

/** States of one missile at each step: constant thrust for 90 s, free fall, drag below 120 km. */
class Missile {
  readonly #boost = new BoostMotion({ jerkNoise_m2ps5: 0 });
  readonly #coast = new CoastMotion({ accelerationNoise_m2ps3: 0 });
  readonly #reentry = new ReentryMotion({ accelerationNoise_m2ps3: 0, logCoefficientNoise_ps: 0 });
  readonly state = new Float64Array(9);
  readonly #burnout_s: number;
  readonly #launch_s: number;
  #time_s = 0;
  isFlying = true;

  constructor(k: number) {
    const { axes } = place(40 + 0.12 * Math.floor(k / 10), 128 + 0.15 * (k % 10));
    this.#launch_s = (k * 7) % 20;
    this.#burnout_s = this.#launch_s + BURN_s;
    const [east, north, up] = [8 + 0.05 * (k % 10), -9, 46.3];
    for (let i = 0; i < 3; i++) {
      this.state[i] = axes[i]!;
      this.state[3 + i] = axes[12 + i]!;
      this.state[6 + i] = east * axes[3 + i]! + north * axes[6 + i]! + up * axes[9 + i]!;
    }
  }

  moveTo(time_s: number): void {
    while (this.isFlying && this.#time_s < time_s) {
      const next = Math.min(time_s, this.#time_s + 0.5);
      const step = Float64Array.of(next - this.#time_s);
      const [x, y, z] = this.state as unknown as [number, number, number];
      const height = ecefToGeodetic(vec3(x, y, z)).altitude_m;
      if (this.#time_s >= this.#launch_s) {
        if (this.#time_s < this.#burnout_s) this.#boost.move(this.state, step);
        else if (height > 120_000) this.#coast.move(this.state, step);
        else {
          this.state[6] = Math.log(3000);
          this.#reentry.move(this.state, step);
        }
      } else turn(this.state, step[0]!);
      this.#time_s = next;
      this.isFlying = height > -1000;
    }
  }
}

/** Carries what stands on the ground with the Earth. */
function turn(state: Float64Array, step: number): void {
  const angle = 7.292115e-5 * step;
  for (const k of [0, 3, 6]) {
    const [x, y] = [state[k]!, state[k + 1]!];
    state[k] = Math.cos(angle) * x - Math.sin(angle) * y;
    state[k + 1] = Math.sin(angle) * x + Math.cos(angle) * y;
  }
}

function drawScans(): { scans: Scan[]; looks: number; truths: Missile[] } {
  const stream = makeStream(1, 0, "bench");
  const truths = Array.from({ length: objects }, (_, k) => new Missile(k));
  const scans: Scan[] = [];
  const seen = new Float64Array(4);
  const sigmas = { range_m: 15, azimuth_rad: 5e-4, elevation_rad: 5e-4 };
  let looks = 0;
  for (let n = 1; n * interval <= DURATION_s * RADARS.length; n++) {
    const time_s = (n * interval) / RADARS.length;
    const axes = RADARS[n % RADARS.length]!;
    const radar = `radar ${n % RADARS.length}`;
    axes.turnTo(Float64Array.of(time_s));
    const detections: Detection[] = [];
    const see = (range: number, azimuth: number, elevation: number): void => {
      detections.push({ radar, time_s, range_m: range, azimuth_rad: azimuth, elevation_rad: elevation, sigmas });
    };
    for (const truth of truths) {
      truth.moveTo(time_s);
      measureInto(seen, truth.state, axes.axes);
      if (!truth.isFlying || seen[2]! < 2 * DEGREE || stream.uniform() < 0.02) continue;
      see(
        seen[0]! + sigmas.range_m * stream.normal(),
        seen[1]! + sigmas.azimuth_rad * stream.normal(),
        seen[2]! + sigmas.elevation_rad * stream.normal(),
      );
    }
    looks += detections.length;
    see(1e6 * stream.uniform(), 2 * Math.PI * stream.uniform(), Math.PI * 0.5 * stream.uniform());
    scans.push({ time_s, axes, detections, expects: () => true });
  }
  return { scans, looks, truths };
}

const makeFilter =
  filter === "imm"
    ? (): ImmFilter => new ImmFilter(makeBallisticModes(), [0.6, 0.3, 0.1])
    : (): CoastFilter => new CoastFilter({ accelerationNoise_m2ps3: 10 });
const { scans, looks } = drawScans();
console.log(`${objects} objects, 6 radars, ${scans.length} scans, ${looks} detections, ${filter}, ${association}`);
const factors: number[] = [];
for (let round = 0; round < rounds; round++) {
  const tracker = new Tracker({ tracker: "centre", makeFilter, association, missesToDelete: 15 });
  const from = process.cpuUsage();
  let most = 0;
  let ended = 0;
  for (const scan of scans) {
    ended += tracker.scan(scan).filter(({ quality }) => quality.detections > 20).length;
    if (scan.time_s === 600) most = tracker.listTracks().filter(({ stage }) => stage === "confirmed").length;
  }
  const used = process.cpuUsage(from);
  const seconds = (used.user + used.system) / 1e6;
  factors.push(DURATION_s / seconds);
  console.log(
    `${(DURATION_s / seconds).toFixed(0)} x real time, ${((seconds / looks) * 1e6).toFixed(1)} us a detection; ${most} confirmed at 600 s, ${ended} tracks of more than 20 detections ended`,
  );
}
console.log(`median ${factors.toSorted((a, b) => a - b)[rounds >> 1]!.toFixed(0)} x real time`);
