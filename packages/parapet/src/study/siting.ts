import { addFaults, type FaultCount } from "../math/fault-tally.ts";
import type { Highs } from "highs";
import type { Geodetic } from "../earth/model.ts";
import { makeStream } from "../math/random.ts";
import type { SitingStudy } from "../scenario/types.ts";
import { convertMoney, sumOf } from "./money.ts";
import { type MetricNames, nameMetric } from "./metric-names.ts";
import { type NumbersSummary, type NumbersSweep, summariseNumbers, type StudyNumbers } from "./numbers.ts";
import { drawRows, type Parameter, type ParameterRow } from "./parameter.ts";
import { SiteCover, type SitingGround } from "./site-cover.ts";
import { coverOf, findFewestSites, findWidestCover } from "./site-program.ts";

/** What the tasks of a siting study share. */
export interface SitingShared {
  readonly study: SitingStudy;
  readonly ground: SitingGround;
}

/** One program: an option with values for some parameters by key, the others as published; with plans and curve or without. */
export interface SitingTask {
  readonly option: number;
  readonly values: Readonly<Record<string, number>>;
  readonly detail: boolean;
}

/** A choice of sites by their places. */
export interface PlacedPlan {
  readonly sites: readonly { readonly id: string; readonly position: Geodetic }[];
  readonly share: number;
}

/** What one program found. */
export interface SitingAnswer {
  readonly option: number;
  readonly candidates: number;
  /** Fewest sites; absent when all candidates together fall short. */
  readonly sites?: number;
  /** Fewest that any choice could have, proven. */
  readonly bound: number;
  readonly isProven: boolean;
  /** Covered by every candidate at once: the most that the option can do. */
  readonly most: number;
  /** Covered by what stands already. */
  readonly given: number;
  /** Best plan of that number first, then the runners-up. */
  readonly plans: readonly PlacedPlan[];
  /** What the last of the sites found adds to the most that one fewer could cover. */
  readonly lastAdds?: number;
  /** Most that 0, 1, 2... sites cover. */
  readonly curve: readonly number[];
  /** Flights of the threats that were tried, and those whose search did not end. */
  readonly faults: FaultCount;
}

/** Plans beside the best that are told, and sites up to which the curve is solved. */
const RUNNERS_UP = 2;
const LONGEST_CURVE = 12;

/** Does the tasks of one study; keeps what is prepared for each option. */
export class SitingWorker {
  readonly #shared: SitingShared;
  readonly #load: () => Promise<Highs>;
  readonly #covers = new Map<number, SiteCover>();

  constructor(shared: SitingShared, load: () => Promise<Highs>) {
    this.#shared = shared;
    this.#load = load;
  }

  async run({ option, values, detail }: SitingTask): Promise<SitingAnswer> {
    const { study, ground } = this.#shared;
    let cover = this.#covers.get(option);
    if (cover === undefined) {
      cover = new SiteCover(study, study.options[option]!, ground);
      this.#covers.set(option, cover);
    }
    const rows = cover.problems.map(({ parameters }) =>
      Float64Array.from(parameters, (parameter) => values[parameter.key] ?? parameter.value),
    );
    const problem = cover.cover(rows);
    // An instance for each program: the answer never depends on what was solved before.
    const highs = await this.#load();
    const { share } = study.options[option]!;
    const fewest = findFewestSites(highs, problem, share);
    const everyone = Array.from({ length: problem.candidates }, (_, c) => c);
    const place = (chosen: readonly number[]): PlacedPlan => ({
      sites: chosen.map((c) => cover.candidates[c]!),
      share: coverOf(problem, chosen),
    });
    const base = {
      option,
      candidates: problem.candidates,
      ...(fewest === undefined ? {} : { sites: fewest.chosen.length }),
      bound: fewest?.bound ?? problem.candidates + 1,
      isProven: fewest?.isProven ?? true,
      most: coverOf(problem, everyone),
      given: coverOf(problem, []),
      faults: cover.faults,
    };
    if (!detail) return { ...base, plans: [], curve: [] };
    const count = fewest?.chosen.length ?? Math.min(problem.candidates, LONGEST_CURVE);
    const plans: number[][] = [];
    const wanted = count > 0 ? RUNNERS_UP + 1 : 0;
    while (plans.length < wanted) {
      const plan = findWidestCover(highs, problem, count, plans);
      if (plan === undefined || plan.chosen.length === 0) break;
      plans.push([...plan.chosen]);
    }
    const curve = [base.given];
    for (let k = 1; k <= Math.min(problem.candidates, Math.max(count, 1), LONGEST_CURVE); k++)
      curve.push(findWidestCover(highs, problem, k)?.share ?? curve.at(-1)!);
    const placed = plans.map(place);
    if (fewest === undefined || count < 1) return { ...base, plans: placed, curve };
    const before = curve[count - 1] ?? findWidestCover(highs, problem, count - 1)?.share ?? base.given;
    return { ...base, plans: placed, lastAdds: (placed[0]?.share ?? fewest.share) - before, curve };
  }
}

/** Maps tasks over whatever threads the host has; answers in the order of the tasks. */
export type MapSiting = (tasks: readonly SitingTask[]) => Promise<readonly SitingAnswer[]>;

/** The answer of a siting study as plain data. */
export interface SitingSummary extends NumbersSummary {
  readonly kind: "siting";
  /** With central values, in the order of the options. */
  readonly options: readonly (SitingAnswer & { readonly id: string; readonly share: number })[];
}

/** Days that a site of a kind that moves is on station in a year. */
const DAYS = 365;

/**
 * Finds for each option the fewest sites that defend the share asked for, with central values, in draws and at both ends of each
 * parameter. Where even all candidates fall short, one more than all of them is counted, which `attainable` tells.
 */
export async function runSiting(study: SitingStudy, ground: SitingGround, map: MapSiting): Promise<SitingSummary> {
  const covers = study.options.map((option) => new SiteCover(study, option, ground));
  const parameters = new Map<string, Parameter>();
  for (const cover of covers)
    for (const problem of cover.problems) for (const each of problem.parameters) parameters.set(each.key, each);
  const list = [...parameters.values()];
  const keysOf = covers.map(
    (cover) => new Set(cover.problems.flatMap((problem) => problem.parameters.map(({ key }) => key))),
  );
  // Discs know nothing but the range.
  const moves = (option: number, key: string): boolean =>
    keysOf[option]!.has(key) &&
    (study.options[option]!.covers === "engagement" ||
      (study.options[option]!.radius_m === undefined && key === `${study.options[option]!.interceptor.id}.range`));
  const drawn = list.filter((each) => each.drawn && study.options.some((_, o) => moves(o, each.key)));
  const rows = drawRows(list, study.draws, (purpose) => makeStream(study.seed, 0, purpose));
  const valuesOf = (row: ParameterRow): Record<string, number> =>
    Object.fromEntries(list.map(({ key }, i) => [key, row[i]!]));
  // Without draws only the central values are asked about.
  const asked = study.draws === 0 || study.sweeps === "none" ? [] : drawn;
  const ends = asked.flatMap((each) => [each.low, each.high].map((value) => ({ key: each.key, value })));
  const tasks: SitingTask[] = [
    ...study.options.map((_, option) => ({ option, values: {}, detail: true })),
    ...rows.flatMap((row) => study.options.map((_, option) => ({ option, values: valuesOf(row), detail: false }))),
    ...ends.flatMap(({ key, value }) =>
      study.options.flatMap((_, option) =>
        moves(option, key) ? [{ option, values: { [key]: value }, detail: false }] : [],
      ),
    ),
  ];
  const answers = await map(tasks);
  const count = study.options.length;
  const nominal = answers.slice(0, count);
  const prices = priceDraws(study, rows.length);
  const numbersOf = (some: readonly SitingAnswer[], price: readonly (number | undefined)[]): StudyNumbers =>
    countSites(study, some, price);
  const drawAnswers = rows.map((_, r) => numbersOf(answers.slice(count * (r + 1), count * (r + 2)), prices.draws[r]!));
  let at = count * (rows.length + 1);
  const swept = ends.map(({ key }) =>
    numbersOf(
      study.options.map((_, option) => (moves(option, key) ? answers[at++]! : nominal[option]!)),
      prices.nominal,
    ),
  );
  const centre = numbersOf(nominal, prices.nominal);
  const sensitivity = asked.map((parameter, i): NumbersSweep => ({
    parameter,
    sweep: [
      { value: parameter.low, numbers: swept[2 * i]! },
      ...(parameter.value > parameter.low && parameter.value < parameter.high
        ? [{ value: parameter.value, numbers: centre }]
        : []),
      { value: parameter.high, numbers: swept[2 * i + 1]! },
    ],
  }));
  return {
    kind: "siting",
    ...summariseNumbers({
      nominal: centre,
      answers: drawAnswers,
      sensitivity,
      ruleOf: (metric) => nameMetric(metric, SITING_METRICS, study.names),
      // An option is flown against once, whatever it is asked for.
      faults: addFaults({ of: tasks.length, reasons: {} }, ...nominal.map(({ faults }) => faults)),
    }),
    options: nominal.map((answer, o) => ({ ...answer, id: study.options[o]!.id, share: study.options[o]!.share })),
  };
}

/** Yen of one site of each option, with the published price and in each draw. */
function priceDraws(
  study: SitingStudy,
  count: number,
): { readonly nominal: readonly (number | undefined)[]; readonly draws: readonly (readonly (number | undefined)[])[] } {
  const { prices } = study;
  const yen = (option: SitingStudy["options"][number], amount?: number): number | undefined =>
    option.price === undefined || prices === undefined
      ? undefined
      : convertMoney(sumOf(option.price, amount), { currency: "JPY", year: prices.year }, prices.money);
  const streams = study.options.map(({ price }) =>
    price === undefined ? undefined : makeStream(study.seed, 0, `draw/${price.systemId}.${price.name}`),
  );
  return {
    nominal: study.options.map((option) => yen(option)),
    draws: Array.from({ length: count }, () =>
      study.options.map((option, o) => {
        const { price } = option;
        if (price === undefined) return undefined;
        return yen(option, price.low + streams[o]!.uniform() * (price.high - price.low));
      }),
    ),
  };
}

function countSites(
  study: SitingStudy,
  answers: readonly SitingAnswer[],
  price: readonly (number | undefined)[],
): StudyNumbers {
  const numbers: Record<string, number> = {};
  const counts = answers.map(({ sites, candidates }) => sites ?? candidates + 1);
  study.options.forEach(({ id }, o) => {
    const answer = answers[o]!;
    numbers[`sites:${id}`] = counts[o]!;
    numbers[`attainable:${id}`] = Number(answer.sites !== undefined);
    numbers[`most:${id}`] = answer.most;
    numbers[`given:${id}`] = answer.given;
    numbers[`siteDays:${id}`] = DAYS * counts[o]!;
    if (price[o] !== undefined) numbers[`cost:${id}`] = (counts[o]! * price[o]) / 1e9;
  });
  const [first, last] = [counts[0]!, counts.at(-1)!];
  if (counts.length > 1) {
    numbers["sitesSaved"] = first - last;
    numbers["siteDaysSaved"] = DAYS * (first - last);
    numbers["sitesRatio"] = last / Math.max(1, first);
    numbers["sitesRatioInverse"] = first / Math.max(1, last);
    const [a, b] = [price[0], price.at(-1)];
    if (a !== undefined && b !== undefined) numbers["costRatio"] = (last * b) / Math.max(1e-9, first * a);
  }
  numbers["sites"] = first;
  return numbers;
}

/** What the metrics of a siting study measure. */
export const SITING_METRICS: MetricNames = {
  sites: { unit: "", en: "fewest sites", ja: "最少の施設数" },
  attainable: { unit: "", en: "the share can be reached", ja: "割合に届く" },
  most: { unit: "1", en: "share with every candidate", ja: "全候補地での割合" },
  given: { unit: "1", en: "share without any", ja: "追加なしの割合" },
  siteDays: { unit: "d", en: "days on station a year", ja: "年間の配置日数" },
  cost: { unit: "bn JPY", en: "price of the sites", ja: "施設の価格" },
  sitesSaved: { unit: "", en: "fewer sites of the last option than of the first", ja: "最後の案で減る数" },
  siteDaysSaved: { unit: "d", en: "days on station saved a year", ja: "減る年間配置日数" },
  sitesRatio: { unit: "", en: "sites of the last option over those of the first", ja: "施設数の比(最後/最初)" },
  sitesRatioInverse: { unit: "", en: "sites of the first option over those of the last", ja: "施設数の比(最初/最後)" },
  costRatio: { unit: "", en: "price of the last option over that of the first", ja: "価格の比(最後/最初)" },
};
