import { killProbabilityQuantile, meanKillProbability, updateByTests } from "../engagement/kill-probability.ts";
import type { ValueLookup } from "./overrides.ts";
import type { ResolvedInterceptor, ResolvedUnit, SourcedValue } from "./types.ts";

/** Ends of the interval that is told of a record. */
const LOW = 0.05;
const HIGH = 0.95;

/** Units whose rounds kill as the published test record of their kind says; kinds without a record keep the catalogue's kill probability. */
export function takeTestRecords(units: readonly ResolvedUnit[], lookup: ValueLookup): readonly ResolvedUnit[] {
  return units.map((unit) => ({
    ...unit,
    launchers: unit.launchers.map((launcher) => ({
      ...launcher,
      interceptor: takeTestRecord(launcher.interceptor, lookup),
    })),
  }));
}

function takeTestRecord(interceptor: ResolvedInterceptor, lookup: ValueLookup): ResolvedInterceptor {
  const hits = lookup(interceptor.id, "testHits");
  const attempts = lookup(interceptor.id, "testAttempts");
  if (hits === undefined || attempts === undefined) return interceptor;
  const posterior = updateByTests(hits.value, attempts.value);
  const value = meanKillProbability(posterior);
  const low = killProbabilityQuantile(posterior, LOW);
  const high = killProbabilityQuantile(posterior, HIGH);
  const killProbability: SourcedValue = {
    value,
    low,
    high,
    dimension: "share",
    unit: "",
    text: value.toFixed(3),
    lowText: low.toFixed(3),
    highText: high.toFixed(3),
    status: "derived",
    sources: [...new Set([...hits.sources, ...attempts.sources])],
    derivation: `Mean and 5 to 95 % of Beta(${posterior.alpha}, ${posterior.beta}): ${hits.value} hits of ${attempts.value} tests after a uniform prior.`,
    systemId: interceptor.id,
    name: "killProbability",
    posterior,
  };
  return { ...interceptor, killProbability };
}
