import { useStore } from "../state/store.ts";
import { useWords } from "../words/words.ts";

/** An interval as it stood when so many trials or draws were in. */
export interface NarrowingPoint {
  readonly done: number;
  readonly low: number;
  readonly value: number;
  readonly high: number;
}

const WIDTH = 320;
const HEIGHT = 96;
const LEFT = 44;
const RIGHT = 8;
const TOP = 8;
const BOTTOM = 22;

/** How the interval of a number narrows while trials come in: a band about a line, with the newest numbers beside it. */
export function NarrowingChart({
  title,
  points,
  wanted,
  unit,
  note,
}: {
  readonly title: string;
  readonly points: readonly NarrowingPoint[];
  readonly wanted: number;
  readonly unit: string;
  /** What the interval is. */
  readonly note: string;
}) {
  const words = useWords();
  const language = useStore((state) => state.language);
  const last = points.at(-1);
  if (last === undefined) return null;
  const isShare = unit === "1";
  const format = new Intl.NumberFormat(language, { maximumSignificantDigits: isShare ? 3 : 4 });
  const show = (value: number): string =>
    isShare ? `${format.format(100 * value)} %` : `${format.format(value)} ${unit}`.trim();
  const most = Math.max(...points.map(({ high }) => high));
  const least = Math.min(...points.map(({ low }) => low));
  const room = 0.05 * (most - least) || Math.abs(most) * 0.05 || 0.5;
  const [bottom, top] = [
    isShare ? Math.max(0, least - room) : least - room,
    isShare ? Math.min(1, most + room) : most + room,
  ];
  const x = (done: number): number => LEFT + ((WIDTH - LEFT - RIGHT) * done) / Math.max(wanted, last.done);
  const y = (value: number): number => TOP + ((HEIGHT - TOP - BOTTOM) * (top - value)) / (top - bottom || 1);
  const at = (point: NarrowingPoint, value: number): string => `${x(point.done).toFixed(1)} ${y(value).toFixed(1)}`;
  const band = [
    ...points.map((point) => at(point, point.high)),
    ...points.toReversed().map((point) => at(point, point.low)),
  ].join("L");
  return (
    <figure className="narrowing" data-testid="narrowing" data-points={points.length}>
      <figcaption>
        <strong>{title}</strong>{" "}
        <span data-testid="narrowing-now">
          {show(last.value)} ({words("chart.interval", { low: show(last.low), high: show(last.high) })})
        </span>
      </figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={`${title}: ${show(last.value)}`}>
        <path className="band" d={`M${band}Z`} />
        <path className="middle" d={`M${points.map((point) => at(point, point.value)).join("L")}`} />
        <line className="axis" x1={LEFT} x2={WIDTH - RIGHT} y1={HEIGHT - BOTTOM} y2={HEIGHT - BOTTOM} />
        <line className="axis" x1={LEFT} x2={LEFT} y1={TOP} y2={HEIGHT - BOTTOM} />
        <text x={LEFT - 4} y={TOP + 8} textAnchor="end">
          {show(top)}
        </text>
        <text x={LEFT - 4} y={HEIGHT - BOTTOM} textAnchor="end">
          {show(bottom)}
        </text>
        <text x={WIDTH - RIGHT} y={HEIGHT - 6} textAnchor="end">
          {words("chart.ofTrials", { done: last.done, wanted: Math.max(wanted, last.done) })}
        </text>
      </svg>
      <p className="quiet">{note}</p>
    </figure>
  );
}
