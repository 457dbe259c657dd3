import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeStream } from "../math/random.ts";
import { type Swerling, detectionProbability, detectionThreshold, makeDetector, requiredSnr } from "./detection.ts";
import { drawCrossSection } from "./cross-section.ts";
import { marcumQ } from "./marcum.ts";
import { poissonCumulative } from "./poisson.ts";

const CASES: readonly Swerling[] = [0, 1, 2, 3, 4];
const rule = fc.record({
  falseAlarm: fc.double({ min: -12, max: -1, noNaN: true }).map((x) => Math.exp(x * Math.LN10)),
  pulses: fc.integer({ min: 1, max: 300 }),
  fluctuation: fc.constantFrom(...CASES),
});
const snrs = fc.double({ min: -8, max: 10, noNaN: true }).map(Math.exp);

describe("threshold", () => {
  it("is exceeded by noise with the false-alarm probability", () => {
    fc.assert(
      fc.property(rule, ({ falseAlarm, pulses }) => {
        const tail = poissonCumulative(pulses - 1, detectionThreshold(falseAlarm, pulses));
        expect(Math.abs(tail / falseAlarm - 1)).toBeLessThan(1e-11);
      }),
    );
  });

  it("is -ln Pfa for one pulse", () => expect(detectionThreshold(1e-6, 1)).toBe(-Math.log(1e-6)));

  it("refuses what is no false-alarm probability and no number of pulses", () => {
    expect(() => detectionThreshold(0, 1)).toThrow(/got 0 and 1/);
    expect(() => detectionThreshold(1e-6, 0)).toThrow(/got 0.000001 and 0/);
  });
});

describe("probability of detection", () => {
  it("rises with the signal from the false-alarm probability to one", () => {
    fc.assert(
      fc.property(rule, snrs, fc.double({ min: 1, max: 4, noNaN: true }), (r, snr, factor) => {
        const detector = makeDetector(r);
        const low = detectionProbability(detector, snr);
        const high = detectionProbability(detector, snr * factor);
        expect(low).toBeGreaterThanOrEqual(r.falseAlarm * (1 - 1e-9));
        expect(high).toBeGreaterThanOrEqual(low - 1e-12);
        expect(high).toBeLessThanOrEqual(1);
        expect(Math.abs(detectionProbability(detector, 0) / r.falseAlarm - 1)).toBeLessThan(1e-9);
      }),
    );
  });

  it("is the same for I and II, and for III and IV, with one pulse", () => {
    fc.assert(
      fc.property(rule, snrs, ({ falseAlarm }, snr) => {
        const of = (fluctuation: Swerling): number =>
          detectionProbability(makeDetector({ falseAlarm, pulses: 1, fluctuation }), snr);
        expect(of(1)).toBe(of(2));
        expect(Math.abs(of(3) - of(4))).toBeLessThan(1e-14);
        expect(Math.abs(of(1) - Math.exp(Math.log(falseAlarm) / (1 + snr)))).toBeLessThan(1e-14);
      }),
    );
  });

  it("is the steady target's averaged over the cross-section, for I and III", () => {
    // The definition, by quadrature: density of the gamma distribution of shape 1 or 2 times Marcum's Q.
    for (const { fluctuation, shape } of [
      { fluctuation: 1, shape: 1 },
      { fluctuation: 3, shape: 2 },
    ] as const)
      for (const { pulses, snr } of [
        { pulses: 1, snr: 12 },
        { pulses: 10, snr: 3 },
        { pulses: 60, snr: 0.4 },
      ]) {
        const detector = makeDetector({ falseAlarm: 1e-6, pulses, fluctuation });
        const b = Math.sqrt(2 * detector.threshold);
        const end = (45 * snr) / shape;
        const n = 4000;
        let sum = 0;
        for (let i = 0; i <= n; i++) {
          const x = (i / n) * end;
          const u = (x * shape) / snr;
          const density = ((shape === 1 ? 1 : u) * Math.exp(-u) * shape) / snr;
          const simpson = i === 0 || i === n ? 1 : i % 2 === 1 ? 4 : 2;
          sum += simpson * density * marcumQ(pulses, Math.sqrt(2 * pulses * x), b);
        }
        expect(Math.abs((sum * end) / n / 3 - detectionProbability(detector, snr))).toBeLessThan(1e-7);
      }
  });

  it("is what drawn pulses in drawn noise give", () => {
    const trials = 20_000;
    for (const fluctuation of CASES) {
      const stream = makeStream(7, fluctuation, "detection test");
      const detector = makeDetector({ falseAlarm: 1e-2, pulses: 4, fluctuation });
      const snr = 1.5;
      let detected = 0;
      for (let trial = 0; trial < trials; trial++) {
        const scan = drawCrossSection(snr, fluctuation, stream);
        let power = 0;
        for (let pulse = 0; pulse < 4; pulse++) {
          const slow = fluctuation === 0 || fluctuation === 1 || fluctuation === 3;
          const signal = slow ? scan : drawCrossSection(snr, fluctuation, stream);
          const i = Math.sqrt(2 * signal) + stream.normal();
          const q = stream.normal();
          power += 0.5 * (i * i + q * q);
        }
        if (power > detector.threshold) detected++;
      }
      const p = detectionProbability(detector, snr);
      expect(Math.abs(detected / trials - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / trials));
    }
  });
});

describe("required signal-to-noise ratio", () => {
  it("gives back its probability", () => {
    fc.assert(
      fc.property(rule, fc.double({ min: 0.15, max: 0.999, noNaN: true }), (r, probability) => {
        const detector = makeDetector(r);
        const snr = requiredSnr(detector, probability);
        expect(Math.abs(detectionProbability(detector, snr) - probability)).toBeLessThan(1e-9);
      }),
    );
  });

  it("refuses a probability that noise alone gives", () => {
    const detector = makeDetector({ falseAlarm: 1e-2, pulses: 1, fluctuation: 1 });
    expect(() => requiredSnr(detector, 1e-2)).toThrow(/between 0.01 and 1, got 0.01/);
    expect(() => requiredSnr(detector, 1)).toThrow(/got 1$/);
  });
});
