import type { World } from "../map/ground.ts";

type Position = readonly number[];

/** Coasts and borders as lines without repeated points, which the globe library cannot take. */
export function listLines({ land, borders }: World): readonly (readonly Position[])[] {
  return [...linesOf(land), ...linesOf(borders)].map(withoutRepeats).filter((line) => line.length >= 2);
}

function linesOf(shape: unknown): readonly (readonly Position[])[] {
  const { type, coordinates, geometry, features, geometries } = shape as {
    readonly type: string;
    readonly coordinates?: unknown;
    readonly geometry?: unknown;
    readonly features?: readonly unknown[];
    readonly geometries?: readonly unknown[];
  };
  if (features !== undefined || geometries !== undefined) return (features ?? geometries ?? []).flatMap(linesOf);
  if (geometry !== undefined && geometry !== null) return linesOf(geometry);
  if (type === "LineString") return [coordinates as readonly Position[]];
  if (type === "MultiLineString" || type === "Polygon") return coordinates as readonly (readonly Position[])[];
  if (type === "MultiPolygon") return (coordinates as readonly (readonly (readonly Position[])[])[]).flat();
  return [];
}

/** Drops points equal to the one before, and every edge that runs along the date line or over the pole, which is no coast. */
function withoutRepeats(line: readonly Position[]): readonly Position[] {
  return line.filter((point, i) => {
    const before = line[i - 1];
    return before === undefined || point[0] !== before[0] || point[1] !== before[1];
  });
}
