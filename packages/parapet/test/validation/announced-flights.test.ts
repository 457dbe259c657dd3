// Published flight tests of 2017 to 2023: CNS/NTI North Korea Missile Test Database (nagix/nk-missile-tests, commit a0cc658), with the
// times that KCNA, Japan's Ministry of Defense, US Pacific Command and D. Wright (UCS) gave. Nothing is tuned to them: classes,
// burn times and ballistic coefficients are the catalogue's.
import { describe, expect, it } from "vitest";
import { resolveThreatClass } from "../../src/scenario/resolve-systems.ts";
import { type Assessment, assessFlight } from "../../src/study/assess-flight.ts";
import { loadCatalogue } from "../samples/defended-area.ts";

interface Published {
  readonly id: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly bearing: number;
  readonly apogee_km: number;
  readonly range_km: number;
  readonly time_s: number;
  readonly resolution_s: number;
  /** Two-body flight on a rotating sphere from apogee and range alone, computed independently. */
  readonly bound_s: number;
}

const row = (
  id: string,
  latitude: number,
  longitude: number,
  bearing: number,
  apogee_km: number,
  range_km: number,
  time_s: number,
  resolution_s: number,
  bound_s: number,
): Published => ({ id, latitude, longitude, bearing, apogee_km, range_km, time_s, resolution_s, bound_s });

const BALLISTIC: readonly Published[] = [
  row("Hwasong-12, 2017-05-14", 40.0659, 125.2099, 71, 2111.5, 787, 1800, 60, 1685.8),
  row("Hwasong-14, 2017-07-04, KCNA", 39.872153, 125.269192, 86, 2802, 933, 2340, 60, 2080.1),
  row("Hwasong-14, 2017-07-04, PACOM", 39.872153, 125.269192, 86, 2802, 933, 2220, 60, 2080.1),
  row("Hwasong-12, 2017-08-29", 39.200159, 125.673256, 73, 550, 2700, 840, 60, 824.8),
  row("Hwasong-15, 2017-11-29", 39.282, 125.869, 76, 4475, 950, 3180, 60, 3039.5),
  row("Hwasong-15, 2017-11-29, UCS", 39.282, 125.869, 76, 4500, 960, 3240, 60, 3054.4),
  row("Hwasong-17, 2022-11-18, KCNA", 39.200159, 125.673256, 70, 6040.9, 999.2, 4135, 1, 3979.3),
  row("Hwasong-17, 2022-11-18, Japan", 39.200159, 125.673256, 70, 6000, 1000, 4140, 60, 3954.2),
  row("Hwasong-18, 2023-07-12, KCNA", 39.112, 125.998, 62, 6648.4, 1001.2, 4491, 1, 4355.1),
];
const QUASI_BALLISTIC = row("quasi-ballistic, 2023-06-15", 39.2, 125.67, 81, 50, 850, 660, 60, 235.4);

const catalogue = loadCatalogue();
const classes = ["srbm", "mrbm", "irbm", "icbm-liquid", "icbm-solid"].map((id) => resolveThreatClass(id, catalogue));
const assess = (flight: Published, time_s: number | undefined = flight.time_s): Assessment =>
  assessFlight(
    {
      apogee_m: 1000 * flight.apogee_km,
      range_m: 1000 * flight.range_km,
      ...(time_s === undefined ? {} : { flightTime_s: time_s }),
      timeResolution_s: flight.resolution_s,
      launch: {
        latitude_rad: (flight.latitude * Math.PI) / 180,
        longitude_rad: (flight.longitude * Math.PI) / 180,
        altitude_m: 0,
      },
      bearing_rad: (flight.bearing * Math.PI) / 180,
    },
    classes,
  );
const assessed = BALLISTIC.map((flight) => ({ flight, assessment: assess(flight) }));

describe("announced flights", () => {
  it.each([...BALLISTIC, QUASI_BALLISTIC])(
    "$id: the two-body bound agrees with the published one within 1 s",
    (flight) => {
      expect(Math.abs(assess(flight).lowerBound_s - flight.bound_s)).toBeLessThan(1);
    },
  );

  it("have a simulated interval that holds the reported time, within its rounding, for eight of nine", () => {
    const inside = assessed.filter(({ flight, assessment: { simulatedFlightTime_s: simulated } }) => {
      if (simulated === undefined) return false;
      return (
        flight.time_s >= simulated.low - flight.resolution_s && flight.time_s <= simulated.high + flight.resolution_s
      );
    });
    expect(inside.length).toBeGreaterThanOrEqual(8);
  });

  it("are met by the simulated time with a median error under 60 s", () => {
    const errors = assessed
      .map(({ flight, assessment }) => Math.abs((assessment.simulatedFlightTime_s?.value ?? Infinity) - flight.time_s))
      .toSorted((a, b) => a - b);
    expect(errors[4]).toBeLessThan(60);
  });

  it("are called consistent when they are", () => {
    const consistent = assessed.filter(({ assessment }) => assessment.verdict === "consistent");
    expect(consistent.length).toBeGreaterThanOrEqual(8);
  });

  it("are called not ballistic when they stay low and take long", () => {
    const { verdict, reasons } = assess(QUASI_BALLISTIC);
    expect(verdict).toBe("not-ballistic");
    expect(reasons.map(({ code }) => code)).toContain("apogee-too-low");
  });

  it("are called inconsistent when they are faster than free fall allows or far slower than a boost explains", () => {
    const flight = BALLISTIC[0]!;
    expect(assess(flight, 1500).verdict).toBe("inconsistent");
    expect(assess(flight, 2300).verdict).toBe("inconsistent");
  });

  it("fly longer than the bound, and give the long-range missile the longer standard range", () => {
    for (const { assessment } of assessed)
      expect(assessment.simulatedFlightTime_s!.low).toBeGreaterThan(assessment.lowerBound_s);
    const range = (i: number): number => assessed[i]!.assessment.standardRange_m.value;
    expect(range(1)).toBeGreaterThan(range(0));
    expect(range(4)).toBeGreaterThan(range(1));
    // Press estimates of the Hwasong-14's range after its first flight: 6,700 to 8,000 km.
    expect(range(1)).toBeGreaterThan(5_500_000);
    expect(range(1)).toBeLessThan(9_000_000);
  });
});
