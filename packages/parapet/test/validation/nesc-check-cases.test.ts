// Jackson, E. B., Shelton, R. O., et al. (2015), Check-Cases for Verification of 6-Degree-of-Freedom Flight Vehicle Simulations,
// NASA/TM-2015-218675 (NESC-RP-12-00770), atmospheric cases 1, 6 and 9; trajectories of five tools from github.com/nasa/simupy-flight.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { flyResolved } from "../../src/engine/fly-resolved.ts";
import type { FlownFlight } from "../../src/flight/flown-flight.ts";
import { buildCatalogue } from "../../src/scenario/catalogue.ts";
import { parseBibliography, parseFlight } from "../../src/scenario/parse.ts";
import { resolveFlight } from "../../src/scenario/resolve-flight.ts";

const FOOT_m = 0.3048;
const EQUATOR_m = 6378137;
const TIMES = [10, 20, 30] as const;

type Row = readonly [time_s: number, altitude_ft: number, longitude_deg: number];
interface CheckCase {
  readonly name: string;
  readonly bodies: string;
  /** Greatest difference in altitude allowed at 30 s: what NASA's tools differ by among themselves. */
  readonly spread_m: number;
  /** From tool 4, which reads the standard atmosphere as this project does; greater where drag has carried the body farther. */
  readonly nearest_m: number;
  /** By the number of the tool in the published files. */
  readonly tools: Readonly<Record<string, readonly Row[]>>;
}

// Tool 2 prints longitudes with three digits only.
const CASES: readonly CheckCase[] = [
  {
    name: "nesc-01",
    bodies: "sphere without drag, dropped",
    spread_m: 0.001,
    nearest_m: 1e-5,
    tools: {
      1: [
        [10, 28400.204631, 2.12654136e-6],
        [20, 23600.328537, 1.70166179e-5],
        [30, 15598.905974, 5.74552194e-5],
      ],
      2: [
        [10, 28400.20402, 2.12e-6],
        [20, 23600.32751, 1.7e-5],
        [30, 15598.90389, 5.74e-5],
      ],
      3: [
        [10, 28400.204074, 2.12325561e-6],
        [20, 23600.327713, 1.70100471e-5],
        [30, 15598.904356, 5.74453651e-5],
      ],
      4: [
        [10, 28400.204073, 2.12654134e-6],
        [20, 23600.327711, 1.70166181e-5],
        [30, 15598.904352, 5.74552213e-5],
      ],
      6: [
        [10, 28400.204076, 2.12654134e-6],
        [20, 23600.327714, 1.70166181e-5],
        [30, 15598.904355, 5.74552213e-5],
      ],
    },
  },
  {
    name: "nesc-06",
    bodies: "sphere with drag, dropped",
    spread_m: 0.3,
    nearest_m: 1e-4,
    tools: {
      1: [
        [10, 28407.778351, 2.11144973e-6],
        [20, 23727.201754, 1.6511947e-5],
        [30, 16284.722733, 5.33781719e-5],
      ],
      2: [
        [10, 28407.78447, 2.11e-6],
        [20, 23727.19429, 1.65e-5],
        [30, 16284.57778, 5.34e-5],
      ],
      3: [
        [10, 28407.780421, 2.10696296e-6],
        [20, 23727.083887, 1.65034497e-5],
        [30, 16283.826902, 5.33700209e-5],
      ],
      4: [
        [10, 28407.783032, 2.11143931e-6],
        [20, 23727.167479, 1.65120812e-5],
        [30, 16284.443772, 5.33798251e-5],
      ],
      6: [
        [10, 28407.783189, 2.111439e-6],
        [20, 23727.169829, 1.65120718e-5],
        [30, 16284.454435, 5.33797622e-5],
      ],
    },
  },
  {
    name: "nesc-09",
    bodies: "sphere with drag, thrown east and up",
    spread_m: 1.5,
    nearest_m: 0.002,
    tools: {
      1: [
        [10, 7305.660417, 0.0240231158],
        [20, 10421.407672, 0.0439834165],
        [30, 10156.834961, 0.0616355162],
      ],
      2: [
        [10, 7306.162594, 0.024024355],
        [20, 10422.98454, 0.043987684],
        [30, 10159.53629, 0.061643207],
      ],
      3: [
        [10, 7305.439961, 0.0240221445],
        [20, 10421.161753, 0.04398182],
        [30, 10156.719782, 0.0616343434],
      ],
      4: [
        [10, 7306.60595, 0.0240256289],
        [20, 10423.954177, 0.0439905844],
        [30, 10160.989765, 0.0616478507],
      ],
      6: [
        [10, 7306.472349, 0.024025267],
        [20, 10423.715926, 0.0439899475],
        [30, 10160.659149, 0.0616469712],
      ],
    },
  },
];

function flyExample(name: string): FlownFlight {
  const file = `${name}.yaml`;
  const content = readFileSync(new URL(`../../../../examples/flights/${file}`, import.meta.url));
  const parsed = parseFlight({ file, content });
  if (!parsed.ok) throw new Error(parsed.problems.map((p) => p.message).join("\n"));
  const noBooks = parseBibliography({ file: "bibliography.yaml", content: "entries: {}\n" });
  if (!noBooks.ok) throw new Error("an empty bibliography must parse");
  const resolved = resolveFlight(parsed, buildCatalogue([], noBooks).catalogue);
  if (!resolved.ok) throw new Error(resolved.problems.map((p) => p.message).join("\n"));
  const flown = flyResolved(resolved.flight);
  if ("refusal" in flown) throw new Error(flown.refusal);
  return flown;
}

describe.each(CASES)("$name: $bodies", ({ name, spread_m, nearest_m, tools }) => {
  const { samples } = flyExample(name);
  const at = (time: number): (typeof samples)[number] => samples.find((s) => s.time_s === time)!;
  const rows = Object.values(tools).map((tool) => new Map(tool.map((row) => [row[0], row])));
  const column = (time: number, i: 1 | 2): number[] => rows.map((tool) => tool.get(time)![i]);

  it("stays inside the spread of NASA's tools in altitude at 30 s, from every one of them", () => {
    for (const altitude of column(30, 1))
      expect(Math.abs(at(30).place.altitude_m - altitude * FOOT_m)).toBeLessThan(spread_m);
  });

  it.each(TIMES)("is no farther from any tool than the tools from each other at %d s", (time) => {
    const { altitude_m, longitude_rad, latitude_rad } = at(time).place;
    const altitudes = column(time, 1);
    const spread = (Math.max(...altitudes) - Math.min(...altitudes)) * FOOT_m;
    for (const altitude of altitudes)
      expect(Math.abs(altitude_m - altitude * FOOT_m)).toBeLessThanOrEqual(spread + nearest_m);
    const longitudes = column(time, 2);
    const spreadEast = ((Math.max(...longitudes) - Math.min(...longitudes)) * Math.PI * EQUATOR_m) / 180;
    for (const longitude of longitudes)
      expect(Math.abs(longitude_rad - (longitude * Math.PI) / 180) * EQUATOR_m).toBeLessThanOrEqual(
        spreadEast + nearest_m,
      );
    expect(Math.abs(latitude_rad) * EQUATOR_m).toBeLessThan(1e-6);
  });

  it(`agrees with tool 4 to ${nearest_m} m`, () => {
    for (const time of TIMES) {
      const [, altitude, longitude] = tools[4]!.find((row) => row[0] === time)!;
      const { altitude_m, longitude_rad } = at(time).place;
      expect(Math.abs(altitude_m - altitude * FOOT_m)).toBeLessThan(nearest_m);
      expect(Math.abs(longitude_rad - (longitude * Math.PI) / 180) * EQUATOR_m).toBeLessThan(nearest_m);
    }
  });
});
