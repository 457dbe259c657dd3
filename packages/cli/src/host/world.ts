import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { MapLand } from "parapet";
import { feature } from "topojson-client";

/** ISO 3166-1 numeric code of Japan, as world-atlas has it. */
const JAPAN = "392";

type Countries = { readonly objects: { readonly countries: unknown } };

/** A country as world-atlas has it: clockwise outer rings. */
interface Country {
  readonly id: string | undefined;
  readonly name: string;
  readonly geometry: MapLand["abroad"][number];
}

/** Land outside Japan from Natural Earth 1:50 million, as polygons in longitude and latitude. */
export async function readLandAbroad(): Promise<MapLand["abroad"]> {
  return (await readCountries()).map(({ geometry }) => geometry);
}

/** Countries other than Japan, from Natural Earth 1:50 million. */
export async function readCountries(): Promise<readonly Country[]> {
  const path = fileURLToPath(import.meta.resolve("world-atlas/countries-50m.json"));
  const topology = JSON.parse(await readFile(path, "utf8")) as Countries;
  const countries = feature(topology as never, topology.objects.countries as never) as unknown as {
    readonly features: readonly {
      readonly id?: string;
      readonly properties: { readonly name: string };
      readonly geometry: MapLand["abroad"][number] | null;
    }[];
  };
  return countries.features.flatMap(({ id, properties: { name }, geometry }) =>
    id === JAPAN || geometry === null ? [] : [{ id, name, geometry }],
  );
}
