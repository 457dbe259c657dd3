/** Steps of a slider from end to end. */
const STEPS = 200;

/**
 * A slider whose track shows the published range and where the published value stands, and the part on which something holds with the points where
 * that turns.
 */
export function RangeTrack({
  id,
  ends: [min, max],
  published,
  holds = [],
  turns = [],
  value,
  text,
  onHold,
  onCommit,
}: {
  readonly id: string;
  readonly ends: readonly [min: number, max: number];
  readonly published: { readonly low: number; readonly value: number; readonly high: number };
  readonly holds?: readonly (readonly [from: number, to: number])[];
  readonly turns?: readonly number[];
  readonly value: number;
  /** The value as it is said to who cannot see it. */
  readonly text: string;
  readonly onHold: (value: number) => void;
  readonly onCommit: () => void;
}) {
  const share = (at: number): number => (100 * (at - min)) / (max - min || 1);
  return (
    <div className="track">
      <svg aria-hidden="true" preserveAspectRatio="none" viewBox="0 0 100 10">
        <rect className="track-all" x="0" y="4" width="100" height="2" />
        <rect
          className="track-published"
          x={share(published.low)}
          y="2.5"
          width={Math.max(0.8, share(published.high) - share(published.low))}
          height="5"
        />
        {holds.map(([from, to]) => (
          <rect
            key={from}
            className="track-holds"
            x={share(from)}
            y="2.5"
            width={Math.max(0.4, share(to) - share(from))}
            height="5"
          />
        ))}
        {turns.map((turn) => (
          <rect key={turn} className="track-turn" x={share(turn) - 0.35} y="-2" width="0.7" height="14" />
        ))}
        <rect className="track-value" x={share(published.value) - 0.35} y="0" width="0.7" height="10" />
      </svg>
      <input
        id={id}
        type="range"
        min={min}
        max={max}
        step={(max - min) / STEPS}
        value={value}
        aria-valuetext={text}
        onChange={(event) => onHold(Number(event.target.value))}
        onPointerUp={onCommit}
        onKeyUp={onCommit}
        onBlur={onCommit}
      />
    </div>
  );
}
