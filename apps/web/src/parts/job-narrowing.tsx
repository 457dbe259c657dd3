import type { Job } from "../state/jobs.ts";
import { useWords } from "../words/words.ts";
import type { WordKey } from "../words/en.ts";
import { NarrowingChart } from "./narrowing-chart.tsx";

const TITLES: Readonly<Record<string, WordKey>> = {
  leakage: "metric.leakage",
  probabilityNoLeaker: "metric.probabilityNoLeaker",
  interceptorsSpent: "metric.interceptorsSpent",
  defendedPopulationShare: "metric.defendedPopulationShare",
  defendedAreaShare: "metric.defendedAreaShare",
};

/** How the intervals of a job narrowed so far; nothing of work that has none. */
export function JobNarrowing({ history }: { readonly history: Job["history"] }) {
  const words = useWords();
  const last = history.at(-1);
  if (last === undefined) return null;
  return (
    <div className="chart-grid">
      {Object.entries(last.metrics).map(([name, { unit }]) => (
        <NarrowingChart
          key={name}
          title={TITLES[name] === undefined ? name : words(TITLES[name])}
          unit={unit}
          wanted={last.wanted}
          note={words(last.of === "luck" ? "chart.luck" : "chart.draws")}
          points={history.flatMap(({ done, metrics }) => {
            const metric = metrics[name];
            return metric === undefined ? [] : [{ done, ...metric }];
          })}
        />
      ))}
    </div>
  );
}
