import type { MapLand } from "parapet";
import { feature } from "topojson-client";
import atlas from "world-atlas/countries-50m.json?url";

/** ISO 3166-1 numeric code of Japan, as world-atlas has it. */
const JAPAN = "392";

/** A country as world-atlas has it: clockwise outer rings. */
export interface Country {
  readonly id?: string;
  readonly name: string;
  readonly geometry: MapLand["abroad"][number];
}

let loading: Promise<readonly Country[]> | undefined;

/** Countries other than Japan, from Natural Earth 1:50 million. */
export function loadCountries(): Promise<readonly Country[]> {
  loading ??= load();
  return loading;
}

async function load(): Promise<readonly Country[]> {
  const topology = (await (await fetch(atlas)).json()) as { objects: { countries: never } };
  const { features } = feature(topology as never, topology.objects.countries) as unknown as {
    features: readonly {
      id?: string;
      properties: { name: string };
      geometry: MapLand["abroad"][number] | null;
    }[];
  };
  return features.flatMap(({ id, properties: { name }, geometry }) =>
    id === JAPAN || geometry === null ? [] : [{ ...(id === undefined ? {} : { id }), name, geometry }],
  );
}

/** The name of a country by its ISO 3166-1 numeric code, which stands for its letters in a language tag. */
export function nameCountry({ id, name }: Country, language: "en" | "ja"): string {
  if (language === "en" || id === undefined) return name;
  const [tag] = Intl.getCanonicalLocales(`und-${id.padStart(3, "0")}`);
  const { region } = new Intl.Locale(tag!);
  return (region === undefined ? undefined : new Intl.DisplayNames(language, { type: "region" }).of(region)) ?? name;
}
