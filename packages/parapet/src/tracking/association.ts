import { solveAssignment } from "./assignment.ts";
import { type CandidatePairs, listPairs } from "./candidate-pairs.ts";

/**
 * Global nearest neighbour: which track takes which detection so that the product of likelihood ratios is largest; a track may take none
 * (Blackman and Popoli 1999, Design and Analysis of Modern Tracking Systems, section 6.4). `scores`, row by row, one row a track: logarithm of
 * Pd N(innovation) / (density of other detections x (1 - Pd)); -Infinity outside the gate. Returns the detection of each track, or -1.
 */
export function associateNearest(scores: ArrayLike<number>, tracks: number, detections: number): Int32Array {
  const detectionOf = new Int32Array(tracks);
  associateNearestInto(detectionOf, listPairs(scores, tracks, detections));
  return detectionOf;
}

/** The same of clustered pairs: writes the detection of each track, or -1. Allocates only for clusters of several tracks. */
export function associateNearestInto(detectionOf: Int32Array, pairs: CandidatePairs): void {
  const { clusterStart, detection, first, member, score } = pairs;
  for (let i = 0; i < pairs.tracks; i++) detectionOf[i] = -1;
  for (let c = 0; c < pairs.clusters; c++) {
    if (clusterStart[c + 1]! - clusterStart[c]! > 1) {
      associateCluster(detectionOf, pairs, c);
      continue;
    }
    // A track alone takes its best detection, if that is better than none.
    const i = member[clusterStart[c]!]!;
    let best = 0;
    for (let k = first[i]!; k < first[i + 1]!; k++)
      if (score[k]! > best) {
        best = score[k]!;
        detectionOf[i] = detection[k]!;
      }
  }
}

function associateCluster(detectionOf: Int32Array, pairs: CandidatePairs, c: number): void {
  const cluster = listCluster(pairs, c);
  const n = cluster.tracks.length;
  const m = cluster.detections.length;
  const columns = m + n;
  const costs = new Float64Array(n * columns).fill(Infinity);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < m; j++) costs[i * columns + j] = -cluster.scores[i * m + j]!;
    costs[i * columns + m + i] = 0;
  }
  const { columnOf } = solveAssignment(costs, n, columns);
  for (let i = 0; i < n; i++) if (columnOf[i]! < m) detectionOf[cluster.tracks[i]!] = cluster.detections[columnOf[i]!]!;
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
  const pairs = listPairs(scores, tracks, detections);
  const ofPair = new Float64Array(pairs.count);
  const ofNone = new Float64Array(tracks);
  const exact = associatePairsJointly(ofPair, ofNone, pairs);
  const values = new Float64Array(tracks * (detections + 1));
  for (let k = 0; k < pairs.count; k++) values[pairs.track[k]! * (detections + 1) + pairs.detection[k]!] = ofPair[k]!;
  for (let i = 0; i < tracks; i++) values[i * (detections + 1) + detections] = ofNone[i]!;
  return { values, exact };
}

/** The same of clustered pairs: writes the probability of each pair, and of none for each track; returns whether all joint events were summed. */
export function associatePairsJointly(ofPair: Float64Array, ofNone: Float64Array, pairs: CandidatePairs): boolean {
  const { clusters, clusterStart, first, member, score } = pairs;
  let exact = true;
  for (let c = 0; c < clusters; c++) {
    const start = clusterStart[c]!;
    const i = member[start]!;
    const k = first[i]!;
    if (clusterStart[c + 1]! - start === 1 && first[i + 1]! - k <= 1) {
      // A track alone with one detection or none: e^s / (1 + e^s).
      ofNone[i] = first[i + 1] === k ? 1 : 1 / (1 + Math.exp(score[k]!));
      if (first[i + 1]! > k) ofPair[k] = 1 / (1 + Math.exp(-score[k]!));
      continue;
    }
    const cluster = listCluster(pairs, c);
    const m = cluster.detections.length;
    const values = new Float64Array(cluster.tracks.length * (m + 1));
    if (m > LARGEST_CLUSTER) {
      exact = false;
      sumCheaply(values, cluster);
    } else sumEvents(values, cluster);
    cluster.tracks.forEach((track, row) => {
      ofNone[track] = values[row * (m + 1) + m]!;
      for (let pair = first[track]!; pair < first[track + 1]!; pair++)
        ofPair[pair] = values[row * (m + 1) + cluster.columnOfPair[pair - first[track]! + cluster.pairsBefore[row]!]!]!;
    });
  }
  return exact;
}

interface Cluster {
  readonly tracks: readonly number[];
  readonly detections: readonly number[];
  /** Row by row, one row a track of the cluster; -Infinity where there is no pair. */
  readonly scores: Float64Array;
  /** Column of each pair, the pairs of one track after those of the other, and how many pairs come before each track's. */
  readonly columnOfPair: readonly number[];
  readonly pairsBefore: readonly number[];
}

function listCluster(pairs: CandidatePairs, c: number): Cluster {
  const { clusterStart, detection, first, member, score } = pairs;
  const tracks = [...member.subarray(clusterStart[c], clusterStart[c + 1])];
  const column = new Map<number, number>();
  for (const i of tracks)
    for (let k = first[i]!; k < first[i + 1]!; k++)
      if (!column.has(detection[k]!)) column.set(detection[k]!, column.size);
  const scores = new Float64Array(tracks.length * column.size).fill(-Infinity);
  const columnOfPair: number[] = [];
  const pairsBefore: number[] = [];
  tracks.forEach((track, row) => {
    pairsBefore.push(columnOfPair.length);
    for (let k = first[track]!; k < first[track + 1]!; k++) {
      const j = column.get(detection[k]!)!;
      columnOfPair.push(j);
      scores[row * column.size + j] = score[k]!;
    }
  });
  return { tracks, detections: [...column.keys()], scores, columnOfPair, pairsBefore };
}

function sumEvents(values: Float64Array, cluster: Cluster): void {
  const n = cluster.tracks.length;
  const m = cluster.detections.length;
  const sets = 1 << m;
  // Weights of each track scaled by its largest, which leaves the shares as they are and cannot overflow.
  const weights = cluster.tracks.map((_, i) => {
    const row = [...cluster.scores.subarray(i * m, (i + 1) * m)];
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
    const row = k * (m + 1);
    const { none, of } = weights[k]!;
    for (let set = 0; set < sets; set++) {
      const here = before[k]![set]! / total;
      if (here === 0) continue;
      values[row + m]! += here * none * after[k + 1]![set]!;
      for (let j = 0; j < m; j++)
        if ((set & (1 << j)) === 0) values[row + j]! += here * of[j]! * after[k + 1]![set | (1 << j)]!;
    }
  }
}

/** Fitzgerald's: G_ij / (sum over the track + sum over the detection - G_ij + B), B = 1 for our ratios. */
function sumCheaply(values: Float64Array, cluster: Cluster): void {
  const m = cluster.detections.length;
  // Ratios above e^200 are certain anyway.
  const ratios = cluster.scores.map((score) => Math.exp(Math.min(200, score)));
  const ofDetection = new Float64Array(m);
  for (let k = 0; k < ratios.length; k++) ofDetection[k % m]! += ratios[k]!;
  cluster.tracks.forEach((_, i) => {
    let ofTrack = 0;
    for (let j = 0; j < m; j++) ofTrack += ratios[i * m + j]!;
    let taken = 0;
    for (let j = 0; j < m; j++) {
      const g = ratios[i * m + j]!;
      const share = g / (ofTrack + ofDetection[j]! - g + 1);
      values[i * (m + 1) + j] = share;
      taken += share;
    }
    values[i * (m + 1) + m] = 1 - taken;
  });
}
