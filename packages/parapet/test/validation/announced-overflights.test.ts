// When missiles were over Japan, as its government told: 2017-08-29, launch 5:58, over Hokkaido 6:05 to 6:07 (Ministry of Defense);
// 2017-09-15, launch 6:57, over Hokkaido 7:04 to 7:06 (Jiji Press by way of nippon.com, behind/l10496); 2022-10-04, launch 7:22, over
// northern Japan from 7:28 on for about a minute (Minister Hamada). Whole minutes, so good to one at each end.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { resolveThreatClass } from "../../src/scenario/resolve-systems.ts";
import { assessFlight } from "../../src/study/assess-flight.ts";
import { findOverflights } from "../../src/study/overflight.ts";
import type { Territory } from "../../src/study/territory.ts";
import { loadCatalogue } from "../samples/defended-area.ts";

const RADIANS = Math.PI / 180;
const catalogue = loadCatalogue();
const classes = ["irbm", "icbm-liquid", "icbm-solid"].map((id) => resolveThreatClass(id, catalogue));

function readPrefectures(): readonly Territory[] {
  const path = resolve(import.meta.dirname, "../../../../catalogue/geography/japan-prefectures.json");
  const { features } = JSON.parse(readFileSync(path, "utf8")) as {
    readonly features: readonly {
      readonly properties: { readonly name: string };
      readonly geometry: Territory["geometry"];
    }[];
  };
  return features.map(({ properties, geometry }) => ({ name: properties.name, geometry }));
}

describe("overflights of Japan", () => {
  const prefectures = readPrefectures();

  it.each([
    { date: "2017-08-29", from: [39.2, 125.67], bearing: 73, apogee_km: 550, range_km: 2700, minutes: [7, 9] },
    { date: "2017-09-15", from: [39.2, 125.67], bearing: 72, apogee_km: 770, range_km: 3700, minutes: [7, 9] },
    { date: "2022-10-04", from: [40.61, 126.43], bearing: 80, apogee_km: 1000, range_km: 4600, minutes: [6, 7] },
  ] as const)(
    "$date: over northern Japan when the government said",
    ({ from, bearing, apogee_km, range_km, minutes }) => {
      const { middle } = assessFlight(
        {
          apogee_m: 1000 * apogee_km,
          range_m: 1000 * range_km,
          timeResolution_s: 60,
          launch: { latitude_rad: from[0] * RADIANS, longitude_rad: from[1] * RADIANS, altitude_m: 0 },
          bearing_rad: bearing * RADIANS,
        },
        classes,
      );
      const over = findOverflights(middle!.trajectory, prefectures);
      expect(over.length).toBeGreaterThan(0);
      for (const { name } of over) expect(["Hokkaido", "Aomori"]).toContain(name);
      expect(over[0]!.from_s).toBeGreaterThan(60 * (minutes[0] - 1));
      expect(over[0]!.from_s).toBeLessThan(60 * (minutes[0] + 1));
      expect(over.at(-1)!.to_s).toBeGreaterThan(60 * (minutes[1] - 1));
      expect(over.at(-1)!.to_s).toBeLessThan(60 * (minutes[1] + 1));
    },
  );
});
