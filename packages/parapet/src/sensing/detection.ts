/**
 * Probability of detection in one look at a target whose echo fluctuates from look to look but not within one
 * (Swerling I; also II for a single pulse): Pd = Pfa^(1/(1 + SNR)) (Swerling 1954; Skolnik 2001, eq. 2.46).
 * `snr` is a power ratio, not decibels.
 */
export function detectSwerling1(snr: number, falseAlarm: number): number {
  return Math.exp(Math.log(falseAlarm) / (1 + snr));
}

/** The signal-to-noise ratio at which `detectSwerling1` gives `probability`. */
export function requiredSnrSwerling1(probability: number, falseAlarm: number): number {
  return Math.log(falseAlarm) / Math.log(probability) - 1;
}
