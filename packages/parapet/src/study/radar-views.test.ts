import { describe, expect, it } from "vitest";
import { resolveThreatClass } from "../scenario/resolve-systems.ts";
import { loadCatalogue } from "../../test/samples/defended-area.ts";
import { assessFlight } from "./assess-flight.ts";
import { listRadarStations, stationsOfUnits } from "./radar-stations.ts";
import { findRadarViews } from "./radar-views.ts";

const RADIANS = Math.PI / 180;
const catalogue = loadCatalogue();
const threat = resolveThreatClass("irbm", catalogue);
const launch = { latitude_rad: 39.2 * RADIANS, longitude_rad: 125.67 * RADIANS, altitude_m: 0 };
const stations = listRadarStations(catalogue, launch);
const station = (id: string) => stations.find((s) => s.id === id)!;
const { middle } = assessFlight(
  { apogee_m: 550_000, range_m: 2_700_000, timeResolution_s: 60, launch, bearing_rad: 73 * RADIANS },
  [threat],
);
const flight = { trajectory: middle!.trajectory, threat, burnoutTime_s: middle!.simulation.cutOffTime_s };
const viewFrom = (...some: readonly (typeof stations)[number][]) => findRadarViews(flight, some);

describe("the radar stations of the catalogue", () => {
  it("are those that stand, with their published directions", () => {
    expect(stations.map(({ id }) => id)).toEqual(expect.arrayContaining(["shariki", "kyogamisaki", "shemya", "clear"]));
    expect(stations.map(({ id }) => id)).not.toContain("aegis-ashore-araya");
    expect(station("shariki").faces_rad[0]! / RADIANS).toBeCloseTo(290, 9);
    expect(station("clear").faces_rad.map((azimuth) => Math.round(azimuth / RADIANS))).toEqual([244, 4]);
    expect(station("shariki").isDirectionAssumed).toBe(false);
  });

  it("turn a face without a published direction towards the launch", () => {
    const { faces_rad, isDirectionAssumed } = station("jfps5-sado");
    expect(isDirectionAssumed).toBe(true);
    // West and a little north.
    const azimuth = ((faces_rad[0]! / RADIANS) % 360) + (faces_rad[0]! < 0 ? 360 : 0);
    expect(azimuth).toBeGreaterThan(270);
    expect(azimuth).toBeLessThan(290);
  });
});

describe("radar views", () => {
  it("open above the horizon and close for a reason", () => {
    const [view] = viewFrom(station("shariki"));
    const [window] = view!.windows;
    expect(window!.from_s).toBeGreaterThan(30);
    expect(window!.to_s).toBeGreaterThan(window!.from_s);
    // It passes almost overhead and leaves the sector, which ends at 350 deg.
    expect(window!.until).toBe("out-of-field");
    expect(view!.closest_m).toBeLessThan(1_000_000);
    expect(view!.never).toBeUndefined();
  });

  it("say why there is none", () => {
    const [turkey] = viewFrom(station("kurecik"));
    expect(turkey).toMatchObject({ windows: [], never: "below-horizon" });
    // Far beyond the range of a radar that looks the right way.
    const [alaska] = viewFrom(station("shemya"));
    expect(alaska).toMatchObject({ windows: [], never: "out-of-field" });
  });

  it("last no longer for a smaller cross-section", () => {
    const seen = (m2: number): number => {
      const small = { ...threat, crossSection_m2: { ...threat.crossSection_m2, value: m2 } };
      const [view] = findRadarViews({ ...flight, threat: small }, [station("jfps5-ominato")]);
      return view!.windows.reduce((sum, { from_s, to_s }) => sum + to_s - from_s, 0);
    };
    expect(seen(0.05)).toBeLessThan(seen(1));
    expect(seen(0.001)).toBeLessThan(seen(0.05));
  });

  it("are the same from a unit of a scenario that stands and looks alike", () => {
    const { position, radar, name, faces_rad } = station("shariki");
    const unit = {
      id: "ship",
      type: "ship" as const,
      name,
      position,
      status: "assumed" as const,
      sources: [],
      radars: [{ radar, facing_rad: faces_rad[0]!, faces_rad }],
      launchers: [],
      fireOn: "own-sensor" as const,
    };
    const [view] = findRadarViews(flight, stationsOfUnits([unit]));
    expect(view!.windows).toEqual(viewFrom(station("shariki"))[0]!.windows);
  });
});
