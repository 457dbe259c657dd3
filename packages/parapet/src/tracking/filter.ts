/**
 * What every filter of this folder does: hold a state and its covariance at a time, carry them to another time, take in a measurement.
 * The first six states are inertial position (m) and velocity (m/s). Numbers go in and out in arrays, so that no call allocates.
 */
export interface Filter {
  /** Number of states. */
  readonly size: number;
  /** The time that the state holds for, s: one number. */
  readonly clock: Float64Array;
  readonly mean: Float64Array;
  /**
   * What the last update found: normalised innovation squared (chi-square with as many degrees of freedom as were measured), determinant of the
   * innovation's covariance, number of quantities measured.
   */
  readonly innovation: Float64Array;
  /** Starts again at the time `at[0]` with a mean and a covariance (row by row, size x size). */
  restart(at: Float64Array, mean: ArrayLike<number>, covariance: ArrayLike<number>): void;
  /** Writes the covariance, row by row, size x size. */
  covarianceInto(out: Float64Array): void;
  /** Numbers that `saveInto` writes. */
  readonly savedLength: number;
  /** Writes all that the filter's future depends on from `from` on; `loadFrom` puts it back to the last bit. */
  saveInto(out: Float64Array, from: number): void;
  loadFrom(saved: Float64Array, from: number): void;
  /** Carries state and covariance to the time `at[0]`, s, which may lie before the filter's. */
  predictTo(at: Float64Array): void;
  /**
   * Takes in a measurement (see `MEASUREMENT_LENGTH`) by a radar whose `axes` (see `RadarAxes`) hold for the measurement's time. The filter must stand
   * at that time.
   */
  update(measurement: Float64Array, axes: Float64Array): void;
  /**
   * Takes in the first `count` of several measurements with the probability that each belongs to the track, from `from` on, then that of none. Left out where
   * `JointUpdate` does: where `restart` with mean and covariance puts the whole filter back.
   */
  updateJointly?(
    measurements: readonly Float64Array[],
    count: number,
    axes: Float64Array,
    probabilities: ArrayLike<number>,
    from: number,
  ): void;
}

/** Logarithm of the likelihood of the last measurement, from a filter's `innovation`. */
export function logLikelihood(innovation: Float64Array): number {
  return -0.5 * (innovation[0]! + Math.log(innovation[1]!) + innovation[2]! * Math.log(2 * Math.PI));
}
