import type { RandomStream } from "../math/random.ts";
import type { Vec3 } from "../math/vec3.ts";
import type { Swerling } from "./detection.ts";
import type { FlightPath } from "./first-detection.ts";

/** Cross-section at one aspect: the angle between the body's nose and the line to the radar, 0 nose-on to pi tail-on. */
export interface AspectCrossSection {
  readonly aspect_rad: number;
  readonly rcs_m2: number;
  readonly low_m2: number;
  readonly high_m2: number;
}

/** Cross-section of a class of body in one band of frequencies, by rising aspect. */
export interface BandCrossSection {
  readonly lowest_Hz: number;
  readonly highest_Hz: number;
  readonly fluctuation: Swerling;
  readonly aspects: readonly AspectCrossSection[];
}

/** What is published of a class of body (re-entry vehicle, spent stage, cruise missile...). One band and one aspect will do. */
export type CrossSectionTable = readonly BandCrossSection[];

/** One line through a table: its band, and a place in the published range. */
export interface CrossSectionCurve {
  readonly fluctuation: Swerling;
  /** True when the frequency is outside every band of the table and the nearest one was taken. */
  readonly extrapolated: boolean;
  readonly aspect_rad: Float64Array;
  readonly logRcs: Float64Array;
}

/** Letters of the radar bands and the frequency where each ends, GHz (IEEE Std 521-2019). */
const BANDS: readonly (readonly [string, number])[] = [
  ["HF", 0.03],
  ["VHF", 0.3],
  ["UHF", 1],
  ["L", 2],
  ["S", 4],
  ["C", 8],
  ["X", 12],
  ["Ku", 18],
  ["K", 27],
  ["Ka", 40],
];

/** Letter of the radar band of a frequency (IEEE Std 521-2019); "mm" from 40 GHz. */
export function bandLetter(frequency_Hz: number): string {
  return BANDS.find(([, end_GHz]) => frequency_Hz < 1e9 * end_GHz)?.[0] ?? "mm";
}

/**
 * The curve of a table for a radar's frequency. `place` is where in the published range the truth is taken to lie: -1 the low end, 0 the
 * published value, 1 the high end, in between linear in decibels. Throws on a table without a band or a band without an aspect.
 */
export function makeCrossSectionCurve(
  table: CrossSectionTable,
  { frequency_Hz, place = 0 }: { readonly frequency_Hz: number; readonly place?: number },
): CrossSectionCurve {
  const gap = (band: BandCrossSection): number =>
    Math.max(0, Math.log(band.lowest_Hz / frequency_Hz), Math.log(frequency_Hz / band.highest_Hz));
  const band = [...table].sort((a, b) => gap(a) - gap(b))[0];
  if (band === undefined || band.aspects.length === 0)
    throw new RangeError("makeCrossSectionCurve: needs a table with a band that has an aspect, got an empty one");
  return {
    fluctuation: band.fluctuation,
    extrapolated: gap(band) > 0,
    aspect_rad: Float64Array.from(band.aspects, ({ aspect_rad }) => aspect_rad),
    logRcs: Float64Array.from(band.aspects, ({ rcs_m2, low_m2, high_m2 }) => {
      const end = Math.log(place < 0 ? low_m2 : high_m2);
      return Math.log(rcs_m2) + Math.abs(place) * (end - Math.log(rcs_m2));
    }),
  };
}

/** Mean cross-section at an aspect, linear in decibels between the table's aspects, level beyond them, m^2. Allocates nothing. */
export function crossSectionAt(curve: CrossSectionCurve, aspect_rad: number): number {
  const { aspect_rad: aspects, logRcs } = curve;
  const last = aspects.length - 1;
  if (aspect_rad <= aspects[0]!) return Math.exp(logRcs[0]!);
  if (aspect_rad >= aspects[last]!) return Math.exp(logRcs[last]!);
  let i = 0;
  while (aspects[i + 1]! < aspect_rad) i++;
  const share = (aspect_rad - aspects[i]!) / (aspects[i + 1]! - aspects[i]!);
  return Math.exp(logRcs[i]! + share * (logRcs[i + 1]! - logRcs[i]!));
}

/**
 * Mean cross-section at each point of a path for a radar at an Earth-fixed position, the nose along the motion over the ground, m^2.
 * The motion is taken from neighbouring points. A body that tumbles has no aspect: give its mean instead.
 */
export function crossSectionsAlong(curve: CrossSectionCurve, path: FlightPath, radar_ecef: Vec3<"ecef">): Float64Array {
  const e = path.ecef_m;
  const rcs = new Float64Array(path.count);
  for (let i = 0; i < path.count; i++) {
    const from = 3 * Math.max(0, i - 1);
    const to = 3 * Math.min(path.count - 1, i + 1);
    const nx = e[to]! - e[from]!;
    const ny = e[to + 1]! - e[from + 1]!;
    const nz = e[to + 2]! - e[from + 2]!;
    const lx = radar_ecef[0] - e[3 * i]!;
    const ly = radar_ecef[1] - e[3 * i + 1]!;
    const lz = radar_ecef[2] - e[3 * i + 2]!;
    const cx = ny * lz - nz * ly;
    const cy = nz * lx - nx * lz;
    const cz = nx * ly - ny * lx;
    rcs[i] = crossSectionAt(curve, Math.atan2(Math.sqrt(cx * cx + cy * cy + cz * cz), nx * lx + ny * ly + nz * lz));
  }
  return rcs;
}

/**
 * Draws the cross-section of one scan (Swerling I, III) or pulse (II, IV) about its mean: exponential for I and II, gamma of shape 2 for III
 * and IV (Swerling 1954). Takes two uniform numbers whatever the model, so that streams stay in step.
 */
export function drawCrossSection(
  mean_m2: number,
  fluctuation: Swerling,
  stream: Pick<RandomStream, "uniform">,
): number {
  const first = -Math.log(1 - stream.uniform());
  const second = -Math.log(1 - stream.uniform());
  if (fluctuation === 0) return mean_m2;
  return fluctuation <= 2 ? mean_m2 * first : 0.5 * mean_m2 * (first + second);
}
