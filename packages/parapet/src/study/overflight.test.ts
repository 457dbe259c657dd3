import { describe, expect, it } from "vitest";
import { ecefToEciVelocity, ecefToEci, enuToEcefVector, geodeticToEcef } from "../earth/frames.ts";
import { type Geodetic, WGS84 } from "../earth/model.ts";
import { makeDragCurve } from "../flight/drag.ts";
import { Flyer } from "../flight/fly.ts";
import { type Trajectory, TrajectoryRecorder } from "../flight/trajectory.ts";
import { vec3 } from "../math/vec3.ts";
import { findNearestLand, findOverflights, groundPoint } from "./overflight.ts";
import type { Territory } from "./territory.ts";

const RADIANS = Math.PI / 180;

/** A body thrown from a place, without air. */
function throwBody(start: Geodetic, v_enu: readonly [number, number, number]): Trajectory {
  const r = geodeticToEcef(start);
  const v = ecefToEciVelocity(r, enuToEcefVector(vec3<"enu">(...v_enu), start), 0);
  const recorder = new TrajectoryRecorder();
  const flyer = new Flyer({ earth: WGS84, atmosphere: "none", wind: [] });
  const body = { mass_kg: 1, referenceArea_m2: 1e-9, drag: makeDragCurve([[0, 1]], { interpolation: "linear" }) };
  const limits = { timeLimit_s: 7200, groundAltitude_m: 0 };
  flyer.flyBody(body, [...ecefToEci(r, 0), ...v], 0, limits, recorder);
  return recorder.finish().trajectory;
}

/** A box in degrees. */
const box = (name: string, west: number, south: number, east: number, north: number): Territory => ({
  name,
  geometry: {
    type: "Polygon",
    coordinates: [
      [
        [west, south],
        [west, north],
        [east, north],
        [east, south],
        [west, south],
      ],
    ],
  },
});
const place = (latitude: number, longitude: number): Geodetic => ({
  latitude_rad: latitude * RADIANS,
  longitude_rad: longitude * RADIANS,
  altitude_m: 0,
});

describe("overflights", () => {
  const trajectory = throwBody(place(0, 0), [2500, 0, 2500]);

  it("come in the order of the flight, with times at which the track stands on the edge", () => {
    const [home, island, ...more] = findOverflights(trajectory, [
      box("island", 5, -2, 6, 2),
      box("home", -1, -2, 1, 2),
    ]);
    expect(more).toEqual([]);
    expect([home!.name, island!.name]).toEqual(["home", "island"]);
    expect(home!.from_s).toBe(0);
    expect(groundPoint(trajectory, home!.to_s).longitude_rad / RADIANS).toBeCloseTo(1, 2);
    expect(groundPoint(trajectory, island!.from_s).longitude_rad / RADIANS).toBeCloseTo(5, 2);
    expect(groundPoint(trajectory, island!.to_s).longitude_rad / RADIANS).toBeCloseTo(6, 2);
    expect(island!.fromAltitude_m).toBeGreaterThan(home!.toAltitude_m);
  });

  it("tell a border between two territories once for each", () => {
    const [one, two] = findOverflights(trajectory, [box("one", -1, -2, 2, 2), box("two", 2, -2, 4, 2)]);
    expect(two!.from_s).toBe(one!.to_s);
  });

  it("cross the date line", () => {
    const across = throwBody(place(0, 178), [2500, 0, 2500]);
    const [found] = findOverflights(across, [box("line", 179, -2, -179, 2)]);
    expect(found!.name).toBe("line");
    expect(groundPoint(across, found!.to_s).longitude_rad / RADIANS).toBeCloseTo(-179, 2);
  });

  it("are none over the sea", () => {
    expect(findOverflights(trajectory, [box("far", 50, 50, 60, 60)])).toEqual([]);
  });
});

describe("the nearest land", () => {
  it("is told with its distance", () => {
    const nearest = findNearestLand(place(0, 0), [box("far", 30, 0, 40, 10), box("near", 10, 0, 20, 10)]);
    expect(nearest!.name).toBe("near");
    expect(nearest!.distance_m / 1_111_950).toBeCloseTo(1, 3);
    expect(findNearestLand(place(0, 0), [])).toBeUndefined();
  });
});
