import { describe, expect, test } from "vitest";
import { addFaults, FaultTally } from "./fault-tally.ts";
import { NumericalFault } from "./numerical-fault.ts";

describe("FaultTally", () => {
  test("counts what came about and what did not, by reason", () => {
    const tally = new FaultTally();
    expect(tally.attempt(() => 7)).toBe(7);
    const fail = (): number => {
      throw new NumericalFault("step-below-limit", "no further");
    };
    expect(tally.attempt(fail)).toBeUndefined();
    tally.tried(8);
    tally.note("did-not-converge", 2);
    tally.note("outside-validity", 0);
    expect(tally.count()).toEqual({ of: 10, reasons: { "did-not-converge": 2, "step-below-limit": 1 } });
  });

  test("an error that is no numerical fault is a defect and passes", () => {
    const wrong = (): never => {
      throw new TypeError("no function");
    };
    expect(() => new FaultTally().attempt(wrong)).toThrow("no function");
  });

  test("a model that is asked outside its range is counted as such", () => {
    const tally = new FaultTally();
    tally.attempt(() => {
      throw new RangeError("needs a speed above 0 m/s");
    });
    expect(tally.count()).toEqual({ of: 1, reasons: { "outside-validity": 1 } });
  });

  test("counts add up", () => {
    const one = { of: 10, reasons: { "did-not-converge": 2 } };
    const two = { of: 5, reasons: { "did-not-converge": 1, "not-a-number": 1 } };
    expect(addFaults(one, two)).toEqual({ of: 15, reasons: { "did-not-converge": 3, "not-a-number": 1 } });
  });
});
