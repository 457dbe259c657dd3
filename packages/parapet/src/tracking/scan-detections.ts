import type { Detection } from "../messages.ts";
import type { Gate } from "./gate.ts";
import { MEASUREMENT_LENGTH, writeMeasurement } from "./measurement.ts";

/**
 * The detections of one scan as the filters read them, sorted by range, so that a track looks only at those that its gate can reach. Workspace that grows as
 * needed.
 */
export class ScanDetections {
  /** The measurements in the order in which they came; only the first `count` belong to the scan. */
  readonly measurements: Float64Array[] = [];
  count = 0;
  /** 4 when any detection has a range rate, else 3. */
  quantities: 3 | 4 = 3;
  #order = new Int32Array(64);
  #ranges = new Float64Array(64);
  #largestSigma_m = 0;
  readonly #byRange = (i: number, j: number): number => this.measurements[i]![1]! - this.measurements[j]![1]! || i - j;

  /** Reads a scan in. Throws when a detection holds for another time. */
  read(detections: readonly Detection[], time_s: number): void {
    const { measurements } = this;
    const count = detections.length;
    this.count = count;
    this.quantities = 3;
    this.#largestSigma_m = 0;
    while (measurements.length < count) measurements.push(new Float64Array(MEASUREMENT_LENGTH));
    if (this.#order.length < count) {
      this.#order = new Int32Array(2 * count);
      this.#ranges = new Float64Array(2 * count);
    }
    for (let j = 0; j < count; j++) {
      const detection = detections[j]!;
      if (detection.time_s !== time_s)
        throw new RangeError(
          `Tracker: detections of a scan at ${time_s} s must hold for that time, got ${detection.time_s} s`,
        );
      const z = measurements[j]!;
      writeMeasurement(z, detection);
      if (z[8]! > 0) this.quantities = 4;
      if (z[5]! > this.#largestSigma_m) this.#largestSigma_m = z[5]!;
      this.#order[j] = j;
    }
    this.#order.subarray(0, count).sort(this.#byRange);
    for (let k = 0; k < count; k++) this.#ranges[k] = measurements[this.#order[k]!]![1]!;
  }

  /** Writes the detections whose range alone the gate, aimed at a track, does not rule out; returns how many. */
  reachInto(out: Int32Array, gate: Gate, limits: Float64Array): number {
    const limit = limits[this.quantities - 3]!;
    const middle = gate.measured[0]!;
    const half = Math.sqrt(limit * (gate.predicted[0]! + this.#largestSigma_m * this.#largestSigma_m));
    const ranges = this.#ranges;
    let low = 0;
    let high = this.count;
    while (low < high) {
      const k = (low + high) >> 1;
      if (ranges[k]! < middle - half) low = k + 1;
      else high = k;
    }
    let found = 0;
    for (let k = low; k < this.count && ranges[k]! <= middle + half; k++) out[found++] = this.#order[k]!;
    return found;
  }
}
