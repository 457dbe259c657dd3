import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { resolveThreatClass } from "../scenario/resolve-systems.ts";
import { loadCatalogue } from "../../test/samples/defended-area.ts";
import { leastEnergyApogee } from "./assess-bound.ts";
import { type AnnouncedFlight, assessFlight } from "./assess-flight.ts";
import { ANY_PLACE_m } from "./assess-standard-range.ts";

const catalogue = loadCatalogue();
const classOf = (id: string) => resolveThreatClass(id, catalogue);
const ALL = ["srbm", "mrbm", "irbm", "icbm-liquid", "icbm-solid"].map(classOf);
const RADIANS = Math.PI / 180;

const announce = (changes: Partial<AnnouncedFlight> = {}): AnnouncedFlight => ({
  apogee_m: 1_000_000,
  range_m: 800_000,
  timeResolution_s: 60,
  launch: { latitude_rad: 40 * RADIANS, longitude_rad: 125 * RADIANS, altitude_m: 0 },
  bearing_rad: 80 * RADIANS,
  ...changes,
});

describe("an assessment", () => {
  it("says yes to a time that it simulated itself", () => {
    const { simulatedFlightTime_s: simulated } = assessFlight(announce(), ALL);
    const told = announce({ flightTime_s: simulated!.value, timeResolution_s: 1 });
    const { verdict, excess_s, lowerBound_s } = assessFlight(told, ALL);
    expect(verdict).toBe("consistent");
    expect(excess_s).toBeCloseTo(simulated!.value - lowerBound_s, 9);
  });

  it("flies every variant of a class, the quick one first to land and the slow one last", () => {
    const { simulations } = assessFlight(announce({ apogee_m: 3_000_000 }), [classOf("icbm-liquid")]);
    expect(simulations.map(({ variant }) => variant)).toEqual(["central", "quick", "slow"]);
    const [central, quick, slow] = simulations.map(({ flightTime_s }) => flightTime_s);
    expect(quick).toBeLessThan(central!);
    expect(slow).toBeGreaterThan(central!);
  });

  it("lets a missile of one stage come down whole, the sooner", () => {
    const { simulations } = assessFlight(announce({ apogee_m: 120_000, range_m: 480_000 }), [classOf("srbm")]);
    expect(simulations.find(({ variant }) => variant === "quick")!.reenters).toBe("whole");
    expect(simulations.filter(({ reenters }) => reenters === "whole")).toHaveLength(1);
  });

  it("asks stronger classes where the likely ones cannot fly it", () => {
    // 2,100 km lie in the band of medium-range missiles, but with one stage they do not get there on this path.
    const { simulations } = assessFlight(announce({ apogee_m: 734_000, range_m: 2_000_000 }), ALL);
    expect(simulations.map(({ threat }) => threat)).toContain("irbm");
  });

  it("gives a standard range no shorter than what was flown, and any place at most", () => {
    const short = assessFlight(announce({ apogee_m: leastEnergyApogee(800_000) }), ALL).standardRange_m;
    expect(short.low).toBeGreaterThanOrEqual(800_000);
    const strong = assessFlight(announce({ apogee_m: 9_000_000 }), [classOf("icbm-liquid")]).standardRange_m;
    expect(strong.high).toBe(ANY_PLACE_m);
  });

  it("gains range eastwards over the turning Earth and loses it westwards", () => {
    const towards = (bearing: number) =>
      assessFlight(announce({ apogee_m: 3_000_000, bearing_rad: bearing * RADIANS }), [classOf("icbm-solid")]);
    const east = towards(90);
    const west = towards(270);
    expect(east.standardRangeAlongBearing_m.value).toBeGreaterThan(east.standardRange_m.value);
    expect(west.standardRangeAlongBearing_m.value).toBeLessThan(west.standardRange_m.value);
  });

  it("takes longer than the bound, and the longer the higher", () => {
    const figures = fc.record({
      latitude: fc.double({ min: -60, max: 60, noNaN: true }),
      bearing: fc.double({ min: 0, max: 360, noNaN: true }),
      range_km: fc.double({ min: 500, max: 3000, noNaN: true }),
      factor: fc.double({ min: 1.2, max: 3, noNaN: true }),
    });
    fc.assert(
      fc.property(figures, ({ latitude, bearing, range_km, factor }) => {
        const range_m = 1000 * range_km;
        const at = (apogee_m: number) =>
          assessFlight(
            announce({
              range_m,
              apogee_m,
              bearing_rad: bearing * RADIANS,
              launch: { latitude_rad: latitude * RADIANS, longitude_rad: 0, altitude_m: 0 },
            }),
            [classOf("irbm")],
          );
        const low = at(factor * leastEnergyApogee(range_m));
        const high = at(1.1 * factor * leastEnergyApogee(range_m));
        expect(low.simulatedFlightTime_s!.low).toBeGreaterThan(low.lowerBound_s);
        expect(high.simulatedFlightTime_s!.value).toBeGreaterThan(low.simulatedFlightTime_s!.value);
      }),
      { numRuns: 8 },
    );
  });

  it("is the same in the mirror of the equator", () => {
    const north = assessFlight(announce({ apogee_m: 2_000_000 }), [classOf("irbm")]);
    const mirrored = announce({
      apogee_m: 2_000_000,
      launch: { latitude_rad: -40 * RADIANS, longitude_rad: 125 * RADIANS, altitude_m: 0 },
      bearing_rad: 100 * RADIANS,
    });
    const south = assessFlight(mirrored, [classOf("irbm")]);
    expect(south.simulatedFlightTime_s!.value).toBeCloseTo(north.simulatedFlightTime_s!.value, 0);
    expect(south.standardRange_m.value / north.standardRange_m.value).toBeCloseTo(1, 3);
  });

  it("claims no path and no other range for what was not ballistic", () => {
    const low = assessFlight(announce({ apogee_m: 40_000 }), ALL);
    expect(low.verdict).toBe("not-ballistic");
    expect(low.middle).toBeUndefined();
    expect(low.standardRange_m).toEqual({ value: 800_000, low: 800_000, high: 800_000 });
  });

  it("throws for a range or an apogee that is none, and without classes", () => {
    expect(() => assessFlight(announce({ range_m: 0 }), ALL)).toThrow(/range above 0/);
    expect(() => assessFlight(announce({ apogee_m: -1 }), ALL)).toThrow(/apogee above 0/);
    expect(() => assessFlight(announce(), [])).toThrow(/at least one class/);
  });
});
