/** A closed ring of a plane polygon: x and y in metres, alternating; the last point need not repeat the first. */
export type PlaneRing = Float64Array;

/** A lattice of sample points: the point of column i, row j lies at origin + (i + 1/2, j + 1/2) steps. */
export interface SampleLattice {
  readonly originX_m: number;
  readonly originY_m: number;
  readonly step_m: number;
  readonly columns: number;
  readonly rows: number;
}

/** Runs of sample points inside one region: for each row a flat list of [region, first column, column after the last]. */
export type RegionRuns = readonly (readonly number[])[];

/** Adds where the ring crosses each row of samples. Edges are half-open and taken from low to high y, so that two regions see a common border alike. */
function addCrossings(ring: PlaneRing, lattice: SampleLattice, crossings: number[][]): void {
  const { originY_m, step_m, rows } = lattice;
  let x0 = ring[ring.length - 2] ?? 0;
  let y0 = ring[ring.length - 1] ?? 0;
  for (let i = 0; i < ring.length; i += 2) {
    const x1 = ring[i] ?? 0;
    const y1 = ring[i + 1] ?? 0;
    const rising = y0 < y1;
    const lowX = rising ? x0 : x1;
    const lowY = rising ? y0 : y1;
    const highX = rising ? x1 : x0;
    const highY = rising ? y1 : y0;
    const slope = highY > lowY ? (highX - lowX) / (highY - lowY) : 0;
    const first = Math.max(0, Math.ceil((lowY - originY_m) / step_m - 0.5));
    const end = Math.min(rows, Math.ceil((highY - originY_m) / step_m - 0.5));
    for (let row = first; row < end; row++) {
      crossings[row]?.push(lowX + (originY_m + (row + 0.5) * step_m - lowY) * slope);
    }
    x0 = x1;
    y0 = y1;
  }
}

/**
 * Finds the sample points inside each region by scan lines, with the even-odd rule over all rings of the region, so that
 * holes and islands need no special care. Where regions overlap a point is listed for each of them; regions that
 * share a border share no point.
 * Source: Foley, van Dam, Feiner and Hughes (1990), Computer Graphics: Principles and Practice, section 3.6.
 */
export function findRegionRuns(regions: readonly (readonly PlaneRing[])[], lattice: SampleLattice): RegionRuns {
  const { originX_m, step_m, columns, rows } = lattice;
  const runs: number[][] = Array.from({ length: rows }, () => []);
  const crossings: number[][] = Array.from({ length: rows }, () => []);
  regions.forEach((rings, region) => {
    for (const ring of rings) addCrossings(ring, lattice, crossings);
    for (let row = 0; row < rows; row++) {
      const xs = crossings[row];
      if (xs === undefined || xs.length === 0) continue;
      xs.sort((a, b) => a - b);
      for (let i = 0; i + 1 < xs.length; i += 2) {
        const first = Math.max(0, Math.ceil(((xs[i] ?? 0) - originX_m) / step_m - 0.5));
        const end = Math.min(columns, Math.ceil(((xs[i + 1] ?? 0) - originX_m) / step_m - 0.5));
        if (end > first) runs[row]?.push(region, first, end);
      }
      xs.length = 0;
    }
  });
  return runs;
}
