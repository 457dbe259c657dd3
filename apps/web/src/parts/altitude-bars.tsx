import { useState } from "react";
import { desk } from "../compute/desk.ts";
import { openTrial } from "../state/open-trial.ts";
import { usePicked } from "../state/store.ts";
import { useWords } from "../words/words.ts";

const BIN_km = 10;
const ROW = 12;
const LEFT = 52;
const WIDTH = 320;

/** At which altitudes the rounds of a layer meet their targets, hits and misses; a bar opens the first trial with a round that met one there. */
export function AltitudeBars({
  study,
  seed,
  layer,
  counts,
  trials,
}: {
  readonly study: string;
  readonly seed: number;
  readonly layer: string;
  readonly counts: { readonly hits: readonly number[]; readonly misses: readonly number[] };
  readonly trials: number;
}) {
  const words = useWords();
  const shipped = usePicked("shipped").shipped;
  const [isSearching, setSearching] = useState(false);
  const [trouble, setTrouble] = useState<string>();
  const bins = counts.hits.flatMap((hits, bin) => {
    const misses = counts.misses[bin]!;
    return hits + misses === 0 ? [] : [{ bin, hits, misses }];
  });
  const file = shipped?.studies.find(({ name }) => name === study);
  const scenario = shipped?.scenarios.find(({ name }) => name === file?.study.scenario);
  if (bins.length === 0 || file === undefined || scenario === undefined) return null;
  const most = Math.max(...bins.map(({ hits, misses }) => hits + misses));
  const [first, last] = [bins[0]!.bin, bins.at(-1)!.bin];
  const width = (count: number): number => ((WIDTH - LEFT - 40) * count) / most;
  const find = async (bin: number): Promise<void> => {
    setSearching(true);
    setTrouble(undefined);
    const [low_m, high_m] = [1000 * BIN_km * bin, 1000 * BIN_km * (bin + 1)];
    const asked = { studyText: file.text, scenarioText: scenario.text, seed, layer, low_m, high_m, trials };
    try {
      const found = await desk.findTrial(asked);
      if (found === undefined) setTrouble(words("chart.noTrial"));
      else openTrial({ study, seed, trial: found.trial }, { threat: found.threat, time_s: found.time_s });
    } catch (error) {
      setTrouble(error instanceof Error ? error.message : String(error));
    } finally {
      setSearching(false);
    }
  };
  const height = ROW * (last - first + 1);
  return (
    <figure className="chart">
      <figcaption>{words("chart.altitudes", { layer })}</figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${height + 20}`} role="group" aria-label={words("chart.altitudes", { layer })}>
        {bins.map(({ bin, hits, misses }) => {
          const y = ROW * (last - bin);
          const label = words("chart.altitudeBar", { low: BIN_km * bin, high: BIN_km * (bin + 1), hits, misses });
          return (
            <g key={bin}>
              <g
                className="bin"
                role="button"
                tabIndex={0}
                aria-label={label}
                onClick={() => void find(bin)}
                onKeyDown={(event) => {
                  if (event.key !== "Enter" && event.key !== " ") return;
                  event.preventDefault();
                  void find(bin);
                }}
              >
                <title>{label}</title>
                <rect className="bin-room" x={LEFT} y={y} width={WIDTH - LEFT} height={ROW} />
                <rect className="bin-hit" x={LEFT} y={y + 1} width={width(hits)} height={ROW - 2} />
                <rect className="bin-miss" x={LEFT + width(hits)} y={y + 1} width={width(misses)} height={ROW - 2} />
              </g>
              <text aria-hidden="true" x={LEFT + width(hits + misses) + 4} y={y + ROW - 2}>
                {hits + misses}
              </text>
              {(bin === first || bin === last || bin % 5 === 0) && (
                <text aria-hidden="true" x={LEFT - 4} y={y + ROW - 2} textAnchor="end">
                  {BIN_km * bin} km
                </text>
              )}
            </g>
          );
        })}
        <line className="axis" x1={LEFT} x2={LEFT} y1="0" y2={height} />
        <text x={LEFT} y={height + 14}>
          ■ {words("chart.hits")} □ {words("chart.misses")}
        </text>
      </svg>
      {isSearching && <p role="status">{words("chart.searching")}</p>}
      {trouble !== undefined && <p role="alert">{trouble}</p>}
    </figure>
  );
}
