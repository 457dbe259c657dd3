import { useEffect, useMemo, useState } from "react";
import type { Job } from "../state/jobs.ts";
import { openTrial } from "../state/open-trial.ts";
import { localName, usePicked } from "../state/store.ts";
import { useWords } from "../words/words.ts";
import { AltitudeBars } from "./altitude-bars.tsx";
import { readTrials, type TrialRow } from "./trial-rows.ts";
import { CountBars } from "./count-bars.tsx";
import { SizeChart } from "./size-chart.tsx";
import { TrialScatter } from "./trial-scatter.tsx";

interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** What of a raid's result the charts are drawn of. */
interface RaidDetails {
  readonly layers: readonly string[];
  readonly sizes: readonly { readonly size: number; readonly leakage: Interval }[];
  readonly variants: readonly { readonly id: string; readonly differences: Readonly<Record<string, Interval>> }[];
  readonly altitudes: Readonly<
    Record<string, { readonly hits: readonly number[]; readonly misses: readonly number[] }>
  >;
}

/** How many trials behind a bar are offered; the others are in trials.csv. */
const OFFERED = 24;

/** The charts of a finished raid. Behind each point and bar are trials, and each of them can be played. */
export function RaidCharts({ job }: { readonly job: Job }) {
  const words = useWords();
  const { shipped, language } = usePicked("shipped", "language");
  const [details, setDetails] = useState<RaidDetails>();
  const [rows, setRows] = useState<readonly TrialRow[]>();
  const [picked, setPicked] = useState<{ readonly what: string; readonly trials: readonly number[] }>();
  useEffect(() => {
    let isOld = false;
    const get = async (file: string): Promise<Response> => fetch(`/api/jobs/${job.id}/files/result/${file}`);
    void Promise.all([
      get("metrics.json").then((answer) => answer.json() as Promise<RaidDetails>),
      get("trials.csv").then((answer) => answer.text()),
    ]).then(
      ([found, csv]) => {
        if (isOld) return;
        setDetails(found);
        setRows(readTrials(csv));
      },
      () => undefined,
    );
    return () => {
      isOld = true;
    };
  }, [job.id]);
  const name = job.result!.name;
  const file = shipped?.studies.find((each) => each.name === name)?.study;
  const { seed } = job.result!;
  const play = (trial: number, part: { readonly variant?: string; readonly size?: number } = {}): void =>
    openTrial({ study: name, seed, trial, ...part });
  const pick = (what: string, trials: readonly number[]): void => {
    if (trials.length === 1) play(trials[0]!);
    else setPicked({ what, trials });
  };
  const byLeakers = useMemo(() => Map.groupBy(rows ?? [], ({ leakers }) => leakers), [rows]);
  if (details === undefined || rows === undefined || file === undefined) return null;
  const nameOfVariant = (id: string): string => {
    const variants = file.kind === "raid" || file.kind === "sensitivity" ? file.variants : undefined;
    const found = variants?.find((each) => each.id === id)?.name;
    return found === undefined ? id : localName(found, language);
  };
  return (
    <section className="charts" aria-label={words("chart.title")}>
      <p className="quiet">{words("chart.lead")}</p>
      <div className="chart-grid">
        <CountBars
          title={words("chart.leakers")}
          bars={[...byLeakers].map(([leakers, own]) => ({
            value: leakers,
            count: own.length,
            label: words("chart.leakersBar", { leakers, count: own.length }),
            onPick: () => pick(words("chart.leakersBar", { leakers, count: own.length }), own.map(({ trial }) => trial)), // prettier-ignore
          }))}
        />
        <TrialScatter rows={rows} onPick={pick} />
        {Object.entries(details.altitudes).map(([layer, counts]) => (
          <AltitudeBars key={layer} study={name} seed={seed} layer={layer} counts={counts} trials={rows.length} />
        ))}
        {details.sizes.length > 0 && <SizeChart sizes={details.sizes} onPick={(size) => play(0, { size })} />}
      </div>
      {details.variants.length > 0 && (
        <table>
          <caption>{words("chart.variants")}</caption>
          <tbody>
            {details.variants.map(({ id, differences }) => (
              <tr key={id}>
                <th scope="row">{nameOfVariant(id)}</th>
                <td>{signed(differences["leakage"], language)}</td>
                <td>
                  <button type="button" onClick={() => play(0, { variant: id })}>
                    {words("chart.playVariant")}
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {picked !== undefined && (
        <div className="picked" role="group" aria-label={picked.what} data-testid="picked">
          <p>{words("chart.behind", { what: picked.what })}</p>
          <ul className="row">
            {picked.trials.slice(0, OFFERED).map((trial) => (
              <li key={trial}>
                <button type="button" onClick={() => play(trial)}>
                  {words("chart.trial", { trial })}
                </button>
              </li>
            ))}
          </ul>
          {picked.trials.length > OFFERED && (
            <p className="quiet">{words("chart.more", { count: picked.trials.length - OFFERED })}</p>
          )}
        </div>
      )}
    </section>
  );
}

function signed(interval: Interval | undefined, language: string): string {
  if (interval === undefined) return "";
  const format = new Intl.NumberFormat(language, { maximumSignificantDigits: 2, signDisplay: "exceptZero" });
  const points = (value: number): string => format.format(100 * value);
  return `${points(interval.value)} (${points(interval.low)} – ${points(interval.high)}) %`;
}
