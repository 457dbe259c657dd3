import type { Verdict } from "../state/jobs.ts";
import { useWords } from "../words/words.ts";

const SIGNS: Readonly<Record<Verdict["verdict"], string>> = {
  supported: "✓",
  refuted: "✕",
  depends: "◐",
  "not-computable": "–",
};

/** A verdict as a word with a sign, so that colour is not the only difference. */
export function VerdictBadge({ word }: { readonly word: Verdict["verdict"] | undefined }) {
  const words = useWords();
  return (
    <span className="verdict" data-verdict={word ?? "none"}>
      <span aria-hidden="true">{word === undefined ? "…" : SIGNS[word]}</span>{" "}
      {words(word === undefined ? "verdict.none" : `verdict.${word}`)}
    </span>
  );
}
