import { airAltitudeInto, altitudeConstants } from "../earth/air-table.ts";
import { type EarthModel, WGS84 } from "../earth/model.ts";
import { CoastFilter } from "./coast-filter.ts";
import { ExtendedFilter } from "./extended-filter.ts";
import type { Mode } from "./mode.ts";
import { BoostMotion, ReentryMotion } from "./motions.ts";

/** What is assumed of a missile before anything is seen of it. All have defaults, which are assumptions and not taken from a publication. */
export interface BallisticModesOptions {
  /** Spectral density of the walk of the thrust acceleration, m^2/s^5. 30. */
  readonly jerkNoise_m2ps5?: number;
  /** Standard deviation of the thrust acceleration before anything is known, each axis, m/s^2. 50. */
  readonly thrustSigma_mps2?: number;
  /** Mean duration of boost and of coast, s. 100 and 400. */
  readonly boost_s?: number;
  readonly coast_s?: number;
  /** Ballistic coefficient before anything is known, kg/m^2, and the standard deviation of its logarithm. 3,000 and 1. */
  readonly ballisticCoefficient_kgpm2?: number;
  readonly logCoefficientSigma?: number;
  readonly earth?: EarthModel;
}

/** Above this altitude there is no re-entry: a body of 50 kg/m^2 at 3 km/s loses 0.2 mm/s each second, free flight's noise makes 10 mm/s of the first second. */
const AIR_TOP_m = 150_000;

/** Boost, coast and re-entry as modes of an `ImmFilter`, in this order: a body goes from boost to coast and from there to re-entry. */
export function makeBallisticModes(options: BallisticModesOptions = {}): readonly [Mode, Mode, Mode] {
  const {
    jerkNoise_m2ps5 = 30,
    thrustSigma_mps2: thrust = 50,
    boost_s = 100,
    coast_s = 400,
    ballisticCoefficient_kgpm2 = 3000,
    logCoefficientSigma = 1,
  } = options;
  const { earth = WGS84 } = options;
  const boost = new BoostMotion({ jerkNoise_m2ps5, earth });
  const reentry = new ReentryMotion({ accelerationNoise_m2ps3: 0.1, logCoefficientNoise_ps: 1e-3, earth });
  const isInAir = makeAltitudeTest(AIR_TOP_m, earth);
  return [
    {
      phase: "boost",
      makeFilter: () => new ExtendedFilter(boost),
      sojourn_s: boost_s,
      next: [0, 0.95, 0.05],
      extraMean: [0, 0, 0],
      extraVariances: [thrust * thrust, thrust * thrust, thrust * thrust],
    },
    {
      phase: "coast",
      makeFilter: () => new CoastFilter({ accelerationNoise_m2ps3: 1e-4, gravity: earth }),
      sojourn_s: coast_s,
      next: [0.1, 0, 0.9],
      extraMean: [],
      extraVariances: [],
    },
    {
      phase: "reentry",
      makeFilter: () => new ExtendedFilter(reentry),
      sojourn_s: 2000,
      next: [0.5, 0.5, 0],
      extraMean: [Math.log(ballisticCoefficient_kgpm2)],
      extraVariances: [logCoefficientSigma * logCoefficientSigma],
      isPossible: isInAir,
    },
  ];
}

/** Whether a position lies below an altitude; turning about the axis leaves altitude as it is, so inertial coordinates do. */
function makeAltitudeTest(highest_m: number, earth: EarthModel): (mean: Float64Array) => boolean {
  const constants = altitudeConstants(earth);
  const radius = new Float64Array(2);
  const altitude = new Float64Array(1);
  return (mean) => {
    const r2 = mean[0]! * mean[0]! + mean[1]! * mean[1]! + mean[2]! * mean[2]!;
    radius[0] = Math.sqrt(r2);
    radius[1] = (mean[2]! * mean[2]!) / r2;
    airAltitudeInto(altitude, radius, constants);
    return altitude[0]! < highest_m;
  };
}
