/**
 * Pairs of a track and a detection that may belong together, with their scores, and the clusters they fall into: tracks that share no detection, directly or
 * through others, do not bear on each other. Workspace that grows as needed; filling and clustering allocate nothing else. Pairs of one track must come
 * one after the other, tracks in rising order.
 */
export class CandidatePairs {
  count = 0;
  tracks = 0;
  detections = 0;
  track: Int32Array = new Int32Array(64);
  detection: Int32Array = new Int32Array(64);
  score: Float64Array = new Float64Array(64);
  /** First pair of each track; one more entry holds `count`. */
  first: Int32Array = new Int32Array(64);
  /** Tracks cluster by cluster, in rising order within each; clusters in the order of their first track. */
  member: Int32Array = new Int32Array(64);
  /** Where each cluster starts in `member`; one more entry holds the number of tracks. */
  clusterStart: Int32Array = new Int32Array(64);
  clusters = 0;
  #root = new Int32Array(64);
  #clusterOf = new Int32Array(64);

  clear(tracks: number, detections: number): void {
    this.count = 0;
    this.tracks = tracks;
    this.detections = detections;
    const size = tracks + detections + 1;
    if (size <= this.#root.length) return;
    this.#root = new Int32Array(2 * size);
    this.#clusterOf = new Int32Array(2 * size);
    this.first = new Int32Array(2 * size);
    this.member = new Int32Array(2 * size);
    this.clusterStart = new Int32Array(2 * size);
  }

  add(track: number, detection: number, score: number): void {
    if (this.count === this.track.length) {
      this.track = grow(this.track, new Int32Array(2 * this.count));
      this.detection = grow(this.detection, new Int32Array(2 * this.count));
      this.score = grow(this.score, new Float64Array(2 * this.count));
    }
    this.track[this.count] = track;
    this.detection[this.count] = detection;
    this.score[this.count] = score;
    this.count++;
  }

  /** Finds `first`, `clusters`, `clusterStart` and `member`. */
  cluster(): void {
    const { clusterStart, count, detection, detections, first, member, track, tracks } = this;
    const root = this.#root;
    const clusterOf = this.#clusterOf;
    for (let i = 0; i < tracks + detections; i++) root[i] = i;
    for (let i = 0, k = 0; i <= tracks; i++) {
      while (k < count && track[k]! < i) k++;
      first[i] = k;
    }
    for (let k = 0; k < count; k++) root[this.#find(tracks + detection[k]!)] = this.#find(track[k]!);
    // Number the clusters by their first track, count their tracks, then put these in place.
    for (let i = 0; i < tracks + detections; i++) clusterOf[i] = -1;
    this.clusters = 0;
    for (let i = 0; i < tracks; i++) {
      const r = this.#find(i);
      if (clusterOf[r]! < 0) {
        clusterStart[this.clusters] = 0;
        clusterOf[r] = this.clusters++;
      }
      clusterStart[clusterOf[r]!]!++;
    }
    let sum = 0;
    for (let c = 0; c < this.clusters; c++) {
      const size = clusterStart[c]!;
      clusterStart[c] = sum;
      sum += size;
    }
    for (let i = 0; i < tracks; i++) member[clusterStart[clusterOf[this.#find(i)]!]!++] = i;
    // Filling has moved each start to its end, which is the next one's start.
    for (let c = this.clusters; c > 0; c--) clusterStart[c] = clusterStart[c - 1]!;
    clusterStart[0] = 0;
  }

  #find(i: number): number {
    const root = this.#root;
    let k = i;
    while (root[k] !== k) k = root[k] = root[root[k]!]!;
    return k;
  }
}

function grow<T extends Int32Array | Float64Array>(from: T, to: T): T {
  to.set(from);
  return to;
}

/** The pairs of a matrix of scores, one row a track, that are not -Infinity. */
export function listPairs(scores: ArrayLike<number>, tracks: number, detections: number): CandidatePairs {
  const pairs = new CandidatePairs();
  pairs.clear(tracks, detections);
  for (let i = 0; i < tracks; i++)
    for (let j = 0; j < detections; j++) {
      const score = scores[i * detections + j]!;
      if (score > -Infinity) pairs.add(i, j, score);
    }
  pairs.cluster();
  return pairs;
}
