import { describe, expect, it } from "vitest";
import { solveInverse } from "../earth/geodesic.ts";
import { meanRadius } from "../earth/horizon.ts";
import { resolveStudyText } from "../../test/samples/defended-area.ts";
import type { CoverageStudy } from "../scenario/types.ts";
import { listSectors, outlineFans } from "./coverage-fan.ts";
import { CoverageFields } from "./coverage-fields.ts";
import { listRadarPlaces, reachOf } from "./coverage-radars.ts";
import { makeNominalRow, moveParameter } from "./parameter.ts";
import { ParameterList } from "./parameter-list.ts";

const degree = Math.PI / 180;

function prepare(sets: string): {
  readonly study: CoverageStudy;
  readonly list: ParameterList;
  readonly radars: ReturnType<typeof listRadarPlaces>;
} {
  const { study } = resolveStudyText(`kind: coverage
name: fields
scenario: japan-2018
sets: ${sets}
threats: [mrbm]
trajectories: [minimum-energy]
launchRegions: [north-korea-kusong]
aims: [{ id: osaka, name: { en: Osaka }, latitude: 34.7 deg, longitude: 135.5 deg }]
altitudes: [300 km, 100 km]
crossSections: [1 m^2, 0.1 m^2]
draws: 0
seed: 1
`);
  if (study.kind !== "coverage") throw new Error("a coverage study was due");
  const list = new ParameterList();
  return { study, list, radars: listRadarPlaces(study, list) };
}

describe("coverage fields", () => {
  const { study, list, radars } = prepare(
    "[{ id: one, units: [araya] }, { id: two, units: [araya, mutsumi, tpy2-shariki] }]",
  );
  const row = makeNominalRow(list.parameters);
  const fields = new CoverageFields(study, radars, list.parameters);
  const [small, both, large] = fields.measure(row);

  it("come for every cross-section and set, altitudes ascending", () => {
    expect(study.altitudes_m).toEqual([100_000, 300_000]);
    expect(fields.measure(row).map(({ set, crossSection_m2 }) => [set, crossSection_m2])).toEqual([
      ["one", 0.1],
      ["two", 0.1],
      ["one", 1],
      ["two", 1],
    ]);
  });

  it("of a radar that looks all round agree with the sphere's cap between its steepest and its lowest look", () => {
    // At 300 km the reach ends the view: law of cosines in the triangle of Earth's centre, radar and point.
    const radar = radars.find(({ unit }) => unit === "araya")!;
    const reach = reachOf(radar, row, 0.1);
    const R = meanRadius();
    const cap = (range: number): number => {
      const cosine = (R * R + (R + 3e5) * (R + 3e5) - range * range) / (2 * R * (R + 3e5));
      return 2 * Math.PI * R * R * (1 - cosine);
    };
    const steep = study.units.find(({ id }) => id === "araya")!.radars[0]!.radar.elevationMaximum_rad.value;
    // Range at which a point at 300 km stands at the steepest elevation.
    const s = Math.sin(steep);
    const near = -R * s + Math.sqrt(R * R * s * s + 3e5 * (3e5 + 2 * R));
    expect(Math.abs(small!.area_m2[1]! / (cap(reach) - cap(near)) - 1)).toBeLessThan(0.015);
  });

  it("grow with the cross-section and with every member; overlap and gains add up", () => {
    expect(large!.volume_m3).toBeGreaterThan(small!.volume_m3);
    expect(both!.volume_m3).toBeGreaterThanOrEqual(small!.volume_m3);
    const gains = both!.members.reduce((sum, { gain_m3 }) => sum + gain_m3, 0);
    expect(both!.overlap_m3 + gains).toBeCloseTo(both!.volume_m3, -6);
    for (const { volume_m3, gain_m3 } of both!.members) {
      expect(gain_m3).toBeLessThanOrEqual(volume_m3);
      expect(volume_m3).toBeLessThanOrEqual(both!.volume_m3);
    }
    expect(small!.overlap_m3).toBe(0);
    expect(small!.members[0]!.gain_m3).toBeCloseTo(small!.volume_m3, -3);
  });

  it("grow with the square of the range where range alone ends them", () => {
    const radar = radars.find(({ unit }) => unit === "araya")!;
    const half = fields.measure(moveParameter(row, radar.range_m, row[radar.range_m]! / 2))[0]!;
    expect(half.area_m2[1]!).toBeLessThan(small!.area_m2[1]! / 3);
  });

  it("are outlined by what a radar sees from just inside to just outside", () => {
    for (const radar of radars) {
      const [outline] = outlineFans(radar, 300_000, 0.1, row);
      const reach = reachOf(radar, row, 0.1);
      const distances = outline![0]!.map((position) => solveInverse(radar.position, position).distance_m);
      expect(Math.max(...distances)).toBeLessThan(reach);
      const isRound = radar.unit !== "tpy2-shariki";
      expect(outline!.length).toBe(isRound ? 2 : 1);
      if (!isRound) continue;
      // The area inside the ring by the trapezoidal rule of cap areas against the points counted.
      const R = meanRadius();
      const ring = (positions: typeof outline): number =>
        positions!
          .map((line) => line.reduce((sum, p) => sum + 1 - Math.cos(solveInverse(radar.position, p).distance_m / R), 0) / line.length)
          .reduce((outer, inner) => outer - inner) * 2 * Math.PI * R * R; // prettier-ignore
      if (radar.unit === "araya") expect(Math.abs(small!.area_m2[1]! / ring(outline) - 1)).toBeLessThan(0.015);
    }
  });
});

describe("sectors of a radar", () => {
  const sectors = (faces: readonly number[], width: number) =>
    listSectors({ faces_rad: faces.map((face) => face * degree), width_rad: width * degree }).map(([from, to]) => [
      Math.round(from / degree),
      Math.round(to / degree),
    ]);
  it("join where faces touch, over north too, and close when they go all round", () => {
    expect(sectors([290], 120)).toEqual([[230, 350]]);
    expect(sectors([244, 4], 120)).toEqual([[184, 424]]);
    expect(sectors([4, 124], 120)).toEqual([[304, 544]]);
    expect(sectors([0, 180], 90)).toEqual([
      [135, 225],
      [315, 405],
    ]);
    expect(sectors([285, 15, 105, 195], 90)).toEqual([[60, 420]]);
    expect(sectors([285, 15, 105, 195], 120)).toEqual([[45, 405]]);
    expect(sectors([0], 360)).toEqual([[0, 360]]);
  });
});
