import { beforeAll, describe, expect, it } from "vitest";
import { loadSmallShared, SMALL_STUDY } from "../../test/samples/defended-area.ts";
import { ecefToGeodetic, eciToEcef } from "../earth/frames.ts";
import { solveDirect } from "../earth/geodesic.ts";
import { Flyer } from "../flight/fly.ts";
import { propagateKepler } from "../flight/kepler.ts";
import { makeVehicle } from "../flight/threat-vehicle.ts";
import { vec3 } from "../math/vec3.ts";
import { type CasePaths, nominalThreatClass, solveCasePaths, STUDY_TOLERANCE } from "./case-paths.ts";
import { NominalCase } from "./defended-area-nominal.ts";
import { listThreatCases } from "./defended-area-problem.ts";
import { findTheatre } from "./defended-area-worker.ts";
import { makeLandGrid } from "./land-grid.ts";
import { steerToPath } from "./threat-paths.ts";

const shared = loadSmallShared(
  SMALL_STUDY.replace("[minimum-energy, depressed]", "[minimum-energy, lofted, depressed]"),
);
const { problem } = shared;
const cases = listThreatCases(problem);
const land = makeLandGrid({ ...shared, cell_m: 150_000, people: "census" });
let paths: readonly CasePaths[];
beforeAll(() => {
  const theatre = findTheatre(problem, land);
  paths = cases.map((each) => solveCasePaths(problem, each, theatre));
});
const parameterOf = (index: number): number => problem.parameters[index]!.value;
const vehicleOf = (c: number): ReturnType<typeof makeVehicle> =>
  makeVehicle(nominalThreatClass(problem, cases[c]!.threat), paths[c]!.stageRatio);

describe("paths of a class over all ranges", () => {
  it("reach farthest on the minimum-energy path, which is what defines the class", () => {
    const [least, lofted, depressed] = paths.map(({ burnout }) => burnout.longest_m) as [number, number, number];
    expect(least).toBeGreaterThan(parameterOf(problem.threats[0]!.range_m));
    expect(lofted).toBeLessThan(least);
    expect(depressed).toBeLessThan(least);
  });

  it("interpolate between knots to the flight that is integrated there", () => {
    const flyer = new Flyer({ earth: problem.earth, atmosphere: problem.atmosphere, wind: [] }, STUDY_TOLERANCE);
    const threat = problem.threats[0]!;
    cases.forEach((each, c) => {
      const { burnout, bearing_rad } = paths[c]!;
      const kind = problem.paths[each.path]!;
      const apogeeFactor =
        kind === "minimum-energy"
          ? 1
          : parameterOf(kind === "lofted" ? threat.loftedApogeeFactor : threat.depressedApogeeFactor);
      const launch = problem.launches[0]!.centre;
      for (const knot of [8.5, 11.3]) {
        const aim = solveDirect(launch, bearing_rad, knot * burnout.rangeStep_m, problem.earth);
        const flight = steerToPath(flyer, { vehicle: vehicleOf(c), launch, path: kind, apogeeFactor }, aim);
        if ("noSolution" in flight) throw new Error(`${kind}: ${flight.noSolution}`);
        const at = (k: number): number => {
          const i = Math.floor(knot);
          return burnout.knots[5 * i + k]! * (1 - (knot - i)) + burnout.knots[5 * (i + 1) + k]! * (knot - i);
        };
        expect(Math.abs(at(0) - flight.end.burnoutTime_s), `${kind} burn time`).toBeLessThan(0.5);
        expect(Math.abs(at(3) / flight.end.apogee_m - 1), `${kind} apogee`).toBeLessThan(0.02);
      }
    });
  });

  it("have the apogees that the class asks for, over those of minimum energy", () => {
    const threat = problem.threats[0]!;
    const apogee = (c: number, i: number): number => paths[c]!.burnout.knots[5 * i + 3]!;
    for (const i of [8, 10, 12]) {
      expect(apogee(1, i) / apogee(0, i)).toBeCloseTo(parameterOf(threat.loftedApogeeFactor), 2);
      expect(apogee(2, i) / apogee(0, i)).toBeCloseTo(parameterOf(threat.depressedApogeeFactor), 2);
    }
  });
});

/** Largest differences between integrated flights and the two-body arcs from their burnout states. */
function compareWithArcs(c: number): { readonly apogee: number; readonly time_s: number; readonly flights: number } {
  const { earth } = problem;
  const nominal = new NominalCase(problem, paths, { caseIndex: c, vehicle: vehicleOf(c) });
  const worst = { apogee: 0, time_s: 0, flights: 0 };
  for (let i = 0; i < land.cells.count; i++) {
    const flown = nominal.flyTo({
      latitude_rad: land.cells.centreLatitude_rad[i]!,
      longitude_rad: land.cells.centreLongitude_rad[i]!,
      altitude_m: 0,
    });
    if ("noSolution" in flown) continue;
    worst.flights++;
    const { end } = flown.flight;
    const { path } = flown;
    const out = new Float64Array(6);
    const altitudeAt = (time: number): number => {
      propagateKepler(out, end.burnoutState, time - end.burnoutTime_s, earth.gravitationalParameter_m3ps2);
      return ecefToGeodetic(eciToEcef(vec3<"eci">(out[0]!, out[1]!, out[2]!), time, earth), earth).altitude_m;
    };
    let apogee = 0;
    for (let t = -20; t <= 20; t++) apogee = Math.max(apogee, altitudeAt(end.apogeeTime_s + t));
    worst.apogee = Math.max(worst.apogee, Math.abs(apogee / end.apogee_m - 1));
    if (end.apogee_m < 105_000) continue;
    let j = path.count - 1;
    while (path.altitude_m[j]! < 100_000) j--;
    const share = (path.altitude_m[j]! - 100_000) / (path.altitude_m[j]! - path.altitude_m[j + 1]!);
    const integrated = path.time_s[j]! + share * (path.time_s[j + 1]! - path.time_s[j]!);
    let [early, late] = [end.apogeeTime_s, end.time_s + 100];
    for (let k = 0; k < 40; k++) {
      const middle = 0.5 * (early + late);
      if (altitudeAt(middle) > 100_000) early = middle;
      else late = middle;
    }
    worst.time_s = Math.max(worst.time_s, Math.abs(integrated - early));
  }
  return worst;
}

// What the arcs leave out is the drag of the thin air above the burnout, which is lowest on depressed paths, and J2.
describe("two-body arcs from the burnout of integrated flights", () => {
  it.each([
    ["minimum-energy", 0, 0.012, 4],
    ["lofted", 1, 0.002, 0.5],
    ["depressed", 2, 0.05, 16],
  ] as const)("%s: apogee and time at 100 km on the way down", (_, c, apogee, time_s) => {
    const worst = compareWithArcs(c);
    expect(worst.flights).toBeGreaterThan(8);
    expect(worst.apogee).toBeLessThan(apogee);
    expect(worst.time_s).toBeLessThan(time_s);
  });
});
