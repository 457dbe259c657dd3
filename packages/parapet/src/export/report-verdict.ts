import type { ReportVerdict } from "./report-input.ts";

/** A shape beside the word, so that colour is not all that tells verdicts apart. */
export const VERDICT_SIGNS: Readonly<Record<ReportVerdict["word"], string>> = {
  supported: "●",
  refuted: "✕",
  depends: "◐",
  "not-computable": "–",
};
