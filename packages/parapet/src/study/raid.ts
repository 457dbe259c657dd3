import type { RaidProblem } from "../engine/raid-problem.ts";
import type { RaidParameter } from "../engine/trial-types.ts";
import { addFaults, NO_FAULTS } from "../math/fault-tally.ts";
import { makeStream } from "../math/random.ts";
import { quantile } from "../math/statistics.ts";
import type { LocalText } from "../scenario/fields.ts";
import type { RaidStudy } from "../scenario/types.ts";
import type { Metric } from "./defended-area-summary.ts";
import type { NumbersSummary, NumbersSweep, StudyNumbers } from "./numbers.ts";
import { drawRows, makeNominalRow, moveParameter } from "./parameter.ts";
import type { RaidDefinition } from "./raid-definition.ts";
import {
  leakageOfTrials,
  listRaidMetrics,
  metricsOfTrials,
  namePart,
  numbersOfTrials,
  pairedDifference,
} from "./raid-numbers.ts";
import type { RaidIndex } from "./raid-indices.ts";
import { joinAnswers, type MapRaid, TrialPlan } from "./raid-plan.ts";
import {
  ALTITUDE_BINS,
  countTrialFaults,
  type RaidAnswer,
  RaidFields,
  type RaidShared,
  TIME_BINS,
} from "./raid-trials.ts";

/** Trials with each set of values drawn from what is not known. */
const TRIALS_PER_ROW = 10;
/** Trials of a raid of another size: with central values at least, and with each set of drawn values. */
const SIZE_TRIALS = 20;
const SIZE_TRIALS_PER_ROW = 4;
/** The first look at the interval; each further one is at twice as many trials. */
const FIRST_LOOK = 500;
/** A raid saturates a defence when more than this share comes through. */
const SATURATED = 0.1;

/** Metrics whose paired differences are told for every variant, beside the launch windows of each layer. */
const COMPARED = ["leakage", "firstTrackDelay", "fireControlDelay", "handoverError", "interceptorsSpent"] as const;

/** Leakage of a raid of a size: with central values, and 5 % and 95 % of what the draws gave. */
export interface SizePoint {
  readonly size: number;
  readonly leakage: Metric;
  readonly draws: readonly number[];
}

/** A variant beside the raid as it stands. */
export interface VariantResult {
  readonly id: string;
  readonly metrics: Readonly<Record<string, Metric>>;
  /** Variant less raid, trial by trial under the same chance. */
  readonly differences: Readonly<Record<string, Metric>>;
}

/** Counts of intercepts of one layer, hits and misses. */
export interface InterceptCounts {
  readonly hits: readonly number[];
  readonly misses: readonly number[];
}

/** The answer of a raid study as plain data. */
export interface RaidSummary extends NumbersSummary {
  readonly kind: "raid";
  readonly layers: readonly string[];
  readonly threats: number;
  /** Trials that were run with central values. */
  readonly trials: number;
  /** All trials, with those of draws, ends of ranges, sizes and variants. */
  readonly allTrials: number;
  /** What is not known: 5 % and 95 % of the means over draws, by metric. `metrics` tell the luck that is left with central values. */
  readonly unknown: Readonly<Record<string, { readonly low: number; readonly high: number }>>;
  readonly unknownRows: number;
  readonly sizes: readonly SizePoint[];
  readonly variants: readonly VariantResult[];
  /** By layer: 10 km of altitude, 20 s of time a bin. */
  readonly altitudes: Readonly<Record<string, InterceptCounts>>;
  readonly times: Readonly<Record<string, InterceptCounts>>;
  readonly killModel: RaidStudy["killModel"];
  readonly isUpperBound: boolean;
  /** Of a sensitivity study: what the leakage turns on, most first. */
  readonly indices?: readonly RaidIndex[];
}

/** The raid of a study as the engine's problem is made of it. */
export function defineRaid(study: RaidStudy): RaidDefinition {
  const { name, scenario, units, aims, controller, killModel, perfectInformation, cycle_s } = study;
  return {
    name,
    scenario,
    units: units.map(({ id }) => id),
    groups: study.groups.map((group) => ({
      ...group,
      launchRegion: scenario.launchRegions.find(({ id }) => id === group.launchRegion)!,
      aims: group.aims.map((id) => aims.find((aim) => aim.id === id)!),
    })),
    layers: study.layers.map((layer) => ({ ...layer, reserveValue: layer.reserveValue ?? Infinity })),
    controller,
    killModel,
    perfectInformation,
    cycle_s,
    variants: study.variants.map((variant) => ({ ...variant, values: {} })),
  };
}

/** Everything that the tasks of a study share, with the rows of values that it asks for. */
export function shareRaid(study: RaidStudy, problem: RaidProblem): RaidShared {
  const { parameters } = problem;
  const drawn = drawRows(parameters, study.unknowns, (purpose) => makeStream(study.seed, 0, purpose));
  const nominal = makeNominalRow(parameters);
  const ends =
    study.sensitivity === 0
      ? []
      : parameters.flatMap((parameter, index) =>
          parameter.drawn
            ? [moveParameter(nominal, index, parameter.low), moveParameter(nominal, index, parameter.high)]
            : [],
        );
  return { problem, seed: study.seed, rows: [...drawn, ...ends] };
}

/**
 * Runs the trials of a raid: with central values until the interval of leakage is narrow enough or the trials are used up; then with values drawn
 * from what is not known, at the ends of each range, for smaller raids and for every variant, all with the same chance. The same study gives the
 * same numbers however the tasks are shared out.
 */
export async function runRaid(study: RaidStudy, shared: RaidShared, mapTrials: MapRaid): Promise<RaidSummary> {
  const { problem } = shared;
  const fields = new RaidFields(problem.layers.map(({ id }) => id));
  let faults = NO_FAULTS;
  const map: MapRaid = async (tasks, label) => {
    const answers = await mapTrials(tasks, label);
    faults = addFaults(faults, countTrialFaults(answers, shared));
    return answers;
  };
  const firstLook = study.stopAt === undefined ? study.draws : Math.min(study.draws, FIRST_LOOK);
  const perRow = Math.min(TRIALS_PER_ROW, study.draws);

  // Everything that rests on nothing else, in one list of tasks.
  const first = new TrialPlan(fields);
  const looked = first.ask([{}], 0, firstLook);
  const rowsOf = first.ask(listRows(study.unknowns), 0, perRow);
  const sweptOf = askSweep(study, shared, first);
  const sizesOf = study.sizes.map((size) => askSize(study, size, first));
  const askVariants = (plan: TrialPlan, trials: number): (() => readonly RaidAnswer[])[] =>
    study.variants.map(({ id }) => plan.ask([{ variant: id }], 0, trials));
  const atOnce = study.stopAt === undefined ? askVariants(first, study.draws) : undefined;
  await first.run(map, "trials");

  // With central values, looking at the interval at fixed numbers of trials.
  let nominal = looked()[0]!;
  let done = firstLook;
  let all = first.trials;
  while (study.stopAt !== undefined && done < study.draws) {
    const { low, high } = metricsOfTrials(nominal.records, fields, study.seed)["leakage"]!;
    if (0.5 * (high - low) <= study.stopAt) break;
    const next = Math.min(study.draws, 2 * done);
    const more = new TrialPlan(fields);
    const answers = more.ask([{}], done, next);
    await more.run(map, "trials until the interval is narrow");
    nominal = joinAnswers([nominal, ...answers()], fields);
    done = next;
    all += more.trials;
  }
  const last = new TrialPlan(fields);
  const variantsOf = atOnce ?? askVariants(last, done);
  await last.run(map, "variants");
  all += last.trials;

  const nominalMetrics = metricsOfTrials(nominal.records, fields, study.seed);
  const metrics: Record<string, Metric> = { ...nominalMetrics };
  const drawn = rowsOf().map(({ records }) => numbersOfTrials(records, fields));
  const nominalNumbers = numbersOfTrials(nominal.records, fields);
  const sensitivity = sweptOf(nominalNumbers);
  const sizes = sizesOf.map((sizeOf) => sizeOf(fields));
  const variants: VariantResult[] = [];
  for (const [i, { id }] of study.variants.entries()) {
    const [varied] = variantsOf[i]!();
    const compared = [...COMPARED, ...study.layers.map((layer) => `launchWindow${namePart(layer.id)}`)];
    const differences = Object.fromEntries(
      compared.map((name) => [
        name,
        pairedDifference({ of: varied!.records, less: nominal.records }, fields, name, study.seed),
      ]),
    );
    variants.push({ id, metrics: metricsOfTrials(varied!.records, fields, study.seed), differences });
    for (const name of compared) metrics[`${name}Change${namePart(id)}`] = differences[name]!;
  }
  const saturation = findSaturation(sizes);
  if (saturation !== undefined) metrics["saturationSize"] = saturation.metric;

  const draws = Object.fromEntries(
    Object.keys(metrics).map((name) => [
      name,
      name === "saturationSize"
        ? saturation!.draws
        : drawn.flatMap((numbers) => (name in numbers ? [numbers[name]!] : [])),
    ]),
  );
  return {
    kind: "raid",
    layers: fields.layers,
    threats: problem.threats.length,
    trials: done,
    allTrials: all,
    metrics,
    draws,
    unknown: Object.fromEntries(
      Object.entries(draws).flatMap(([name, values]) => {
        if (values.length < 2) return [];
        const sorted = values.toSorted((a, b) => a - b);
        return [[name, { low: quantile(sorted, 0.05), high: quantile(sorted, 0.95) }] as const];
      }),
    ),
    unknownRows: study.unknowns,
    unmeasured: Object.keys(metrics).filter((name) => name in nominalMetrics && !(name in nominalNumbers)),
    sensitivity,
    faults,
    names: { ...RAID_METRICS, ...nameLayerMetrics(study) },
    sizes,
    variants,
    altitudes: countsOf(nominal.altitudes, fields.layers, ALTITUDE_BINS),
    times: countsOf(nominal.times, fields.layers, TIME_BINS),
    killModel: study.killModel,
    isUpperBound: study.perfectInformation,
  };
}

/** The first rows of values that were drawn. */
function listRows(count: number): { readonly row: number }[] {
  return Array.from({ length: count }, (_, row) => ({ row }));
}

/**
 * Metrics at both ends of every range that draws move, the others at their central values. Where many sizes are asked about, it is each size that is
 * asked at the ends, so that the size that saturates has its sweep too; leakage is then that of the largest.
 */
function askSweep(
  study: RaidStudy,
  { problem }: RaidShared,
  plan: TrialPlan,
): (nominal: StudyNumbers) => readonly NumbersSweep[] {
  if (study.sensitivity === 0) return () => [];
  const drawn = problem.parameters.filter((parameter) => parameter.drawn);
  const moved = drawn.flatMap((parameter, i) =>
    isInert(parameter, problem) ? [] : [{ parameter, rows: [0, 1].map((end) => study.unknowns + 2 * i + end) }],
  );
  const fields = new RaidFields(problem.layers.map(({ id }) => id));
  const sizes = study.sizes.length === 0 ? [undefined] : study.sizes;
  const ask = (rows: readonly { readonly row?: number }[]): (() => readonly StudyNumbers[]) => {
    const answers = sizes.map((size) =>
      plan.ask(
        rows.map((row) => (size === undefined ? row : { ...row, size })),
        0,
        study.sensitivity,
      ),
    );
    return () => {
      const bySize = answers.map((of) => of().map(({ records }) => numbersOfTrials(records, fields)));
      return rows.map((_, r) => {
        const numbers = bySize.at(-1)![r]!;
        if (study.sizes.length === 0) return numbers;
        const leakages = study.sizes.map((size, s) => ({ size, leakage: bySize[s]![r]!["leakage"]! }));
        return { ...numbers, saturationSize: findCrossing(leakages) };
      });
    };
  };
  const endsOf = ask(moved.flatMap(({ rows }) => rows.map((row) => ({ row }))));
  const centreOf = study.draws >= study.sensitivity || study.sizes.length > 0 ? ask([{}]) : () => [];
  return (nominal) => {
    const ends = endsOf();
    const centre = centreOf()[0] ?? nominal;
    return moved.map(({ parameter }, i): NumbersSweep => {
      const points = [
        { value: parameter.low, numbers: ends[2 * i]! },
        { value: parameter.value, numbers: centre },
        { value: parameter.high, numbers: ends[2 * i + 1]! },
      ];
      return { parameter, sweep: points.filter(({ value }, k) => k === 0 || value > points[k - 1]!.value) };
    });
  };
}

/** True for what cannot matter by itself: who knows the warhead, where with central values nothing flies with any. */
function isInert({ name }: RaidParameter, { threats, parameters, assumptions }: RaidProblem): boolean {
  if (name !== "discrimination") return false;
  return threats.every(({ objects }) => Math.round(parameters[objects ?? assumptions.objectsPerThreat]!.value) <= 1);
}

function askSize(study: RaidStudy, size: number, plan: TrialPlan): (fields: RaidFields) => SizePoint {
  const trials = Math.min(study.draws, Math.max(SIZE_TRIALS, Math.floor(study.draws / 10)));
  const centralOf = plan.ask([{ size }], 0, trials);
  const rows = listRows(study.unknowns).map((row) => ({ size, ...row }));
  const rowsOf = plan.ask(rows, 0, Math.min(SIZE_TRIALS_PER_ROW, trials));
  return (fields) => ({
    size,
    leakage: metricsOfTrials(centralOf()[0]!.records, fields, study.seed)["leakage"]!,
    draws: rowsOf().map(({ records }) => leakageOfTrials(records, fields)),
  });
}

/** The number of missiles at which leakage passes 10 %, between two sizes on a straight line; the largest asked when it never does. */
function findSaturation(
  sizes: readonly SizePoint[],
): { readonly metric: Metric; readonly draws: readonly number[] } | undefined {
  if (sizes.length === 0) return undefined;
  const crossing = (leakageOf: (point: SizePoint) => number): number =>
    findCrossing(sizes.map((point) => ({ size: point.size, leakage: leakageOf(point) })));
  const value = crossing(({ leakage }) => leakage.value);
  const draws = (sizes[0]?.draws ?? []).map((_, row) => crossing((point) => point.draws[row]!));
  const ends = [value, crossing(({ leakage }) => leakage.high), crossing(({ leakage }) => leakage.low)];
  return { metric: { value, low: Math.min(...ends), high: Math.max(...ends), unit: "" }, draws };
}

/** Where leakage, from none of none on, first passes what counts as saturated; the largest size when it never does. */
function findCrossing(points: readonly { readonly size: number; readonly leakage: number }[]): number {
  let before = { size: 0, leakage: 0 };
  for (const { size, leakage } of points) {
    if (leakage > SATURATED)
      return before.size + ((SATURATED - before.leakage) / (leakage - before.leakage)) * (size - before.size);
    before = { size, leakage };
  }
  return points.at(-1)!.size;
}

function countsOf(
  counts: Uint32Array,
  layers: readonly string[],
  bins: number,
): Readonly<Record<string, InterceptCounts>> {
  return Object.fromEntries(
    layers.map((layer, i) => [
      layer,
      {
        hits: [...counts.subarray(2 * i * bins, (2 * i + 1) * bins)],
        misses: [...counts.subarray((2 * i + 1) * bins, (2 * i + 2) * bins)],
      },
    ]),
  );
}

/** What the metrics without a layer are called. */
export const RAID_METRICS: Readonly<Record<string, LocalText>> = {
  leakage: { en: "missiles that come through", ja: "突破するミサイルの割合" },
  probabilityNoLeaker: { en: "raids from which nothing comes through", ja: "一発も突破されない確率" },
  interceptorsSpent: { en: "interceptors fired", ja: "発射した迎撃弾の数" },
  saturationSize: { en: "missiles at which a tenth comes through", ja: "一割が突破する発数" },
};

/** What the metrics of each layer are called. */
function nameLayerMetrics({ layers, names }: RaidStudy): Readonly<Record<string, LocalText>> {
  return Object.fromEntries(
    layers.flatMap(({ id }): readonly (readonly [string, LocalText])[] => {
      const text = names.find((each) => each.id === id)?.name ?? { en: id };
      const [en, ja] = [text.en, text.ja ?? text.en];
      const part = namePart(id);
      return [
        [
          `above100km${part}`,
          {
            en: `rounds of ${en} that meet their targets above 100 km`,
            ja: `${ja}のうち高度100 km以上で目標に達する割合`,
          },
        ],
        [
          `below40km${part}`,
          {
            en: `rounds of ${en} that meet their targets below 40 km`,
            ja: `${ja}のうち高度40 km未満で目標に達する割合`,
          },
        ],
        [`stoppedShare${part}`, { en: `missiles stopped by ${en}`, ja: `${ja}が阻止する割合` }],
        [
          `stoppedOfArrivals${part}`,
          { en: `missiles stopped by ${en} of those that reach it`, ja: `${ja}に達したもののうち阻止する割合` },
        ],
        [`exhausted${part}`, { en: `raids in which ${en} runs out of rounds`, ja: `${ja}が弾切れになる確率` }],
      ];
    }),
  );
}

/** Names of all metrics of a raid with these layers. */
export function raidMetricNames(layers: readonly string[]): readonly string[] {
  return listRaidMetrics(new RaidFields(layers)).map(({ name }) => name);
}
