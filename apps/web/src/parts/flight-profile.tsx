import type { DrawnFlight } from "../compute/desk-types.ts";
import { useWords } from "../words/words.ts";

const WIDTH = 270;
const HEIGHT = 150;
const LEFT = 44;
const BOTTOM = 22;

/** Altitude against time, with the 100 km line and a mark at `at_s`. */
export function FlightProfile({ flight, at_s }: { readonly flight: DrawnFlight; readonly at_s?: number }) {
  const words = useWords();
  const top = Math.max(...flight.altitude_m);
  const start = flight.time_s[0]!;
  const end = flight.time_s.at(-1)!;
  const x = (time: number): number => LEFT + ((WIDTH - LEFT - 6) * (time - start)) / (end - start || 1);
  const y = (altitude: number): number => HEIGHT - BOTTOM - ((HEIGHT - BOTTOM - 8) * altitude) / top;
  const line = flight.time_s
    .map((time, i) => `${i === 0 ? "M" : "L"}${x(time).toFixed(1)} ${y(flight.altitude_m[i]!).toFixed(1)}`)
    .join("");
  const km = (altitude: number): string => Math.round(altitude / 1000).toLocaleString();
  return (
    <svg
      className="profile"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={`${words("assess.flight")}: ${km(top)} km`}
    >
      <line className="axis" x1={LEFT} x2={WIDTH - 6} y1={y(0)} y2={y(0)} />
      <line className="axis" x1={LEFT} x2={LEFT} y1={8} y2={y(0)} />
      {top > 100_000 && <line className="edge" x1={LEFT} x2={WIDTH - 6} y1={y(100_000)} y2={y(100_000)} />}
      <text x={LEFT - 4} y={y(top) + 4} textAnchor="end">
        {km(top)}
      </text>
      <text x={LEFT - 4} y={y(0)} textAnchor="end">
        0 km
      </text>
      <text x={WIDTH - 6} y={HEIGHT - 6} textAnchor="end">
        {((end - start) / 60).toFixed(1)} min
      </text>
      <path className="flight" d={line} />
      {at_s !== undefined && <line className="now" x1={x(at_s)} x2={x(at_s)} y1={8} y2={y(0)} />}
    </svg>
  );
}
