import { geodeticToEcef } from "../earth/frames.ts";
import { type EarthModel, WGS84 } from "../earth/model.ts";
import { type Detector, detectionProbability } from "./detection.ts";
import { cosineOffBoresight, findFace } from "./face.ts";
import { type Radar, makeRadarDetector, radarSensitivity } from "./radar.ts";
import { type RadarSensitivity, scanGain } from "./radar-equation.ts";
import { horizonDip, maskElevation, prepareMask, refractedElevation } from "./visibility.ts";

/**
 * Why a radar does not see a point, from the farthest from seeing it to the nearest: under its lowest elevation or the sea horizon;
 * behind its terrain mask; in no face's field of view, above its elevation limit or beyond its instrumented range; too weak an echo.
 */
export type Blocked = "below-horizon" | "behind-terrain" | "out-of-field" | "too-weak";

/**
 * A radar made ready to look at many points. Owns the geometry of its last look; a look allocates nothing.
 */
export class RadarSight {
  readonly radar: Radar;
  readonly detector: Detector;
  readonly sensitivity: RadarSensitivity;
  /** Of the last look: slant range, azimuth in (-pi, pi], elevation with refraction and straight, face by index or -1. */
  range_m = 0;
  azimuth_rad = 0;
  elevation_rad = 0;
  straightElevation_rad = 0;
  face = -1;
  /** Of the last look: share of the boresight signal that the scan leaves. */
  scanGain = 0;

  readonly #earth: EarthModel;
  readonly #refraction: { refraction: "effective-radius" | "bounded"; radiusFactor: number; earth: EarthModel };
  readonly #mask: Float64Array;
  readonly #lowest_rad: number;
  readonly #farthest_m: number;
  /** Site and the unit vectors towards east, north and up, Earth-fixed. */
  readonly #frame: Float64Array;

  constructor(radar: Radar, earth: EarthModel = WGS84) {
    this.radar = radar;
    this.detector = makeRadarDetector(radar);
    this.sensitivity = radarSensitivity(radar);
    this.#earth = earth;
    const { position, radiusFactor } = radar;
    this.#refraction = { refraction: radar.refraction ?? "effective-radius", radiusFactor, earth };
    this.#mask = prepareMask(radar.mask);
    this.#lowest_rad = Math.max(radar.elevationMinimum_rad, horizonDip(position.altitude_m, { radiusFactor, earth }));
    this.#farthest_m = radar.instrumentedRange_m ?? Infinity;
    this.#frame = makeFrame(radar, this.#earth);
  }

  /** Looks at an Earth-fixed point, m; says why it is out of view, or undefined when it is in view. */
  look(x_m: number, y_m: number, z_m: number): Exclude<Blocked, "too-weak"> | undefined {
    const f = this.#frame;
    const dx = x_m - f[0]!;
    const dy = y_m - f[1]!;
    const dz = z_m - f[2]!;
    const east = dx * f[3]! + dy * f[4]! + dz * f[5]!;
    const north = dx * f[6]! + dy * f[7]! + dz * f[8]!;
    const up = dx * f[9]! + dy * f[10]! + dz * f[11]!;
    const across = Math.sqrt(east * east + north * north);
    const range = Math.sqrt(across * across + up * up);
    const azimuth = Math.atan2(east, north);
    const straight = Math.atan2(up, across);
    const elevation = refractedElevation(straight, range, this.#refraction);
    this.range_m = range;
    this.azimuth_rad = azimuth;
    this.straightElevation_rad = straight;
    this.elevation_rad = elevation;
    this.face = -1;
    this.scanGain = 0;
    if (elevation < this.#lowest_rad) return "below-horizon";
    if (elevation < maskElevation(this.#mask, azimuth)) return "behind-terrain";
    if (elevation > this.radar.elevationMaximum_rad || range > this.#farthest_m) return "out-of-field";
    const face = findFace(this.radar.faces, azimuth, elevation);
    if (face < 0) return "out-of-field";
    this.face = face;
    const exponent = this.sensitivity.scanLossExponent;
    this.scanGain =
      exponent === 0 ? 1 : scanGain(exponent, cosineOffBoresight(this.radar.faces[face]!, azimuth, elevation));
    return undefined;
  }

  /** Mean signal-to-noise ratio of the last look at a cross-section; 0 out of view. */
  snr(rcs_m2: number): number {
    const square = this.range_m * this.range_m;
    return (this.scanGain * this.sensitivity.strength_m2 * rcs_m2) / (square * square);
  }

  /** Probability that the last look detects a cross-section; 0 out of view. */
  probability(rcs_m2: number): number {
    return this.face < 0 ? 0 : detectionProbability(this.detector, this.snr(rcs_m2));
  }
}

function makeFrame({ position }: Radar, earth: EarthModel): Float64Array {
  const sinLat = Math.sin(position.latitude_rad);
  const cosLat = Math.cos(position.latitude_rad);
  const sinLon = Math.sin(position.longitude_rad);
  const cosLon = Math.cos(position.longitude_rad);
  return Float64Array.of(
    ...geodeticToEcef(position, earth),
    -sinLon,
    cosLon,
    0,
    -sinLat * cosLon,
    -sinLat * sinLon,
    cosLat,
    cosLat * cosLon,
    cosLat * sinLon,
    sinLat,
  );
}
