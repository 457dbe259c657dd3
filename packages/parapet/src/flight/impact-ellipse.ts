import { ecefToGeodetic, geodeticToEcef } from "../earth/frames.ts";
import { solveDirect, solveInverse } from "../earth/geodesic.ts";
import { type EarthModel, type Geodetic, WGS84 } from "../earth/model.ts";

/** An ellipse on the ground about the middle of the impacts. */
export interface Ellipse {
  /** Share of a plane normal distribution that it holds. */
  readonly probability: number;
  readonly semiMajor_m: number;
  readonly semiMinor_m: number;
  /** Share of the impacts themselves that lie inside. */
  readonly shareInside: number;
}

/** The spread of impacts on the ground. */
export interface ImpactEllipse {
  /** On the ellipsoid. */
  readonly centre: Geodetic;
  /** Direction of the longer axis, clockwise from north, from 0 up to half a turn. */
  readonly azimuth_rad: number;
  readonly standardMajor_m: number;
  readonly standardMinor_m: number;
  readonly half: Ellipse;
  readonly most: Ellipse;
}

/** Shares of the two ellipses. */
const HALF = 0.5;
const MOST = 0.95;

/**
 * The ellipses that hold 50 % and 95 % of impacts if they spread normally: centre and covariance of the points in the plane of
 * azimuth and distance from their middle, axes times sqrt(-2 ln(1 - p)) (Rayleigh; Johnson and Kotz 1972, ch. 35). Good where the
 * spread is small against the Earth. `shareInside` says how far the points themselves are from normal.
 * Throws for fewer than three points.
 */
export function impactEllipse(points: readonly Geodetic[], earth: EarthModel = WGS84): ImpactEllipse {
  if (points.length < 3) throw new RangeError(`impactEllipse: needs three impacts or more, got ${points.length}`);
  let centre = meanPlace(points, earth);
  let plane = points.map((point) => toPlane(centre, point, earth));
  const shift = meanOf(plane);
  centre = fromPlane(centre, shift, earth);
  plane = points.map((point) => toPlane(centre, point, earth));
  let [xx, xy, yy] = [0, 0, 0];
  for (const [x, y] of plane) {
    xx += x * x;
    xy += x * y;
    yy += y * y;
  }
  const n = points.length - 1;
  [xx, xy, yy] = [xx / n, xy / n, yy / n];
  const middle = 0.5 * (xx + yy);
  const offset = Math.sqrt(0.25 * (xx - yy) * (xx - yy) + xy * xy);
  const standardMajor_m = Math.sqrt(middle + offset);
  const standardMinor_m = Math.sqrt(Math.max(0, middle - offset));
  // x is east and y north: the angle of the major axis from north towards east.
  const turn = 0.5 * Math.atan2(2 * xy, yy - xx);
  const azimuth_rad = turn < 0 ? turn + Math.PI : turn;
  const axes = { centre, azimuth_rad, standardMajor_m, standardMinor_m };
  return { ...axes, half: holdShare(HALF, axes, plane), most: holdShare(MOST, axes, plane) };
}

/** Distance over the ellipsoid between the points below two places, m. */
export function distanceBetween(a: Geodetic, b: Geodetic, earth: EarthModel = WGS84): number {
  return solveInverse(a, b, earth).distance_m;
}

type PlanePoint = readonly [east_m: number, north_m: number];

function holdShare(
  probability: number,
  axes: Pick<ImpactEllipse, "azimuth_rad" | "standardMajor_m" | "standardMinor_m">,
  plane: readonly PlanePoint[],
): Ellipse {
  const k = Math.sqrt(-2 * Math.log(1 - probability));
  const semiMajor_m = k * axes.standardMajor_m;
  const semiMinor_m = k * axes.standardMinor_m;
  const [sin, cos] = [Math.sin(axes.azimuth_rad), Math.cos(axes.azimuth_rad)];
  const inside = plane.filter(([x, y]) => {
    const along = x * sin + y * cos;
    const across = x * cos - y * sin;
    const a = semiMajor_m > 0 ? along / semiMajor_m : along === 0 ? 0 : Infinity;
    const b = semiMinor_m > 0 ? across / semiMinor_m : Math.abs(across) < 1e-6 ? 0 : Infinity;
    return a * a + b * b <= 1;
  });
  return { probability, semiMajor_m, semiMinor_m, shareInside: inside.length / plane.length };
}

function meanPlace(points: readonly Geodetic[], earth: EarthModel): Geodetic {
  const sum = [0, 0, 0];
  for (const point of points) geodeticToEcef({ ...point, altitude_m: 0 }, earth).forEach((x, i) => (sum[i]! += x));
  const n = points.length;
  const place = ecefToGeodetic([sum[0]! / n, sum[1]! / n, sum[2]! / n] as never, earth);
  return { ...place, altitude_m: 0 };
}

function meanOf(plane: readonly PlanePoint[]): PlanePoint {
  let [x, y] = [0, 0];
  for (const [east, north] of plane) {
    x += east;
    y += north;
  }
  return [x / plane.length, y / plane.length];
}

function toPlane(centre: Geodetic, point: Geodetic, earth: EarthModel): PlanePoint {
  const { distance_m, azimuth_rad } = solveInverse(centre, point, earth);
  return [distance_m * Math.sin(azimuth_rad), distance_m * Math.cos(azimuth_rad)];
}

function fromPlane(centre: Geodetic, [east, north]: PlanePoint, earth: EarthModel): Geodetic {
  return solveDirect(centre, Math.atan2(east, north), Math.sqrt(east * east + north * north), earth);
}

/** The outline of one of the ellipses, counter-clockwise seen from above, as places on the ellipsoid. */
export function outlineEllipse(
  spread: ImpactEllipse,
  which: "half" | "most",
  options: { readonly points?: number; readonly earth?: EarthModel } = {},
): readonly Geodetic[] {
  const { points = 72, earth = WGS84 } = options;
  return Array.from({ length: points }, (_, i) => {
    const angle = (2 * Math.PI * i) / points;
    return placeInEllipse(spread, which, [Math.cos(angle), -Math.sin(angle)], earth);
  });
}

function placeInEllipse(
  spread: ImpactEllipse,
  which: "half" | "most",
  [along, across]: readonly [number, number],
  earth: EarthModel,
): Geodetic {
  const { semiMajor_m, semiMinor_m } = spread[which];
  const [sin, cos] = [Math.sin(spread.azimuth_rad), Math.cos(spread.azimuth_rad)];
  const [a, b] = [along * semiMajor_m, across * semiMinor_m];
  return fromPlane(spread.centre, [a * sin + b * cos, a * cos - b * sin], earth);
}

/** Turn between neighbours of the sunflower pattern: the golden angle. */
const GOLDEN_ANGLE_rad = Math.PI * (3 - Math.sqrt(5));

/**
 * The share of an ellipse's area that is land, from `samples` points spread evenly over it (Vogel's sunflower, Mathematical
 * Biosciences 44, 1979); off by about one over the square root of twice their number for a ragged coast, less for a smooth one.
 */
export function landShare(
  spread: ImpactEllipse,
  which: "half" | "most",
  isLand: (place: Geodetic) => boolean,
  options: { readonly samples?: number; readonly earth?: EarthModel } = {},
): number {
  const { samples = 2000, earth = WGS84 } = options;
  let land = 0;
  for (let i = 0; i < samples; i++) {
    const radius = Math.sqrt((i + 0.5) / samples);
    const angle = i * GOLDEN_ANGLE_rad;
    if (isLand(placeInEllipse(spread, which, [radius * Math.cos(angle), radius * Math.sin(angle)], earth))) land++;
  }
  return land / samples;
}
