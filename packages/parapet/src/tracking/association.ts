import { solveAssignment } from "./assignment.ts";

/**
 * Global nearest neighbour: which track takes which detection so that the product of likelihood ratios is largest; a track may take none
 * (Blackman and Popoli 1999, Design and Analysis of Modern Tracking Systems, section 6.4). `scores`, row by row, one row a track: logarithm of
 * Pd N(innovation) / (density of other detections x (1 - Pd)); -Infinity outside the gate. Returns the detection of each track, or -1.
 */
export function associateNearest(scores: ArrayLike<number>, tracks: number, detections: number): Int32Array {
  const detectionOf = new Int32Array(tracks).fill(-1);
  // Tracks that share no detection do not bear on each other.
  for (const cluster of findClusters(scores, tracks, detections)) {
    const n = cluster.tracks.length;
    const m = cluster.detections.length;
    const columns = m + n;
    const costs = new Float64Array(n * columns).fill(Infinity);
    for (let i = 0; i < n; i++) {
      const row = cluster.tracks[i]! * detections;
      for (let j = 0; j < m; j++) costs[i * columns + j] = -scores[row + cluster.detections[j]!]!;
      costs[i * columns + m + i] = 0;
    }
    const { columnOf } = solveAssignment(costs, n, columns);
    for (let i = 0; i < n; i++)
      if (columnOf[i]! < m) detectionOf[cluster.tracks[i]!] = cluster.detections[columnOf[i]!]!;
  }
  return detectionOf;
}

/** Largest number of detections of one cluster for which every joint event is summed. */
const LARGEST_CLUSTER = 14;

/** Probabilities that each detection stems from each track. */
export interface JointProbabilities {
  /** Row by row, one row a track: probability of each detection, then of none; every row sums to 1. */
  readonly values: Float64Array;
  /** Whether all joint events were summed; in a cluster of more than 14 detections Fitzgerald's formula stands in. */
  readonly exact: boolean;
}

/**
 * Joint probabilistic data association: the probability of each pair over all joint events in which no detection belongs to two tracks
 * (Fortmann, Bar-Shalom and Scheffe 1983, Sonar Tracking of Multiple Targets Using JPDA, IEEE J. Oceanic Engineering 8(3), 173-184). `scores` as in
 * `associateNearest`. Events are summed track by track over the set of detections taken, cluster by cluster; past 14 detections in one
 * cluster Fitzgerald (1990, Development of Practical PDA Logic for Multitarget Tracking by Microprocessor) is used and said so.
 */
export function associateJointly(scores: ArrayLike<number>, tracks: number, detections: number): JointProbabilities {
  const width = detections + 1;
  const values = new Float64Array(tracks * width);
  let exact = true;
  for (const cluster of findClusters(scores, tracks, detections)) {
    if (cluster.detections.length > LARGEST_CLUSTER) {
      exact = false;
      sumCheaply(values, scores, cluster, detections);
    } else sumEvents(values, scores, cluster, detections);
  }
  return { values, exact };
}

interface Cluster {
  readonly tracks: number[];
  readonly detections: number[];
}

/** Tracks that share detections, directly or through others; a track alone is a cluster too. */
function findClusters(scores: ArrayLike<number>, tracks: number, detections: number): Cluster[] {
  const root = Int32Array.from({ length: tracks + detections }, (_, i) => i);
  const find = (i: number): number => {
    while (root[i] !== i) i = root[i] = root[root[i]!]!;
    return i;
  };
  for (let i = 0; i < tracks; i++)
    for (let j = 0; j < detections; j++) if (scores[i * detections + j]! > -Infinity) root[find(tracks + j)] = find(i);
  const clusters = new Map<number, Cluster>();
  for (let i = 0; i < tracks; i++) {
    const key = find(i);
    const cluster = clusters.get(key) ?? { tracks: [], detections: [] };
    cluster.tracks.push(i);
    clusters.set(key, cluster);
  }
  for (let j = 0; j < detections; j++) clusters.get(find(tracks + j))?.detections.push(j);
  return [...clusters.values()];
}

function sumEvents(values: Float64Array, scores: ArrayLike<number>, cluster: Cluster, detections: number): void {
  const n = cluster.tracks.length;
  const m = cluster.detections.length;
  const sets = 1 << m;
  // Weights of each track scaled by its largest, which leaves the shares as they are and cannot overflow.
  const weights = cluster.tracks.map((i) => {
    const row = cluster.detections.map((j) => scores[i * detections + j]!);
    const top = Math.max(0, ...row);
    return { none: Math.exp(-top), of: row.map((s) => Math.exp(s - top)) };
  });
  // after[k]: sum over the choices of tracks k and later, given the set of detections already taken; before[k]: of the tracks before k.
  const before = Array.from({ length: n + 1 }, () => new Float64Array(sets));
  const after = Array.from({ length: n + 1 }, () => new Float64Array(sets));
  before[0]![0] = 1;
  after[n]!.fill(1);
  for (let k = 0; k < n; k++) {
    const { none, of } = weights[k]!;
    for (let set = 0; set < sets; set++) {
      const here = before[k]![set]!;
      if (here === 0) continue;
      before[k + 1]![set]! += here * none;
      for (let j = 0; j < m; j++) if ((set & (1 << j)) === 0) before[k + 1]![set | (1 << j)]! += here * of[j]!;
    }
  }
  for (let k = n - 1; k >= 0; k--) {
    const { none, of } = weights[k]!;
    for (let set = 0; set < sets; set++) {
      let sum = none * after[k + 1]![set]!;
      for (let j = 0; j < m; j++) if ((set & (1 << j)) === 0) sum += of[j]! * after[k + 1]![set | (1 << j)]!;
      after[k]![set] = sum;
    }
  }
  const total = after[0]![0]!;
  for (let k = 0; k < n; k++) {
    const row = cluster.tracks[k]! * (detections + 1);
    const { none, of } = weights[k]!;
    for (let set = 0; set < sets; set++) {
      const here = before[k]![set]! / total;
      if (here === 0) continue;
      values[row + detections]! += here * none * after[k + 1]![set]!;
      for (let j = 0; j < m; j++)
        if ((set & (1 << j)) === 0)
          values[row + cluster.detections[j]!]! += here * of[j]! * after[k + 1]![set | (1 << j)]!;
    }
  }
}

/** Fitzgerald's: G_ij / (sum over the track + sum over the detection - G_ij + B), B = 1 for our ratios. */
function sumCheaply(values: Float64Array, scores: ArrayLike<number>, cluster: Cluster, detections: number): void {
  const ofDetection = new Float64Array(detections);
  // Ratios above e^200 are certain anyway.
  const ratio = (i: number, j: number): number => Math.exp(Math.min(200, scores[i * detections + j]!));
  for (const i of cluster.tracks) for (const j of cluster.detections) ofDetection[j]! += ratio(i, j);
  for (const i of cluster.tracks) {
    let ofTrack = 0;
    for (const j of cluster.detections) ofTrack += ratio(i, j);
    let taken = 0;
    for (const j of cluster.detections) {
      const g = ratio(i, j);
      const share = g / (ofTrack + ofDetection[j]! - g + 1);
      values[i * (detections + 1) + j] = share;
      taken += share;
    }
    values[i * (detections + 1) + detections] = 1 - taken;
  }
}
