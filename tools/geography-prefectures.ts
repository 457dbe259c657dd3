import { AMAMI, PREFECTURES } from "./geography-tables.ts";

type Position = readonly number[];
type Ring = readonly Position[];
type Polygon = readonly Ring[];

/** What the cut reads of a feature of Natural Earth's states and provinces. */
export interface AdminFeature {
  readonly properties: {
    readonly iso_a2: string;
    readonly iso_3166_2: string;
    readonly name_ja: string;
    readonly gn_a1_code: string;
  };
  readonly geometry:
    | { readonly type: "Polygon"; readonly coordinates: Polygon }
    | { readonly type: "MultiPolygon"; readonly coordinates: readonly Polygon[] };
}

function polygonsOf(feature: AdminFeature): readonly Polygon[] {
  return feature.geometry.type === "Polygon" ? [feature.geometry.coordinates] : feature.geometry.coordinates;
}

/** Rounds to 1e-4 deg (11 m), drops points that fall together, and winds the ring as RFC 7946 asks. */
function cutRing(ring: Ring, winding: 1 | -1): Position[] {
  const points: Position[] = [];
  for (const [longitude = 0, latitude = 0] of ring) {
    const point = [Math.round(longitude * 1e4) / 1e4, Math.round(latitude * 1e4) / 1e4];
    const last = points.at(-1);
    if (last === undefined || last[0] !== point[0] || last[1] !== point[1]) points.push(point);
  }
  let twiceArea = 0;
  for (let i = 1; i < points.length; i++) {
    const [x0 = 0, y0 = 0] = points[i - 1] ?? [];
    const [x1 = 0, y1 = 0] = points[i] ?? [];
    twiceArea += x0 * y1 - x1 * y0;
  }
  return Math.sign(twiceArea) === winding ? points : points.toReversed();
}

function cutPolygon(polygon: Polygon): Position[][] {
  return polygon.map((ring, i) => cutRing(ring, i === 0 ? 1 : -1)).filter((ring) => ring.length >= 4);
}

function isAmami(polygon: Polygon): boolean {
  const ring = polygon[0] ?? [];
  const mean = (axis: 0 | 1): number => ring.reduce((sum, point) => sum + (point[axis] ?? 0), 0) / ring.length;
  const longitude = mean(0);
  const latitude = mean(1);
  return longitude > AMAMI.west && longitude < AMAMI.east && latitude > AMAMI.south && latitude < AMAMI.north;
}

/**
 * Cuts Japan's prefectures out of Natural Earth's features: GeoJSON text, one line a prefecture, in the order of the codes.
 * Throws when the features are not the 47 that the table names.
 */
export function cutPrefectures(features: readonly AdminFeature[]): string {
  const byCode = new Map<string, Position[][][]>(PREFECTURES.map((entry) => [entry.code, []]));
  for (const feature of features.filter((candidate) => candidate.properties.iso_a2 === "JP")) {
    const { iso_3166_2: code, name_ja: nameJa } = feature.properties;
    const entry = PREFECTURES.find((candidate) => candidate.code === code);
    if (entry?.nameJa !== nameJa)
      throw new Error(`prefecture ${code} is ${entry?.nameJa} in the table, ${nameJa} in the data`);
    for (const polygon of polygonsOf(feature)) {
      const owner = code === AMAMI.from && isAmami(polygon) ? AMAMI.to : code;
      const cut = cutPolygon(polygon);
      if (cut.length > 0) byCode.get(owner)?.push(cut);
    }
  }
  const lines = PREFECTURES.map((entry) => {
    const coordinates = byCode.get(entry.code) ?? [];
    if (coordinates.length === 0) throw new Error(`the data have no land for ${entry.code} ${entry.name}`);
    return JSON.stringify({ type: "Feature", properties: entry, geometry: { type: "MultiPolygon", coordinates } });
  });
  const attribution =
    "Made with Natural Earth, Admin 1 states and provinces, 1:10m (public domain); Amami Islands moved to Kagoshima; see README.md";
  return `{"type":"FeatureCollection","attribution":${JSON.stringify(attribution)},"features":[\n${lines.join(",\n")}\n]}\n`;
}

/** GeoNames' first-level code, such as "JP.18", to ISO 3166-2, from the same features. */
export function mapGeoNamesCodes(features: readonly AdminFeature[]): ReadonlyMap<string, string> {
  const japan = features.filter((feature) => feature.properties.iso_a2 === "JP");
  return new Map(japan.map((feature) => [feature.properties.gn_a1_code, feature.properties.iso_3166_2]));
}
