import type { Language, NumericalFaults } from "./report-input.ts";
import { makeTexts } from "./texts.ts";

/** A result with more than this share of faults says so in its first line. */
const LOUD = 0.001;

/** How many computations did not come about, and why, as a sentence. */
export function describeFaults({ count, of, reasons }: NumericalFaults, language: Language): string {
  const texts = makeTexts(language);
  if (count === 0) return texts.say("faults.none", { of: texts.number(of) });
  const why = (Object.entries(reasons) as [keyof NumericalFaults["reasons"], number][]).map(([reason, times]) =>
    texts.say("faults.why", { reason: texts.say(`faults.${reason}`), count: texts.number(times) }),
  );
  return texts.say("faults.some", {
    count: texts.number(count),
    of: texts.number(of),
    share: texts.number((100 * count) / of, { maximumSignificantDigits: 2 }),
    why: why.join(language === "ja" ? "、" : ", "),
  });
}

/** The first line of a result of which more than a thousandth did not come about; undefined for the others. */
export function announceFaults(faults: NumericalFaults, language: Language): string | undefined {
  return faults.count > LOUD * faults.of ? describeFaults(faults, language) : undefined;
}
