import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { SAMPLE_CLASSES } from "../../test/samples/threat-classes.ts";
import { solveInverse } from "../earth/geodesic.ts";
import { buildCatalogue } from "../scenario/catalogue.ts";
import { parseBibliography, parseCatalogueEntry, parseFlight } from "../scenario/parse.ts";
import { resolveFlight } from "../scenario/resolve-flight.ts";
import type { ResolvedFlight } from "../scenario/types.ts";
import { flyResolved, makeThreatClass } from "./fly-resolved.ts";

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
    "threats/mrbm",
    "cruises/3k60-bal",
    "cruises/k-300p-bastion",
    "cruises/tomahawk",
    "interceptors/sm3-ib",
    "interceptors/gbi",
  ].map((name) => accept(parseCatalogueEntry(read(`catalogue/${name}.yaml`)))),
  accept(parseBibliography(read("catalogue/bibliography.yaml"))),
);
const resolve = (file: { file: string; content: string }): ResolvedFlight =>
  accept(resolveFlight(accept(parseFlight(file)), catalogue)).flight;

describe("flyResolved", () => {
  const examples = readdirSync(new URL("examples/flights", ROOT)).filter((name) => name.endsWith(".yaml"));

  it.each(examples)("flies the example %s", (name) => {
    const flown = flyResolved(resolve(read(`examples/flights/${name}`)));
    if ("refusal" in flown) throw new Error(flown.refusal);
    expect(flown.samples.length).toBeGreaterThan(10);
    expect(flown.flightTime_s).toBe(flown.samples.at(-1)!.time_s - flown.samples[0]!.time_s);
  });

  it("flies a class to its aim on each kind of path, higher and lower as asked", () => {
    const apogees = ["depressed", "minimum-energy", "lofted", "{ apogee: 510 km }"].map((trajectory) => {
      const content = `kind: flight
vehicle: mrbm
launch: { latitude: 39.7 deg, longitude: 125.4 deg }
aim: { latitude: 36 deg, longitude: 136 deg }
trajectory: ${trajectory}
output: { every: 60 s }
`;
      const flight = resolve({ file: "flight.yaml", content });
      const flown = flyResolved(flight);
      if ("refusal" in flown) throw new Error(flown.refusal);
      if (flight.kind !== "threat") throw new Error("a threat was asked for");
      expect(solveInverse(flown.samples.at(-1)!.place, flight.aim).distance_m).toBeLessThan(100);
      return flown.apogee_m;
    });
    expect(apogees).toEqual(apogees.toSorted((a, b) => a - b));
    expect(Math.abs(apogees[3]! - 510_000)).toBeLessThan(200);
  });

  it("refuses a class whose loss of thrust in air is not known", () => {
    const flight = resolve(read("examples/flights/mrbm-lofted.yaml"));
    if (flight.kind !== "threat") throw new Error("a threat was asked for");
    const { seaLevelThrustShare: _, ...threat } = flight.threat;
    expect(flyResolved({ ...flight, threat })).toEqual({
      refusal: expect.stringContaining("seaLevelThrustShare") as string,
    });
    expect(() => makeThreatClass(threat)).toThrow("seaLevelThrustShare");
  });

  it("takes the central values of the catalogue", () => {
    const flight = resolve(read("examples/flights/mrbm-lofted.yaml"));
    if (flight.kind !== "threat") throw new Error("a threat was asked for");
    const threat = makeThreatClass(flight.threat);
    expect(Object.keys(threat).toSorted()).toEqual(Object.keys(SAMPLE_CLASSES.medium).toSorted());
    expect(threat.range_m).toBe(flight.threat.range_m.value);
  });
});
