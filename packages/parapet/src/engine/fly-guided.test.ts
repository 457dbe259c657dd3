import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { solveInverse } from "../earth/geodesic.ts";
import { buildCatalogue } from "../scenario/catalogue.ts";
import { parseBibliography, parseCatalogueEntry, parseFlight } from "../scenario/parse.ts";
import { type FlightResult, resolveFlight } from "../scenario/resolve-flight.ts";
import { type FlightWithParts, flyWithParts } from "./fly-with-parts.ts";

const ROOT = new URL("../../../../", import.meta.url);
const read = (path: string): { file: string; content: string } => ({
  file: path,
  content: readFileSync(new URL(path, ROOT), "utf8"),
});
function accept<T extends { readonly ok: boolean }>(parsed: T): Extract<T, { ok: true }> {
  if (!parsed.ok) throw new Error(JSON.stringify(parsed));
  return parsed as Extract<T, { ok: true }>;
}
const { catalogue } = buildCatalogue(
  [
    "cruises/3k60-bal",
    "cruises/k-300p-bastion",
    "cruises/tomahawk",
    "interceptors/sm3-ib",
    "interceptors/pac3-mse",
  ].map((name) => accept(parseCatalogueEntry(read(`catalogue/${name}.yaml`)))),
  accept(parseBibliography(read("catalogue/bibliography.yaml"))),
);
const resolve = (content: string): FlightResult =>
  resolveFlight(accept(parseFlight({ file: "f.yaml", content: `kind: flight\n${content}` })), catalogue);
function fly(content: string): FlightWithParts {
  const flown = flyWithParts(accept(resolve(content)).flight);
  if ("refusal" in flown) throw new Error(flown.refusal);
  return flown;
}
const refusal = (content: string): string => {
  const flown = flyWithParts(accept(resolve(content)).flight);
  return "refusal" in flown ? flown.refusal : "flown";
};
const messages = (content: string): string[] => {
  const parsed = parseFlight({ file: "f.yaml", content: `kind: flight\n${content}` });
  const result = parsed.ok ? resolveFlight(parsed, catalogue) : parsed;
  return result.ok ? [] : result.problems.map(({ line, message }) => `${line}: ${message}`);
};

const WAY = "wayPoints: [{ latitude: 44 deg, longitude: 145 deg }, { latitude: 44.5 deg, longitude: 145 deg }]";

describe("cruise flights of a file", () => {
  it("keep speed and altitude of the catalogue and arrive when distance over speed says", () => {
    const { flown } = fly(`cruise: 3k60-bal\n${WAY}`);
    // Half a degree of meridian at 44.25 deg is 55.56 km: (111,132.95 - 559.85 cos 88.5 deg) m / 2.
    expect(Math.abs(flown.range_m - 55_559)).toBeLessThan(5);
    expect(Math.abs(flown.flightTime_s - 55_559 / 280)).toBeLessThan(0.02);
    for (const { place, v_ecef, mach } of flown.samples) {
      expect(place.altitude_m).toBe(10);
      expect(Math.hypot(...v_ecef)).toBeCloseTo(280, 6);
      expect(mach).toBeCloseTo(280 / 340.26, 3);
    }
    expect(flown.events.map(({ name }) => name)).toEqual(["launch", "arrival"]);
  });

  it("rise above the horizon of an antenna at 4.12 (sqrt h1 + sqrt h2) km", () => {
    const antenna = "radar: { latitude: 44.5 deg, longitude: 145 deg, altitude: 30 m }";
    const { flown } = fly(`cruise: 3k60-bal\n${WAY}\n${antenna}`);
    const seen = flown.events.find(({ name }) => name === "above-horizon")!;
    const left_km = (flown.range_m - seen.range_m) / 1000;
    expect(left_km / (4.12 * (Math.sqrt(30) + Math.sqrt(10)))).toBeCloseTo(1, 2);
  });

  it("take the high path up to the catalogue's altitude and down to its low one", () => {
    const { flown } = fly(`cruise: k-300p-bastion
wayPoints: [{ latitude: 44 deg, longitude: 145 deg }, { latitude: 46 deg, longitude: 145 deg }]
path: { lowDistance: 40 km, climb: 25 deg }`);
    expect(flown.apogee_m).toBe(14_000);
    const last = flown.samples.filter(
      ({ place }) => solveInverse(place, flown.samples.at(-1)!.place).distance_m < 39_500,
    );
    expect(last.length).toBeGreaterThan(50);
    for (const { place } of last) expect(place.altitude_m).toBeCloseTo(10, 6);
  });

  it("are refused beyond the published range and stop where the file says", () => {
    const far = "wayPoints: [{ latitude: 40 deg, longitude: 145 deg }, { latitude: 42 deg, longitude: 145 deg }]";
    expect(refusal(`cruise: 3k60-bal\n${far}`)).toBe(
      "the way points are 222 km long; the published range of 3k60-bal is at most 120 km",
    );
    const { flown } = fly(`cruise: 3k60-bal\n${WAY}\nstop: { time: 60 s }`);
    expect([flown.flightTime_s, flown.events.at(-1)!.name]).toEqual([60, "end"]);
  });

  it("tell what is wrong in a file", () => {
    expect(messages(`cruise: tomahawk\n${WAY}\npath: { lowDistance: 40 km, climb: 25 deg }`)).toEqual([
      '2: the catalogue gives no terminalAltitude for "tomahawk"; path.low is due in the file',
    ]);
    expect(messages(`cruise: 3k60-bel\n${WAY}`)[0]).toContain("did you mean 3k60-bal?");
    expect(messages("cruise: 3k60-bal\nwayPoints: [{ latitude: 44 deg, longitude: 145 deg }]")).toHaveLength(1);
    const falling = "path: [{ distance: 2 km, altitude: 10 m }, { distance: 1 km, altitude: 10 m }]";
    expect(messages(`cruise: 3k60-bal\n${WAY}\n${falling}`)[0]).toContain("distances rise");
  });
});

const SHIP = "interceptor: sm3-ib\nlaunch: { latitude: 37.5 deg, longitude: 134.5 deg }";
const point = (latitude: number, altitude: number): string =>
  `point: { latitude: ${latitude} deg, longitude: 132.5 deg, altitude: ${altitude} km }`;
const one = (latitude: number, altitude: number, interceptTime = 300): string =>
  `predictions:\n  - { time: 0 s, ${point(latitude, altitude)}, interceptTime: ${interceptTime} s }`;

describe("guided interceptors of a file", () => {
  it("hit the predicted point at its time", () => {
    const { flown, intercept } = fly(`${SHIP}\n${one(39.5, 200)}`);
    if (intercept?.outcome !== "hit") throw new Error(JSON.stringify(intercept));
    expect(intercept.missDistance_m).toBeLessThan(10);
    const last = flown.samples.at(-1)!;
    expect(last.time_s).toBe(300);
    const { distance_m } = solveInverse(last.place, {
      latitude_rad: (39.5 * Math.PI) / 180,
      longitude_rad: (132.5 * Math.PI) / 180,
      altitude_m: 0,
    });
    expect(distance_m).toBeLessThan(10);
    expect(Math.abs(last.place.altitude_m - 200_000)).toBeLessThan(10);
  });

  it("use their divert for an update, and say what is left when it is used up", () => {
    const update = (latitude: number): string =>
      `${one(39.5, 200)}\n  - { time: 270 s, ${point(latitude, 200)}, interceptTime: 300 s }`;
    // 0.02 deg of a meridian 200 km up, 2.29 km, in 30 s: 76.4 m/s.
    const { intercept } = fly(`${SHIP}\n${update(39.52)}`);
    if (intercept === undefined || intercept.outcome === "no-intercept") throw new Error("none");
    expect(intercept.outcome).toBe("hit");
    expect(Math.abs(intercept.diverts.at(-1)!.speed_mps - 76.4)).toBeLessThan(0.5);
    // 34.4 km in 30 s would take 1,145 m/s of which the kill vehicle has at most 600.
    const far = fly(`${SHIP}\n${update(39.8)}`).intercept;
    if (far === undefined || far.outcome === "no-intercept") throw new Error("none");
    expect([far.outcome, Math.round(far.divertUsed_mps)]).toEqual(["divert-exhausted", 600]);
    expect(Math.abs(far.missDistance_m - (34_360 - 30 * (600 - far.diverts[0]!.speed_mps)))).toBeLessThan(300);
  });

  it("say why there is no intercept", () => {
    const why = (content: string): unknown => {
      const { intercept, flown } = fly(`${SHIP}\n${content}`);
      expect(flown.samples).toHaveLength(1);
      return intercept?.outcome === "no-intercept" ? intercept.reason : intercept?.outcome;
    };
    expect(why(one(39.5, 60))).toBe("below-floor");
    expect(why(one(39.5, 600))).toBe("above-ceiling");
    expect(why(one(55, 200))).toBe("beyond-range");
    expect(why(one(39.5, 200, 100))).toBe("too-late");
    expect(why(one(46, 500))).toBe("out-of-reach");
  });

  it("tell what is wrong in a file", () => {
    expect(messages(`${SHIP}\npredictions:\n  - { time: 10 s, ${point(39, 200)}, interceptTime: 5 s }`)).toEqual([
      "5: 5 s found; a time after 10 s, when it is known, is due",
    ]);
    expect(messages(`${SHIP}\npredictions: []`)).toHaveLength(1);
    expect(messages(`${SHIP}\n${one(39.5, 200)}\nstop: { time: 3 s }`)).toHaveLength(1);
    const patriot = messages(
      `interceptor: pac3-mse\nlaunch: { latitude: 37.5 deg, longitude: 134.5 deg }\n${one(39.5, 200)}`,
    );
    expect(patriot[0]).toContain('for "pac3-mse", without which it cannot be flown to a point');
  });
});
