import type { Swerling } from "./detection.ts";

/**
 * Albersheim's estimate of the signal-to-noise ratio of one pulse, dB, for a steady target and N pulses after a linear detector
 * (Albersheim 1981, A closed-form approximation to Robertson's detection characteristics, Proc. IEEE 69, 839; Richards 2014,
 * Fundamentals of Radar Signal Processing, 2nd ed., chapter 6).
 * Its author claims 0.2 dB for probabilities of detection 0.1 to 0.9, of false alarm 1e-7 to 1e-3, up to 8096 pulses. Against
 * `requiredSnr` it is within 0.4 dB for 0.3 to 0.99, and up to 4 dB too low at 0.1.
 */
export function albersheimSnr_dB(probability: number, falseAlarm: number, pulses: number): number {
  const a = Math.log(0.62 / falseAlarm);
  const b = Math.log(probability / (1 - probability));
  return -5 * Math.log10(pulses) + (6.2 + 4.54 / Math.sqrt(pulses + 0.44)) * Math.log10(a + 0.12 * a * b + 1.7 * b);
}

/**
 * Shnidman's estimate of the signal-to-noise ratio of one pulse, dB, for N pulses after a square-law detector, Swerling 0 to IV
 * (Shnidman 2002, Determination of required SNR values, IEEE Trans. AES 38; Richards 2014, chapter 6).
 * Its author claims 0.5 dB for probabilities of detection 0.1 to 0.99, of false alarm 1e-9 to 1e-3, up to 100 pulses, but for Swerling I at
 * the ends. Against `requiredSnr` it is within 0.75 dB for 0.2 to 0.99, and within 1.1 dB at 0.1.
 */
export function shnidmanSnr_dB(probability: number, falseAlarm: number, pulses: number, fluctuation: Swerling): number {
  const inverseShape = [0, 1, 1 / pulses, 1 / 2, 1 / (2 * pulses)][fluctuation]!;
  const alpha = pulses < 40 ? 0 : 1 / 4;
  const eta =
    Math.sqrt(-0.8 * Math.log(4 * falseAlarm * (1 - falseAlarm))) +
    Math.sign(probability - 0.5) * Math.sqrt(-0.8 * Math.log(4 * probability * (1 - probability)));
  const steady = eta * (eta + 2 * Math.sqrt(pulses / 2 + (alpha - 1 / 4)));
  const c1 = (((17.7006 * probability - 18.4496) * probability + 14.5339) * probability - 3.525) * inverseShape;
  const c2 =
    (Math.exp(27.31 * probability - 25.14) +
      (probability - 0.8) * (0.7 * Math.log(1e-5 / falseAlarm) + (2 * pulses - 20) / 80)) *
    inverseShape;
  return 10 * Math.log10(steady / pulses) + (probability > 0.872 ? c1 + c2 : c1);
}
