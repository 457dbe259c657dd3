import type { Metric } from "parapet";
import { useStore } from "../state/store.ts";
import { useWords } from "../words/words.ts";

const FIRST = 40;

/** The metrics of a run with their intervals, each as a bar on its own scale. */
export function MetricTable({
  metrics,
  nameOf,
}: {
  readonly metrics: Readonly<Record<string, Metric>>;
  readonly nameOf: (metric: string) => string;
}) {
  const words = useWords();
  const language = useStore((state) => state.language);
  const format = new Intl.NumberFormat(language, { maximumSignificantDigits: 3 });
  const show = (value: number, unit: string): string =>
    unit === "1" ? `${format.format(100 * value)} %` : `${format.format(value)} ${unit}`;
  return (
    <div className="scroll" tabIndex={0} role="group" aria-label={words("study.metrics")}>
      <table>
        <thead>
          <tr>
            <th scope="col">{words("study.metric")}</th>
            <th scope="col">{words("study.value")}</th>
            <th scope="col">{words("study.interval")}</th>
            <th scope="col" aria-hidden="true" />
          </tr>
        </thead>
        <tbody>
          {Object.entries(metrics)
            .slice(0, FIRST)
            .map(([name, { value, low, high, unit }]) => {
              const top = unit === "1" ? 1 : Math.max(Math.abs(high), Math.abs(low), Math.abs(value)) || 1;
              const x = (v: number): number => Math.max(0, Math.min(100, (100 * v) / top));
              return (
                <tr key={name}>
                  <th scope="row">{nameOf(name)}</th>
                  <td>{show(value, unit)}</td>
                  <td>{low === high ? "" : `${show(low, unit)} – ${show(high, unit)}`}</td>
                  <td className="bar-cell">
                    <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
                      <rect className="track-all" x="0" y="3.5" width="100" height="1" />
                      <rect
                        className="bar-influence"
                        x={x(low)}
                        y="1"
                        width={Math.max(0.5, x(high) - x(low))}
                        height="6"
                      />
                      <rect className="bar-middle" x={x(value) - 0.4} y="0" width="0.8" height="8" />
                    </svg>
                  </td>
                </tr>
              );
            })}
        </tbody>
      </table>
    </div>
  );
}
