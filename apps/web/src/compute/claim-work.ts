import { parseAssumptions, parseScenario, parseStudy, resolveStudy } from "parapet";
import { Crew } from "./crew.ts";
import { loadCountries } from "./countries.ts";
import { evaluateStudy } from "./evaluate-study.ts";
import { loadHighs } from "./highs.ts";
import type { Loaded } from "./shipped.ts";
import { writeOverrides } from "./work-texts.ts";

/** A claim's study with some values moved, under one of the sets of assumptions or under the catalogue. */
export interface ClaimAsked {
  readonly studyText: string;
  readonly scenarioText: string;
  readonly setText?: string;
  /** SI, by "system.value". */
  readonly values: Readonly<Record<string, number>>;
  readonly metric: string;
}

/** What the metric of a claim is then, or why it is not known. */
export type ClaimFound =
  | {
      readonly ok: true;
      readonly value: number;
      readonly unit: string;
      readonly trials?: number;
      readonly compute_ms: number;
    }
  | { readonly ok: false; readonly message: string };

let crew: Crew | undefined;
const known = new Map<string, ClaimFound>();

/** Computes what a claim's metric is with some values moved; what was computed before is known. */
export async function evaluateClaim(asked: ClaimAsked, loaded: Loaded): Promise<ClaimFound> {
  const key = JSON.stringify([asked.studyText, asked.scenarioText, asked.setText, asked.values, asked.metric]);
  const before = known.get(key);
  if (before !== undefined) return before;
  const found = await compute(asked, loaded);
  known.set(key, found);
  return found;
}

async function compute(
  { studyText, scenarioText, setText, values, metric }: ClaimAsked,
  { catalogue, prefectures, places }: Loaded,
): Promise<ClaimFound> {
  const start = performance.now();
  const scenario = parseScenario({ file: "scenario.yaml", content: scenarioText });
  const study = parseStudy({ file: "study.yaml", content: writeOverrides(studyText, values, catalogue) });
  const set = setText === undefined ? undefined : parseAssumptions({ file: "assumptions.yaml", content: setText });
  for (const parsed of [scenario, study, set])
    if (parsed !== undefined && !parsed.ok) return { ok: false, message: parsed.problems[0]!.message };
  if (!scenario.ok || !study.ok || set?.ok === false) return { ok: false, message: "" };
  const resolved = resolveStudy(study, scenario, catalogue, { assumptions: set });
  if (!resolved.ok) return { ok: false, message: resolved.problems[0]!.message };
  crew ??= new Crew(Math.max(1, Math.min(4, navigator.hardwareConcurrency || 2)), { prefectures, places });
  const hands = crew;
  const turn = hands.supersede();
  const { metrics, trials } = await evaluateStudy(resolved.study, resolved.hash, {
    prefectures,
    places,
    loadLand: async () =>
      [
        ...(await loadCountries()).map(({ geometry }) => geometry),
        ...prefectures.map(({ geometry }) => geometry),
      ] as never,
    mapArea: (shared, tasks) => hands.map(turn, shared, tasks),
    loadHighs,
  });
  const found = metrics[metric];
  if (found === undefined) return { ok: false, message: `the study has no metric "${metric}"` };
  const { value, unit } = found;
  return { ok: true, value, unit, ...(trials === undefined ? {} : { trials }), compute_ms: performance.now() - start };
}
