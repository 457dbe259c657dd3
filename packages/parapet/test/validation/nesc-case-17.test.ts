// Jackson, E. B., Shelton, R. O., et al. (2015), Check-Cases for Verification of 6-Degree-of-Freedom Flight Vehicle Simulations,
// NASA/TM-2015-218675 (NESC-RP-12-00770), atmospheric case 17, two-stage rocket; the one published trajectory (tool 6) from
// github.com/nasa/simupy-flight, columns time, altitudeMsl_ft, longitude_deg and the size of feVelocity_ft_s.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { flyWithParts } from "../../src/engine/fly-with-parts.ts";
import type { FlownFlight } from "../../src/flight/flown-flight.ts";
import { buildCatalogue } from "../../src/scenario/catalogue.ts";
import { parseBibliography, parseFlight } from "../../src/scenario/parse.ts";
import { resolveFlight } from "../../src/scenario/resolve-flight.ts";

const FOOT_m = 0.3048;
const EQUATOR_m = 6378137;

const ROWS: readonly (readonly [time_s: number, altitude_ft: number, longitude_deg: number, speed_ftps: number])[] = [
  [10, 6001.492, 0.01490543, 1672.7467],
  [20, 23780.839, 0.06899244, 3715.9406],
  [37, 85686.248, 0.28972536, 8710.5868],
  [60, 197994.29, 0.73572248, 8438.9323],
  [100, 357974.516, 1.49888586, 7823.9745],
  [134, 459121.937, 2.13799516, 7414.2636],
  [160, 540131.223, 2.77648077, 12380.5798],
  [190, 693855.022, 4.08120599, 23640.303],
  [200, 769281.57, 4.75122551, 27496.0447],
];
/**
 * A point mass has neither lift nor the drag of an angle of attack; both act for the first 40 s and leave an error of speed and
 * direction that grows with time. Errors found: 10 m and 0.6 m/s at 10 s, 55 m and 2.4 m/s at first burnout, 140 m high, 393 m
 * far and 1.9 m/s at 200 s (of 234 km, 529 km and 8,381 m/s).
 */
const ALLOWED = { altitude_m: 150, distance_m: 410, speed_mps: 2.6 };

function flyCase(): FlownFlight {
  const file = new URL("../../../../examples/flights/nesc-17.yaml", import.meta.url);
  const parsed = parseFlight({ file: "nesc-17.yaml", content: readFileSync(file) });
  const bibliography = parseBibliography({ file: "bibliography.yaml", content: "entries: {}\n" });
  if (!parsed.ok || !bibliography.ok) throw new Error(JSON.stringify(parsed));
  const { catalogue } = buildCatalogue([], bibliography);
  const resolved = resolveFlight(parsed, catalogue);
  if (!resolved.ok) throw new Error(JSON.stringify(resolved.problems));
  const flight = flyWithParts(resolved.flight);
  if ("refusal" in flight) throw new Error(flight.refusal);
  return flight.flown;
}

describe("NASA check case 17", () => {
  const flown = flyCase();
  it.each(ROWS)("at %d s", (time_s, altitude_ft, longitude_deg, speed_ftps) => {
    const sample = flown.samples.find((each) => each.time_s === time_s)!;
    const speed = Math.hypot(...sample.v_ecef);
    const distance_m = (sample.place.longitude_rad - (longitude_deg * Math.PI) / 180) * EQUATOR_m;
    expect(Math.abs(sample.place.altitude_m - altitude_ft * FOOT_m)).toBeLessThan(ALLOWED.altitude_m);
    expect(Math.abs(distance_m)).toBeLessThan(ALLOWED.distance_m);
    expect(Math.abs(speed - speed_ftps * FOOT_m)).toBeLessThan(ALLOWED.speed_mps);
    expect(Math.abs(sample.place.latitude_rad)).toBeLessThan(1e-9);
  });

  // Columns aero_bodyForce_lbf_X and _Z of the published trajectory less the drag at zero incidence (0.21 x 7 m^2 x dynamic pressure, along
  // the path), over its mass, summed twice over time steps of 0.1 s.
  it.each([
    [20, -24.6, 7.5, 20],
    [37, -61.5, -3.2, 8],
    [60, -120.9, -26.7, 16],
  ])("errs at %d s by what lift and the drag of incidence move the published rocket", (time_s, along, up, rest_m) => {
    const sample = flown.samples.find((each) => each.time_s === time_s)!;
    const [, altitude_ft, longitude_deg] = ROWS.find((row) => row[0] === time_s)!;
    const higher = sample.place.altitude_m - altitude_ft * FOOT_m;
    const farther = (sample.place.longitude_rad - (longitude_deg * Math.PI) / 180) * EQUATOR_m;
    expect(Math.abs(higher + up)).toBeLessThan(rest_m);
    expect(Math.abs(farther + along)).toBeLessThan(rest_m);
  });

  it("stages when the published rocket does", () => {
    const time = (name: string): number => flown.events.find((event) => event.name === name)!.time_s;
    expect(time("stage-burnout")).toBeCloseTo(37.38, 2);
    expect(time("burnout")).toBeCloseTo(195.37, 2);
  });
});
