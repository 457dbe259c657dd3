import { geodeticToEcef } from "../earth/frames.ts";
import { meanRadius } from "../earth/horizon.ts";
import { geodeticFromAuthalicLatitude } from "../earth/projection.ts";
import type { CoverageStudy } from "../scenario/types.ts";
import type { RadarPlace } from "./coverage-radars.ts";
import { reachOf } from "./coverage-radars.ts";
import type { Parameter, ParameterRow } from "./parameter.ts";

/** What one set sees at one cross-section: areas at the study's altitudes and the volume from the ground to the highest of them. */
export interface FieldNumbers {
  readonly set: string;
  readonly crossSection_m2: number;
  /** Ground under what is seen, m^2, and under what two units or more see, by altitude. */
  readonly area_m2: readonly number[];
  readonly overlapArea_m2: readonly number[];
  /** Space that is seen, m^3, and that two units or more see. */
  readonly volume_m3: number;
  readonly overlap_m3: number;
  readonly members: readonly {
    readonly unit: string;
    readonly volume_m3: number;
    /** What the set would lose without it, m^3. */
    readonly gain_m3: number;
  }[];
}

/** Points of the sampled space above each altitude. */
const POINTS = 6000;
const LAYERS = 16;

/** Where one radar may see, at best: points of the samples in a face's field, with what its look at them gives. */
interface Sight {
  readonly radar: RadarPlace;
  readonly sample: Int32Array;
  readonly range_m: Float32Array;
  readonly elevation_rad: Float32Array;
}

/**
 * Measures areas and volumes of sets of radars by points that are spread evenly over the Earth (Fibonacci lattice, Gonzalez 2010,
 * Mathematical Geosciences 42, 49-64, on authalic latitudes, so that each stands for the same ground) at the study's altitudes and in
 * 16 layers up to the highest. Some 6,000 points lie within what any radar could ever reach: an area of that size is known
 * to about 1 %, a small one worse.
 */
export class CoverageFields {
  readonly #study: CoverageStudy;
  readonly #points: number;
  readonly #ground_m2: number;
  readonly #sights: readonly Sight[];
  /** Volume that a point of each layer stands for, m^3. */
  readonly #layer_m3: readonly number[];
  readonly #count: Uint8Array;
  readonly #last: Int16Array;

  constructor(study: CoverageStudy, radars: readonly RadarPlace[], parameters: readonly Parameter[]) {
    this.#study = study;
    const top = Math.max(...study.altitudes_m);
    const step = top / LAYERS;
    const layers = Array.from({ length: LAYERS }, (_, i) => (i + 0.5) * step);
    const largest = Math.max(...study.crossSections_m2);
    const farthest = radars.map((radar) => {
      const best = Float64Array.from(parameters, ({ high }) => high);
      best[radar.reference_m2] = parameters[radar.reference_m2]!.low;
      return reachOf(radar, best, largest);
    });
    const { positions, ground_m2 } = spreadPoints(radars, farthest);
    this.#points = positions.length;
    this.#ground_m2 = ground_m2;
    const radius = meanRadius();
    this.#layer_m3 = layers.map((altitude) => ground_m2 * step * (1 + altitude / radius) * (1 + altitude / radius));
    const heights = [...study.altitudes_m, ...layers];
    const ecef_m = new Float64Array(3 * positions.length * heights.length);
    heights.forEach((altitude_m, h) =>
      positions.forEach(({ latitude_rad, longitude_rad }, p) =>
        ecef_m.set(geodeticToEcef({ latitude_rad, longitude_rad, altitude_m }), 3 * (h * positions.length + p)),
      ),
    );
    this.#sights = radars.map((radar, r) => look(radar, farthest[r]!, ecef_m));
    this.#count = new Uint8Array(positions.length * heights.length);
    this.#last = new Int16Array(positions.length * heights.length);
  }

  /** With one row of parameters; every set at every cross-section, in the order of the study. */
  measure(row: ParameterRow): readonly FieldNumbers[] {
    return this.#study.crossSections_m2.flatMap(
      (crossSection_m2) =>
      this.#study.sets.map(({ id, units }) => this.#measureSet(id, units.map((unit) => unit.id), crossSection_m2, row)), // prettier-ignore
    );
  }

  #measureSet(set: string, units: readonly string[], crossSection_m2: number, row: ParameterRow): FieldNumbers {
    const count = this.#count.fill(0);
    const last = this.#last.fill(-1);
    const low = this.#study.altitudes_m.length;
    const own = new Float64Array(units.length);
    units.forEach((unit, u) => {
      for (const { radar, sample, range_m, elevation_rad } of this.#sights) {
        if (radar.unit !== unit) continue;
        const reach = reachOf(radar, row, crossSection_m2);
        const lowest = row[radar.elevationMinimum_rad]!;
        for (let k = 0; k < sample.length; k++) {
          const i = sample[k]!;
          if (range_m[k]! > reach || elevation_rad[k]! < lowest || last[i] === u) continue;
          last[i] = u;
          count[i]!++;
          const layer = Math.floor(i / this.#points) - low;
          if (layer >= 0) own[u]! += this.#layer_m3[layer]!;
        }
      }
    });
    const area = new Float64Array(low);
    const overlapArea = new Float64Array(low);
    const gain = new Float64Array(units.length);
    let volume = 0;
    let overlap = 0;
    for (let i = 0; i < count.length; i++) {
      if (count[i] === 0) continue;
      const height = Math.floor(i / this.#points);
      if (height < low) {
        area[height]! += this.#ground_m2;
        if (count[i]! > 1) overlapArea[height]! += this.#ground_m2;
        continue;
      }
      const part = this.#layer_m3[height - low]!;
      volume += part;
      if (count[i]! > 1) overlap += part;
      else gain[last[i]!]! += part;
    }
    return {
      set,
      crossSection_m2,
      area_m2: [...area],
      overlapArea_m2: [...overlapArea],
      volume_m3: volume,
      overlap_m3: overlap,
      members: units.map((unit, u) => ({ unit, volume_m3: own[u]!, gain_m3: gain[u]! })),
    };
  }
}

/** Points of an even lattice over the whole Earth that lie within reach of any radar, and the ground that each stands for. */
function spreadPoints(
  radars: readonly RadarPlace[],
  farthest: readonly number[],
): {
  readonly positions: readonly { readonly latitude_rad: number; readonly longitude_rad: number }[];
  readonly ground_m2: number;
} {
  const radius = meanRadius();
  // A point that is within the slant range is within the same distance on the ground.
  const caps = radars.map(({ position }, r) => ({
    axis: unitVector(position.latitude_rad, position.longitude_rad),
    cosine: Math.cos(Math.min(Math.PI, farthest[r]! / radius + 0.01)),
  }));
  const keep = (total: number): { latitude_rad: number; longitude_rad: number }[] => {
    const kept: { latitude_rad: number; longitude_rad: number }[] = [];
    for (let i = 0; i < total; i++) {
      const sine = 1 - (2 * i + 1) / total;
      const longitude_rad = Math.PI * (2 * ((i * GOLDEN) % 1) - 1);
      const latitude_rad = Math.asin(sine);
      const [x, y, z] = unitVector(latitude_rad, longitude_rad);
      if (caps.some(({ axis, cosine }) => axis[0] * x + axis[1] * y + axis[2] * z >= cosine))
        kept.push({ latitude_rad: geodeticFromAuthalicLatitude(latitude_rad), longitude_rad });
    }
    return kept;
  };
  const coarse = 20_000;
  const share = Math.max(1, keep(coarse).length) / coarse;
  const total = Math.round(POINTS / share);
  return { positions: keep(total), ground_m2: (4 * Math.PI * radius * radius) / total };
}

/** The golden ratio less 1: consecutive points of the lattice turn by this share of a circle. */
const GOLDEN = (Math.sqrt(5) - 1) / 2;

function unitVector(latitude_rad: number, longitude_rad: number): readonly [number, number, number] {
  const c = Math.cos(latitude_rad);
  return [c * Math.cos(longitude_rad), c * Math.sin(longitude_rad), Math.sin(latitude_rad)];
}

function look(radar: RadarPlace, farthest_m: number, ecef_m: Float64Array): Sight {
  const sample: number[] = [];
  const range: number[] = [];
  const elevation: number[] = [];
  const { sight } = radar;
  for (let i = 0; 3 * i < ecef_m.length; i++) {
    if (sight.lookAt(ecef_m, i) !== undefined || sight.range_m > farthest_m) continue;
    sample.push(i);
    range.push(sight.range_m);
    elevation.push(sight.elevation_rad);
  }
  return {
    radar,
    sample: Int32Array.from(sample),
    range_m: Float32Array.from(range),
    elevation_rad: Float32Array.from(elevation),
  };
}
