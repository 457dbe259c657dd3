import { addFaults, type FaultCount } from "../math/fault-tally.ts";
import type { CostStudy, SourcedValue } from "../scenario/types.ts";
import { convertMoney, type Currency, sumOf } from "./money.ts";
import { type MetricNames, nameMetric } from "./metric-names.ts";
import { exploreNumbers, type NumbersSummary, type StudyNumbers } from "./numbers.ts";
import type { ParameterRow } from "./parameter.ts";
import { type ParameterIndex, ParameterList } from "./parameter-list.ts";

/** People whom an option defends against everything of the study: with central values and in each draw. */
export interface DefendedPeople {
  readonly nominal: number;
  readonly draws: readonly number[];
  /** Flights of the threats that were tried, and those whose search did not end. */
  readonly faults?: FaultCount;
}

/** One published price of the series. */
export interface SeriesPoint {
  readonly key: string;
  /** "2018-07". */
  readonly date: string;
  /** As published, in billions of yen. */
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly status: SourcedValue["status"];
}

/** The answer of a cost study as plain data. */
export interface CostSummary extends NumbersSummary {
  readonly kind: "cost";
  readonly year: number;
  readonly series: readonly SeriesPoint[];
  readonly claimed?: SeriesPoint;
  readonly options: readonly string[];
  readonly interceptors: readonly string[];
}

/**
 * Adds up what a study asks: the claimed price against the published ones, shares of sums, the exchange rate that a report used,
 * options with their life and the people they defend, and one more missile of a raid. Draws move prices and shots per missile
 * over their published ranges; the published price of the series is drawn between the lowest and the highest of all its dates.
 */
export function runCost(study: CostStudy, people: ReadonlyMap<string, DefendedPeople> = new Map()): CostSummary {
  const list = new ParameterList();
  const { series, options, raid } = study;
  const prices = new Map<string, { readonly index: ParameterIndex; readonly price: SourcedValue }>();
  const place = (price: SourcedValue): void => {
    prices.set(keyOf(price), { index: list.add(price, "drawn"), price });
  };
  let seriesIndex: ParameterIndex | undefined;
  if (series !== undefined) seriesIndex = list.place(seriesParameter(study, series));
  for (const option of options) {
    place(option.price);
    if (option.lifeCycle !== undefined) place(option.lifeCycle);
  }
  for (const each of raid?.interceptors ?? []) {
    place(each.unitCost);
    list.add(each.perTarget, "drawn");
  }
  if (raid?.threatCost !== undefined) place(raid.threatCost);
  const perTarget = new Map(
    (raid?.interceptors ?? []).map((each) => [each.id, list.add(each.perTarget, "drawn")] as const),
  );
  const amountIn = (price: SourcedValue, row: ParameterRow, currency: Currency): number => {
    const index = prices.get(keyOf(price))?.index;
    const sum = sumOf(price, index === undefined ? price.value : row[index]!);
    return convertMoney(sum, { currency, year: study.year }, study.money);
  };
  const numbersOf = (row: ParameterRow, draw?: number): StudyNumbers => ({
    ...(series === undefined || seriesIndex === undefined ? {} : judgePrice(series, row[seriesIndex]!)),
    ...addShares(study),
    ...addOptions(study, people, (price, currency) => amountIn(price, row, currency), draw),
    ...addRaid(
      study,
      (price) => amountIn(price, row, "USD"),
      (id) => row[perTarget.get(id)!]!,
    ),
  });
  const summary = exploreNumbers({
    parameters: list.parameters,
    draws: study.draws,
    seed: study.seed,
    sweeps: study.sweeps,
    numbersOf,
    ruleOf: (metric) => nameMetric(metric, COST_METRICS, study.names),
  });
  return {
    kind: "cost",
    ...summary,
    // Options with the same launchers share their people.
    faults: addFaults(summary.faults, ...[...new Set(people.values())].flatMap(({ faults }) => faults ?? [])),
    year: study.year,
    series: (series?.prices ?? []).map(toPoint).toSorted((a, b) => (a.date < b.date ? -1 : 1)),
    ...(series === undefined ? {} : { claimed: toPoint(series.claimed) }),
    options: options.map(({ id }) => id),
    interceptors: (raid?.interceptors ?? []).map(({ id }) => id),
  };
}

const keyOf = (price: SourcedValue): string => `${price.systemId}.${price.name}`;

const BILLION = 1e9;

function toPoint(price: SourcedValue): SeriesPoint {
  return {
    key: keyOf(price),
    date: price.asOf ?? String(price.priceYear ?? ""),
    value: price.value / BILLION,
    low: price.low / BILLION,
    high: price.high / BILLION,
    status: price.status,
  };
}

/** The price as last published when the claim was made, between the lowest and the highest of the whole series. */
function seriesParameter(
  study: CostStudy,
  { prices, claimed }: NonNullable<CostStudy["series"]>,
): Parameters<ParameterList["place"]>[0] {
  const known = prices.filter(({ asOf = "" }) => asOf <= (claimed.asOf ?? "9999"));
  const latest = known.toSorted((a, b) => ((a.asOf ?? "") < (b.asOf ?? "") ? -1 : 1)).at(-1) ?? prices[0]!;
  if (prices.some(({ unit }) => unit !== claimed.unit))
    throw new RangeError(`runCost: ${study.name}: the series and the claimed price are in different currencies`);
  return {
    key: `${claimed.systemId}.perSite`,
    value: latest.value,
    low: Math.min(...prices.map(({ low }) => low)),
    high: Math.max(...prices.map(({ high }) => high)),
    status: latest.status,
    sources: latest.sources,
    unit: "bn JPY",
    perUnit: BILLION,
    drawn: true,
  };
}

function judgePrice({ prices, claimed }: NonNullable<CostStudy["series"]>, published: number): StudyNumbers {
  return {
    priceRatio: published / claimed.value,
    publishedPrice: published / BILLION,
    claimedPrice: claimed.value / BILLION,
    pricesNearClaim: prices.filter(({ value }) => Math.abs(value / claimed.value - 1) <= 0.1).length,
    pricesPublished: prices.length,
  };
}

function addShares({ shares, pairs }: CostStudy): StudyNumbers {
  const numbers: Record<string, number> = {};
  for (const { id, part, whole } of shares) numbers[`part:${id}`] = (100 * part.value) / whole.value;
  const rates = pairs.map(({ yen, dollars }) => yen.value / dollars.value);
  pairs.forEach(({ id }, i) => (numbers[`yenPerDollar:${id}`] = rates[i]!));
  if (rates.length > 1) numbers["rateSpread"] = (100 * (Math.max(...rates) - Math.min(...rates))) / Math.min(...rates);
  return numbers;
}

function addOptions(
  { options }: CostStudy,
  people: ReadonlyMap<string, DefendedPeople>,
  amountIn: (price: SourcedValue, currency: Currency) => number,
  draw: number | undefined,
): StudyNumbers {
  const numbers: Record<string, number> = {};
  for (const option of options) {
    const { id, count, price, lifeCycle } = option;
    const yen = count * amountIn(price, "JPY");
    numbers[`total:${id}`] = yen / BILLION;
    numbers[`totalDollars:${id}`] = (count * amountIn(price, "USD")) / 1e6;
    if (lifeCycle !== undefined) {
      numbers[`lifeCycle:${id}`] = amountIn(lifeCycle, "JPY") / BILLION;
      numbers[`lifeCycleDollars:${id}`] = amountIn(lifeCycle, "USD") / 1e6;
    }
    const defended = people.get(id);
    if (defended === undefined) continue;
    const reached = draw === undefined ? defended.nominal : (defended.draws[draw] ?? defended.nominal);
    numbers[`people:${id}`] = reached / 1e6;
    numbers[`perPerson:${id}`] = yen / Math.max(1, reached);
    numbers[`perPersonDollars:${id}`] = (count * amountIn(price, "USD")) / Math.max(1, reached);
    if (lifeCycle !== undefined) numbers[`perPersonLife:${id}`] = amountIn(lifeCycle, "JPY") / Math.max(1, reached);
  }
  const [first] = options;
  const last = options.at(-1);
  if (first !== undefined && last !== undefined && first !== last)
    numbers["costRatio"] = numbers[`total:${last.id}`]! / numbers[`total:${first.id}`]!;
  return numbers;
}

function addRaid(
  { raid }: CostStudy,
  dollars: (price: SourcedValue) => number,
  shotsOf: (interceptor: string) => number,
): StudyNumbers {
  if (raid === undefined) return {};
  const numbers: Record<string, number> = {};
  for (const { id, unitCost } of raid.interceptors) {
    const perMissile = shotsOf(id) * dollars(unitCost);
    numbers[`perMissile:${id}`] = perMissile / 1e6;
    numbers[`raidRounds:${id}`] = shotsOf(id) * raid.missiles;
    numbers[`raidCost:${id}`] = (perMissile * raid.missiles) / 1e6;
    if (raid.threatCost !== undefined) numbers[`exchangeRatio:${id}`] = perMissile / dollars(raid.threatCost);
  }
  return numbers;
}

/** What the metrics of a cost study measure. */
export const COST_METRICS: MetricNames = {
  priceRatio: { unit: "", en: "published price over the claimed one", ja: "公表価格と主張された価格の比" },
  publishedPrice: { unit: "bn JPY", en: "published price of one", ja: "1基の公表価格" },
  claimedPrice: { unit: "bn JPY", en: "claimed price of one", ja: "主張された1基の価格" },
  pricesNearClaim: { unit: "", en: "published prices within 10 % of the claim", ja: "主張から10 %以内の公表価格の数" },
  pricesPublished: { unit: "", en: "published prices", ja: "公表価格の数" },
  part: { unit: "%", en: "share", ja: "割合" },
  yenPerDollar: { unit: "JPY per USD", en: "exchange rate used", ja: "使われた為替レート" },
  rateSpread: { unit: "%", en: "spread of the exchange rates used", ja: "使われた為替レートの開き" },
  total: { unit: "bn JPY", en: "price of all", ja: "全体の価格" },
  totalDollars: { unit: "M USD", en: "price of all", ja: "全体の価格" },
  lifeCycle: { unit: "bn JPY", en: "cost over the life", ja: "生涯費用" },
  lifeCycleDollars: { unit: "M USD", en: "cost over the life", ja: "生涯費用" },
  people: { unit: "M people", en: "people defended", ja: "防護される人口" },
  perPerson: { unit: "JPY", en: "price per person defended", ja: "防護される一人あたりの価格" },
  perPersonDollars: { unit: "USD", en: "price per person defended", ja: "防護される一人あたりの価格" },
  perPersonLife: { unit: "JPY", en: "cost over the life per person defended", ja: "一人あたりの生涯費用" },
  costRatio: { unit: "", en: "price of the last option over the first", ja: "最後の案と最初の案の価格の比" },
  perMissile: { unit: "M USD", en: "price of meeting one more missile", ja: "ミサイル1発を迎え撃つ費用" },
  raidRounds: { unit: "", en: "rounds for the raid", ja: "攻撃に対する必要弾数" },
  raidCost: { unit: "M USD", en: "price of meeting the raid", ja: "攻撃全体を迎え撃つ費用" },
  exchangeRatio: { unit: "", en: "price of meeting a missile over its own", ja: "迎撃費用とミサイル価格の比" },
};
