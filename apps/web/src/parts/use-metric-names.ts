import { useEffect, useState } from "react";
import type { LocalText } from "../compute/desk-types.ts";
import type { Job } from "../state/jobs.ts";
import { localName, usePicked } from "../state/store.ts";
import { useWords } from "../words/words.ts";

type Names = Readonly<Record<string, LocalText>>;

/** Says what a metric of a finished job measures, in the words of its report; by what it is of where its study gives it no words. */
export function useMetricNames(job: Job | undefined): (metric: string) => string {
  const words = useWords();
  const { shipped, language } = usePicked("shipped", "language");
  const [names, setNames] = useState<Names>({});
  const path = job?.files.find((file) => file === "result/metrics.json");
  const id = job?.id;
  useEffect(() => {
    setNames({});
    if (id === undefined || path === undefined) return undefined;
    let isOld = false;
    fetch(`/api/jobs/${id}/files/${path}`)
      .then(async (answer): Promise<{ readonly names?: Names }> => (answer.ok ? answer.json() : {}))
      .then(
        (found) => {
          if (!isOld && found.names !== undefined) setNames(found.names);
        },
        () => undefined, // The names that metrics have in files do as well.
      );
    return () => {
      isOld = true;
    };
  }, [id, path]);
  const nameOf = (part: string): string =>
    part === "minimum-energy" || part === "lofted" || part === "depressed"
      ? words(`path.${part}`)
      : localName(shipped?.systems.find((system) => system.id === part)?.name, language) || part;
  return (metric) => {
    const own = names[metric];
    if (own !== undefined) return localName(own, language);
    const [what = "", ...of] = metric.split(":");
    const said =
      what === "defendedPopulationShare" || what === "defendedAreaShare" || what === "leakage"
        ? words(`metric.${what}`)
        : names[what] === undefined
          ? what
          : localName(names[what], language);
    return [said, ...of.map(nameOf)].join(" · ");
  };
}
