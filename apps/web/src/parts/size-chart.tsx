import type { KeyboardEvent } from "react";
import { useWords } from "../words/words.ts";

const WIDTH = 320;
const HEIGHT = 190;
const LEFT = 40;
const RIGHT = 14;
const TOP = 10;
const BOTTOM = 34;

/** What comes through of raids of growing size, with the interval that luck leaves; a point opens a trial of that size. */
export function SizeChart({
  sizes,
  onPick,
}: {
  readonly sizes: readonly {
    readonly size: number;
    readonly leakage: { readonly value: number; readonly low: number; readonly high: number };
  }[];
  readonly onPick: (size: number) => void;
}) {
  const words = useWords();
  const most = Math.max(...sizes.map(({ size }) => size));
  const top = Math.max(0.05, ...sizes.map(({ leakage }) => leakage.high));
  const x = (size: number): number => LEFT + ((WIDTH - LEFT - RIGHT) * size) / most;
  const y = (share: number): number => HEIGHT - BOTTOM - ((HEIGHT - TOP - BOTTOM) * share) / top;
  const percent = (share: number): string => `${Math.round(100 * share)} %`;
  return (
    <figure className="chart">
      <figcaption>{words("chart.sizes")}</figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="group" aria-label={words("chart.sizes")}>
        <line className="axis" x1={LEFT} x2={WIDTH - RIGHT} y1={y(0)} y2={y(0)} />
        <line className="axis" x1={LEFT} x2={LEFT} y1={TOP} y2={y(0)} />
        <text x={LEFT - 4} y={y(0) + 4} textAnchor="end">
          0 %
        </text>
        <text x={LEFT - 4} y={y(top) + 8} textAnchor="end">
          {percent(top)}
        </text>
        <text x={(LEFT + WIDTH) / 2} y={HEIGHT - 6} textAnchor="middle">
          {words("chart.missiles")}
        </text>
        <path
          className="middle"
          d={`M${sizes.map(({ size, leakage }) => `${x(size).toFixed(1)} ${y(leakage.value).toFixed(1)}`).join("L")}`}
        />
        {sizes.map(({ size, leakage }) => {
          const label = words("chart.sizePoint", {
            size,
            value: percent(leakage.value),
            low: percent(leakage.low),
            high: percent(leakage.high),
          });
          return (
            <g key={size}>
              <line className="whisker" x1={x(size)} x2={x(size)} y1={y(leakage.low)} y2={y(leakage.high)} />
              <text x={x(size)} y={HEIGHT - BOTTOM + 13} textAnchor="middle">
                {size}
              </text>
              <circle
                className="point"
                cx={x(size)}
                cy={y(leakage.value)}
                r="5"
                role="button"
                tabIndex={0}
                aria-label={label}
                onClick={() => onPick(size)}
                onKeyDown={(event: KeyboardEvent) => {
                  if (event.key !== "Enter" && event.key !== " ") return;
                  event.preventDefault();
                  onPick(size);
                }}
              >
                <title>{label}</title>
              </circle>
            </g>
          );
        })}
      </svg>
    </figure>
  );
}
