/** One bar: how often a number came up. */
export interface CountBar {
  readonly value: number;
  readonly count: number;
  /** What the bar is, for who cannot see it. */
  readonly label: string;
  readonly onPick: () => void;
}

/** How often each number came up, as bars that can be opened; the number under each bar, the count above it. */
export function CountBars({ title, bars }: { readonly title: string; readonly bars: readonly CountBar[] }) {
  const sorted = bars.toSorted((a, b) => a.value - b.value);
  const most = Math.max(1, ...sorted.map(({ count }) => count));
  return (
    <figure className="chart">
      <figcaption>{title}</figcaption>
      <div className="count-bars">
        {sorted.map(({ value, count, label, onPick }) => (
          <button key={value} type="button" className="count-bar" title={label} onClick={onPick}>
            <span className="hidden">{label}</span>
            <span className="count" aria-hidden="true">
              {count}
            </span>
            <span className="column" style={{ height: `${Math.max(2, (80 * count) / most)}px` }} />
            <span className="value" aria-hidden="true">
              {value}
            </span>
          </button>
        ))}
      </div>
    </figure>
  );
}
