/**
 * Why a computation did not come about: a search without an end, an integration that could not go on, a model asked where it does not hold, a
 * covariance that is none any more, a result that is no number.
 */
export type FaultReason =
  | "did-not-converge"
  | "step-below-limit"
  | "outside-validity"
  | "covariance-not-definite"
  | "not-a-number";

/** Thrown where a computation cannot come about; a study counts it by its reason and leaves it out. */
export class NumericalFault extends RangeError {
  override readonly name = "NumericalFault";
  readonly reason: FaultReason;

  constructor(reason: FaultReason, message: string) {
    super(message);
    this.reason = reason;
  }
}
