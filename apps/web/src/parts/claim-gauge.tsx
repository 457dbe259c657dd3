import type { Criterion } from "parapet";

const WIDTH = 400;
const HEIGHT = 40;

/** The metric on a line with the claim's bounds: a thin broken mark for a preview, a thick one for the exact answer, the published answer as a tick. */
export function ClaimGauge({
  value,
  published,
  criterion: { atLeast, atMost },
  isExact,
  isShare,
  show,
}: {
  readonly value: number;
  readonly published: number;
  readonly criterion: Criterion;
  readonly isExact: boolean;
  readonly isShare: boolean;
  readonly show: (value: number) => string;
}) {
  const all = [value, published, atLeast, atMost, 0].filter((each) => each !== undefined);
  const [least, most] = isShare ? [0, 1] : [Math.min(...all), Math.max(...all) * 1.15 || 1];
  const x = (each: number): number => 8 + ((WIDTH - 16) * (each - least)) / (most - least || 1);
  const from = x(atLeast ?? least);
  const to = x(atMost ?? most);
  return (
    <svg className="gauge" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      <rect className="track-all" x="8" y="12" width={WIDTH - 16} height="4" />
      <rect className="gauge-holds" x={from} y="9" width={Math.max(0, to - from)} height="10" />
      {[atLeast, atMost].map((bound) =>
        bound === undefined ? null : (
          <g key={bound}>
            <line className="gauge-bound" x1={x(bound)} x2={x(bound)} y1="4" y2="24" />
            <text x={Math.max(20, Math.min(WIDTH - 20, x(bound)))} y="36" textAnchor="middle">
              {show(bound)}
            </text>
          </g>
        ),
      )}
      <line className="gauge-published" x1={x(published)} x2={x(published)} y1="8" y2="20" />
      <line className={isExact ? "gauge-exact" : "gauge-preview"} x1={x(value)} x2={x(value)} y1="1" y2="27" />
    </svg>
  );
}
