/**
 * One antenna face: where it points and which directions it serves. Boresight and field of view share the azimuth; a radar whose
 * sector is wider low down than high up has two faces with the same boresight and different elevation limits.
 */
export interface Face {
  /** Of the boresight, clockwise from north. */
  readonly azimuth_rad: number;
  /** Full width of the field of view in azimuth; 2 pi for all round. */
  readonly width_rad: number;
  /** Tilt of the boresight above the horizontal; 0 when not given. */
  readonly elevation_rad?: number;
  /** Limits of the field of view in elevation, inside those of the radar; none when not given. */
  readonly elevationMinimum_rad?: number;
  readonly elevationMaximum_rad?: number;
  /** Largest angle off boresight to which the beam is steered; none when not given. */
  readonly offBoresightMaximum_rad?: number;
}

/** Angles on an edge count as inside; this much is left for rounding. */
export const EDGE_rad = 1e-12;

/** Cosine of the angle between a direction and the boresight of a face. */
export function cosineOffBoresight(face: Face, azimuth_rad: number, elevation_rad: number): number {
  const tilt = face.elevation_rad ?? 0;
  const turn = Math.cos(azimuth_rad - face.azimuth_rad);
  return Math.sin(elevation_rad) * Math.sin(tilt) + Math.cos(elevation_rad) * Math.cos(tilt) * turn;
}

/** Whether a face serves a direction. */
export function isInField(face: Face, azimuth_rad: number, elevation_rad: number): boolean {
  if (Math.abs(wrapAngle(azimuth_rad - face.azimuth_rad)) > 0.5 * face.width_rad + EDGE_rad) return false;
  if (face.elevationMinimum_rad !== undefined && elevation_rad < face.elevationMinimum_rad - EDGE_rad) return false;
  if (face.elevationMaximum_rad !== undefined && elevation_rad > face.elevationMaximum_rad + EDGE_rad) return false;
  if (face.offBoresightMaximum_rad === undefined) return true;
  return cosineOffBoresight(face, azimuth_rad, elevation_rad) >= Math.cos(face.offBoresightMaximum_rad) - EDGE_rad;
}

/**
 * The face that serves a direction with the smallest angle off boresight, by index; -1 for none. Allocates nothing.
 */
export function findFace(faces: readonly Face[], azimuth_rad: number, elevation_rad: number): number {
  let best = -1;
  let bestCosine = -2;
  for (let i = 0; i < faces.length; i++) {
    const face = faces[i]!;
    if (!isInField(face, azimuth_rad, elevation_rad)) continue;
    const cosine = cosineOffBoresight(face, azimuth_rad, elevation_rad);
    if (cosine > bestCosine) {
      best = i;
      bestCosine = cosine;
    }
  }
  return best;
}

/**
 * The faces of a radar that repeats one face at equal steps around the full circle. A width of 2 pi / `faceCount` or more leaves no gap.
 */
export function makeFaces(options: {
  /** Azimuth of the first boresight. */
  readonly facing_rad: number;
  readonly faceCount: number;
  readonly width_rad: number;
  readonly tilt_rad?: number;
  readonly offBoresightMaximum_rad?: number;
}): readonly Face[] {
  const { facing_rad, faceCount, width_rad, tilt_rad = 0, offBoresightMaximum_rad } = options;
  if (!(Number.isInteger(faceCount) && faceCount >= 1))
    throw new RangeError(`makeFaces: needs a whole number of faces from 1, got ${faceCount}`);
  return Array.from({ length: faceCount }, (_, i) => ({
    azimuth_rad: positiveTurn(facing_rad + (i * 2 * Math.PI) / faceCount),
    width_rad,
    elevation_rad: tilt_rad,
    ...(offBoresightMaximum_rad === undefined ? {} : { offBoresightMaximum_rad }),
  }));
}

/** An angle brought to [-pi, pi]. */
export function wrapAngle(angle_rad: number): number {
  return angle_rad - 2 * Math.PI * Math.round(angle_rad / (2 * Math.PI));
}

/** An angle brought to [0, 2 pi). */
export function positiveTurn(angle_rad: number): number {
  const wrapped = angle_rad - 2 * Math.PI * Math.floor(angle_rad / (2 * Math.PI));
  return wrapped >= 0 && wrapped < 2 * Math.PI ? wrapped : 0;
}
