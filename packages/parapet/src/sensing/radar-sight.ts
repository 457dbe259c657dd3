import { geodeticToEcef } from "../earth/frames.ts";
import { type EarthModel, WGS84 } from "../earth/model.ts";
import { type Detector, detectionProbability } from "./detection.ts";
import { EDGE_rad, type Face, wrapAngle } from "./face.ts";
import { type Radar, makeRadarDetector, radarSensitivity } from "./radar.ts";
import { type RadarSensitivity, scanGain } from "./radar-equation.ts";
import { horizonDip, maskElevation, prepareMask, refractedElevation } from "./visibility.ts";

/**
 * Why a radar does not see a point, from the farthest from seeing it to the nearest: under its lowest elevation or the sea horizon;
 * behind its terrain mask; in no face's field of view, above its elevation limit or beyond its instrumented range; too weak an echo.
 */
export type Blocked = "below-horizon" | "behind-terrain" | "out-of-field" | "too-weak";

/** Places in the array that holds a look. */
const RANGE = 0;
const AZIMUTH = 1;
const ELEVATION = 2;
const STRAIGHT = 3;
const SCAN_GAIN = 4;
const EAST = 5;
const NORTH = 6;

/**
 * A radar made ready to look at many points. Owns the geometry of its last look; a look allocates nothing.
 */
export class RadarSight {
  readonly radar: Radar;
  readonly detector: Detector;
  readonly sensitivity: RadarSensitivity;
  /** Face of the last look by index; -1 out of view. */
  face = -1;

  // Numbers live in arrays and private methods pass none: a fractional number in a field or through a call is boxed.
  readonly #look = new Float64Array(7);
  readonly #point = new Float64Array(3);
  /** Site and the unit vectors towards east, north and up, Earth-fixed. */
  readonly #frame: Float64Array;
  readonly #mask: Float64Array;
  readonly #faces: Float64Array;
  readonly #limits: { readonly lowest_rad: number; readonly highest_rad: number; readonly farthest_m: number };
  readonly #refraction: Parameters<typeof refractedElevation>[2];

  constructor(radar: Radar, earth: EarthModel = WGS84) {
    const { position, radiusFactor } = radar;
    this.radar = radar;
    this.detector = makeRadarDetector(radar);
    this.sensitivity = radarSensitivity(radar);
    this.#frame = makeFrame(radar, earth);
    this.#mask = prepareMask(radar.mask);
    this.#faces = prepareFaces(radar.faces);
    this.#limits = {
      lowest_rad: Math.max(radar.elevationMinimum_rad, horizonDip(position.altitude_m, { radiusFactor, earth })),
      highest_rad: radar.elevationMaximum_rad,
      farthest_m: radar.instrumentedRange_m ?? Infinity,
    };
    this.#refraction = { refraction: radar.refraction ?? "effective-radius", radiusFactor, earth };
  }

  /** Slant range of the last look. */
  get range_m(): number {
    return this.#look[RANGE]!;
  }

  /** Azimuth of the last look, in (-pi, pi]. */
  get azimuth_rad(): number {
    return this.#look[AZIMUTH]!;
  }

  /** Elevation of the last look as the radar sees it, with refraction. */
  get elevation_rad(): number {
    return this.#look[ELEVATION]!;
  }

  /** Elevation of the straight line of the last look. */
  get straightElevation_rad(): number {
    return this.#look[STRAIGHT]!;
  }

  /** Share of the boresight signal that the scan of the last look leaves; 0 out of view. */
  get scanGain(): number {
    return this.#look[SCAN_GAIN]!;
  }

  /** Looks at an Earth-fixed point, m; says why it is out of view, or undefined when it is in view. */
  look(x_m: number, y_m: number, z_m: number): Exclude<Blocked, "too-weak"> | undefined {
    this.#point[0] = x_m;
    this.#point[1] = y_m;
    this.#point[2] = z_m;
    return this.lookAt(this.#point, 0);
  }

  /** Looks at point number `i` of a list of Earth-fixed positions, three numbers a point, m; otherwise as `look`. */
  lookAt(ecef_m: Float64Array, i: number): Exclude<Blocked, "too-weak"> | undefined {
    const p = this.#point;
    p[0] = ecef_m[3 * i]!;
    p[1] = ecef_m[3 * i + 1]!;
    p[2] = ecef_m[3 * i + 2]!;
    return this.lookIn(this.#frame, p);
  }

  /**
   * Looks at the point `position` holds in its first three numbers, m, in any frame: `frame` has the radar's own place and its unit vectors towards east, north and up in
   * that frame, twelve numbers. Otherwise as `look`.
   */
  lookIn(frame: Float64Array, position: Float64Array): Exclude<Blocked, "too-weak"> | undefined {
    const f = frame;
    const look = this.#look;
    const dx = position[0]! - f[0]!;
    const dy = position[1]! - f[1]!;
    const dz = position[2]! - f[2]!;
    const east = dx * f[3]! + dy * f[4]! + dz * f[5]!;
    const north = dx * f[6]! + dy * f[7]! + dz * f[8]!;
    const up = dx * f[9]! + dy * f[10]! + dz * f[11]!;
    const across = Math.sqrt(east * east + north * north);
    look[RANGE] = Math.sqrt(across * across + up * up);
    look[AZIMUTH] = Math.atan2(east, north);
    look[STRAIGHT] = Math.atan2(up, across);
    look[SCAN_GAIN] = 0;
    look[EAST] = across > 0 ? east / across : 0;
    look[NORTH] = across > 0 ? north / across : 1;
    this.#refract();
    this.face = -1;
    const { lowest_rad, highest_rad, farthest_m } = this.#limits;
    if (look[ELEVATION]! < lowest_rad) return "below-horizon";
    if (this.#mask.length > 0 && this.#isBehindTerrain()) return "behind-terrain";
    if (look[ELEVATION]! > highest_rad || look[RANGE]! > farthest_m) return "out-of-field";
    this.#chooseFace();
    return this.face < 0 ? "out-of-field" : undefined;
  }

  #refract(): void {
    this.#look[ELEVATION] = refractedElevation(this.#look[STRAIGHT]!, this.#look[RANGE]!, this.#refraction);
  }

  #isBehindTerrain(): boolean {
    return this.#look[ELEVATION]! < maskElevation(this.#mask, this.#look[AZIMUTH]!);
  }

  /** As `findFace`, on the prepared faces. */
  #chooseFace(): void {
    const look = this.#look;
    const f = this.#faces;
    const elevation = look[ELEVATION]!;
    const sinElevation = Math.sin(elevation);
    const cosElevation = Math.cos(elevation);
    let bestCosine = -2;
    for (let i = 0, o = 0; o < f.length; i++, o += FACE_SIZE) {
      if (Math.abs(wrapAngle(look[AZIMUTH]! - f[o]!)) > f[o + 1]!) continue;
      if (elevation < f[o + 2]! || elevation > f[o + 3]!) continue;
      const turn = look[EAST]! * f[o + 5]! + look[NORTH]! * f[o + 6]!;
      const cosine = sinElevation * f[o + 7]! + cosElevation * f[o + 8]! * turn;
      if (cosine < f[o + 4]! || cosine <= bestCosine) continue;
      bestCosine = cosine;
      this.face = i;
    }
    if (this.face >= 0) look[SCAN_GAIN] = scanGain(this.sensitivity.scanLossExponent, bestCosine);
  }

  /** Mean signal-to-noise ratio of the last look at a cross-section; 0 out of view. */
  snr(rcs_m2: number): number {
    const square = this.#look[RANGE]! * this.#look[RANGE]!;
    return (this.#look[SCAN_GAIN]! * this.sensitivity.strength_m2 * rcs_m2) / (square * square);
  }

  /** Probability that the last look detects a cross-section; 0 out of view. */
  probability(rcs_m2: number): number {
    return this.face < 0 ? 0 : detectionProbability(this.detector, this.snr(rcs_m2));
  }
}

/** Numbers that `prepareFaces` writes for each face. */
const FACE_SIZE = 9;

/** Azimuth, half width, elevation limits, least cosine off boresight; sine and cosine of azimuth and of tilt. */
function prepareFaces(faces: readonly Face[]): Float64Array {
  return Float64Array.from(
    faces.flatMap((face) => [
      face.azimuth_rad,
      0.5 * face.width_rad + EDGE_rad,
      (face.elevationMinimum_rad ?? -Math.PI) - EDGE_rad,
      (face.elevationMaximum_rad ?? Math.PI) + EDGE_rad,
      face.offBoresightMaximum_rad === undefined ? -2 : Math.cos(face.offBoresightMaximum_rad) - EDGE_rad,
      Math.sin(face.azimuth_rad),
      Math.cos(face.azimuth_rad),
      Math.sin(face.elevation_rad ?? 0),
      Math.cos(face.elevation_rad ?? 0),
    ]),
  );
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
