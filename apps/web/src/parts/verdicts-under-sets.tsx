import { formatQuantity } from "parapet";
import type { Verdict } from "../state/jobs.ts";
import { localName, usePicked } from "../state/store.ts";
import { useWords } from "../words/words.ts";
import { VerdictBadge } from "./verdict-badge.tsx";

/** The same claim under each set of assumptions, side by side. */
export function VerdictsUnderSets({ findings }: { readonly findings: NonNullable<Verdict["assumptionSets"]> }) {
  const words = useWords();
  const { shipped, language } = usePicked("shipped", "language");
  if (findings.length === 0) return null;
  return (
    <table className="sets">
      <caption className="quiet">{words("lab.underSets")}</caption>
      <tbody>
        {findings.map(({ set, verdict, value, low, high, unit }) => {
          const show = (each: number): string =>
            unit === "1" ? formatQuantity(100 * each, "%", language) : formatQuantity(each, unit, language);
          return (
            <tr key={set}>
              <th scope="row">{localName(shipped?.assumptions.find(({ id }) => id === set)?.name, language) || set}</th>
              <td>
                <VerdictBadge word={verdict} />
              </td>
              <td>
                {show(value)} {low === high ? "" : `(${words("chart.interval", { low: show(low), high: show(high) })})`}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
