import { BOLTZMANN_JpK } from "./radar-equation.ts";

/** A beam and how closely its positions are laid. */
export interface SearchBeam {
  /** Widths between half-power points. */
  readonly azimuthWidth_rad: number;
  readonly elevationWidth_rad: number;
  /** Distance between neighbouring beam positions in beam widths; 1 touches at half power. */
  readonly spacing: number;
}

/** What a search covers: a volume, or a fence when it is one beam high. */
export interface SearchSector {
  readonly azimuthWidth_rad: number;
  readonly elevationLow_rad: number;
  readonly elevationHigh_rad: number;
}

/**
 * Number of beam positions that cover a sector, row by row: rows grow shorter with the cosine of the elevation. For a sector wide in both
 * directions it tends to solid angle / (beam area x spacing^2) (Curry 2005, Radar System Performance Modeling, chapter 7).
 */
export function countBeamPositions(sector: SearchSector, beam: SearchBeam): number {
  const height = sector.elevationHigh_rad - sector.elevationLow_rad;
  const rows = atLeastOne(height / (beam.elevationWidth_rad * beam.spacing));
  let count = 0;
  for (let row = 0; row < rows; row++) {
    const elevation = sector.elevationLow_rad + ((row + 0.5) / rows) * height;
    count += atLeastOne((sector.azimuthWidth_rad * Math.cos(elevation)) / (beam.azimuthWidth_rad * beam.spacing));
  }
  return count;
}

function atLeastOne(count: number): number {
  return Math.max(1, Math.ceil(count - 1e-9));
}

/** Solid angle of a sector, sr. */
export function sectorSolidAngle(sector: SearchSector): number {
  return sector.azimuthWidth_rad * (Math.sin(sector.elevationHigh_rad) - Math.sin(sector.elevationLow_rad));
}

/** Time to look once at every beam position when search gets a share of the radar's time, s; Infinity for no share. */
export function frameTime(positions: number, dwell_s: number, share: number = 1): number {
  return share > 0 ? (positions * dwell_s) / share : Infinity;
}

/** Looks that a fence gets at a target rising through it. */
export function looksWhileCrossing(fence: {
  readonly height_rad: number;
  readonly elevationRate_radps: number;
  readonly frame_s: number;
}): number {
  return Math.floor(fence.height_rad / (fence.elevationRate_radps * fence.frame_s));
}

/**
 * Range of a radar that searches a solid angle once a frame, whatever its frequency: R^4 = P A sigma t / (4 pi Omega k T L SNR)
 * (Skolnik 2001, Introduction to Radar Systems, chapter 2, the surveillance radar equation; Curry 2005, chapter 7), m.
 */
export function searchRange(terms: {
  readonly averagePower_W: number;
  readonly effectiveAperture_m2: number;
  readonly rcs_m2: number;
  readonly frame_s: number;
  readonly solidAngle_sr: number;
  readonly noiseTemperature_K: number;
  readonly loss: number;
  readonly snr: number;
}): number {
  const echo = terms.averagePower_W * terms.effectiveAperture_m2 * terms.rcs_m2 * terms.frame_s;
  const noise = BOLTZMANN_JpK * terms.noiseTemperature_K * terms.loss * terms.snr;
  return Math.sqrt(Math.sqrt(echo / (4 * Math.PI * terms.solidAngle_sr * noise)));
}

/** Where a cue says to look, as standard deviations seen from the radar. */
export interface Cue {
  readonly azimuthSigma_rad: number;
  readonly elevationSigma_rad: number;
}

/** What it takes to look for a cued target. */
export interface CuedSearch {
  readonly positions: number;
  readonly time_s: number;
  /** Probability that the target is in the ellipse of `sigmas`, all of which is looked at. */
  readonly containment: number;
}

/** Search of the box around the ellipse of a cue: 1 - exp(-n^2/2) of a two-dimensional normal distribution is in n sigma. */
export function planCuedSearch(
  cue: Cue,
  options: {
    readonly beam: SearchBeam;
    readonly elevation_rad: number;
    readonly sigmas: number;
    readonly dwell_s: number;
  },
): CuedSearch {
  const { beam, elevation_rad, sigmas, dwell_s } = options;
  const positions = countBeamPositions(
    {
      azimuthWidth_rad: 2 * sigmas * cue.azimuthSigma_rad,
      elevationLow_rad: elevation_rad - sigmas * cue.elevationSigma_rad,
      elevationHigh_rad: elevation_rad + sigmas * cue.elevationSigma_rad,
    },
    beam,
  );
  return { positions, time_s: positions * dwell_s, containment: 1 - Math.exp(-0.5 * sigmas * sigmas) };
}
