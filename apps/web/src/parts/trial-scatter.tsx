import { type KeyboardEvent, useMemo } from "react";
import { useWords } from "../words/words.ts";
import type { TrialRow } from "./trial-rows.ts";

const WIDTH = 320;
const HEIGHT = 190;
const LEFT = 40;
const RIGHT = 10;
const TOP = 10;
const BOTTOM = 34;

/** Every trial as a point: what was fired against what came through. Trials that came to the same share a point, larger for more of them. */
export function TrialScatter({
  rows,
  onPick,
}: {
  readonly rows: readonly TrialRow[];
  readonly onPick: (what: string, trials: readonly number[]) => void;
}) {
  const words = useWords();
  const points = useMemo(
    () =>
      [...Map.groupBy(rows, ({ spent, leakers }) => `${spent} ${leakers}`).values()].map((own) => ({
        spent: own[0]!.spent,
        leakers: own[0]!.leakers,
        trials: own.map(({ trial }) => trial),
      })),
    [rows],
  );
  const spents = points.map(({ spent }) => spent);
  const [least, most] = [Math.min(...spents), Math.max(...spents)];
  const top = Math.max(1, ...points.map(({ leakers }) => leakers));
  const largest = Math.max(...points.map(({ trials }) => trials.length));
  const x = (spent: number): number =>
    LEFT + 10 + ((WIDTH - LEFT - RIGHT - 20) * (spent - least)) / Math.max(1, most - least);
  const y = (leakers: number): number => HEIGHT - BOTTOM - 8 - ((HEIGHT - TOP - BOTTOM - 16) * leakers) / top;
  return (
    <figure className="chart">
      <figcaption>{words("chart.scatter")}</figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="group" aria-label={words("chart.scatter")} className="scatter">
        <line className="axis" x1={LEFT} x2={WIDTH - RIGHT} y1={HEIGHT - BOTTOM} y2={HEIGHT - BOTTOM} />
        <line className="axis" x1={LEFT} x2={LEFT} y1={TOP} y2={HEIGHT - BOTTOM} />
        <text x={LEFT - 4} y={y(0) + 4} textAnchor="end">
          0
        </text>
        <text x={LEFT - 4} y={y(top) + 4} textAnchor="end">
          {top}
        </text>
        <text x={x(least)} y={HEIGHT - BOTTOM + 13} textAnchor="middle">
          {least}
        </text>
        {most > least && (
          <text x={x(most)} y={HEIGHT - BOTTOM + 13} textAnchor="middle">
            {most}
          </text>
        )}
        <text x={(LEFT + WIDTH) / 2} y={HEIGHT - 6} textAnchor="middle">
          {words("chart.spent")}
        </text>
        <text x={12} y={HEIGHT / 2 - 8} textAnchor="middle" transform={`rotate(-90 12 ${HEIGHT / 2 - 8})`}>
          {words("chart.through")}
        </text>
        {points.map(({ spent, leakers, trials }) => {
          const label = words("chart.point", { spent, leakers, count: trials.length });
          const open = (): void => onPick(label, trials);
          return (
            <circle
              key={`${spent} ${leakers}`}
              className="point"
              cx={x(spent)}
              cy={y(leakers)}
              r={3 + 7 * Math.sqrt(trials.length / largest)}
              role="button"
              tabIndex={0}
              aria-label={label}
              data-trials={trials.length}
              data-leakers={leakers}
              data-spent={spent}
              onClick={open}
              onKeyDown={(event: KeyboardEvent) => {
                if (event.key !== "Enter" && event.key !== " ") return;
                event.preventDefault();
                open();
              }}
            >
              <title>{label}</title>
            </circle>
          );
        })}
      </svg>
    </figure>
  );
}
