import type { CostStudy } from "../scenario/types.ts";
import type { CostSummary } from "../study/cost.ts";
import { type DatedValue, drawSeries } from "./chart-series.ts";
import { toCsv } from "./csv.ts";
import { formatQuantity } from "./defended-area-words.ts";
import { drawAmounts } from "./chart-amounts.ts";
import { formatMetric, frameReport, inLanguage, type NumbersStory } from "./numbers-report.ts";
import type { ReportInput, ReportPicture, ReportTable } from "./report-input.ts";
import { makeTexts } from "./texts.ts";

/** What the words, tables and chart of a cost report are made of. */
export interface CostStory extends NumbersStory {
  readonly study: CostStudy;
  readonly summary: CostSummary;
}

/** The answer of a cost study for a reader at a terminal, line by line. */
export function describeCost({ study, summary, nameOf, language }: CostStory): readonly string[] {
  const { metrics } = summary;
  const ja = language === "ja";
  const show = (name: string): string => formatMetric(metrics[name]!, language);
  const alone = (name: string): string => formatQuantity(metrics[name]!.value, metrics[name]!.unit, language);
  const lines: string[] = [];
  if (study.series !== undefined)
    lines.push(
      ja
        ? `主張された1基の価格${alone("claimedPrice")}。当時の最新の公表価格は${alone("publishedPrice")}、全期間の公表価格のうち主張から10 %以内:${alone("pricesPublished")}件中${alone("pricesNearClaim")}件`
        : `Claimed: ${alone("claimedPrice")} for one. Last published by then: ${alone("publishedPrice")}. Published prices within 10 % of the claim, over all dates: ${alone("pricesNearClaim")} of ${alone("pricesPublished")}`,
    );
  for (const { id } of study.shares)
    lines.push(ja ? `${nameOf(id)}:${show(`part:${id}`)}` : `${nameOf(id)}: ${show(`part:${id}`)}`);
  if (metrics["rateSpread"] !== undefined)
    lines.push(
      ja
        ? `報道の円とドルの組は${study.pairs.map(({ id }) => alone(`yenPerDollar:${id}`)).join("、")}のレートで、開きは${alone("rateSpread")}`
        : `The report's pairs of yen and dollars use ${study.pairs.map(({ id }) => alone(`yenPerDollar:${id}`)).join(", ")}; they differ by ${alone("rateSpread")}`,
    );
  for (const { id } of study.options) {
    const life =
      metrics[`lifeCycle:${id}`] === undefined
        ? ""
        : ja
          ? `、生涯費用${show(`lifeCycle:${id}`)}`
          : `, ${show(`lifeCycle:${id}`)} over the life`;
    const person =
      metrics[`perPerson:${id}`] === undefined
        ? ""
        : ja
          ? `、防護される人口${show(`people:${id}`)}、一人あたり${show(`perPerson:${id}`)}`
          : `; ${show(`people:${id}`)} defended, ${show(`perPerson:${id}`)} each`;
    lines.push(
      ja
        ? `${nameOf(id)}:${show(`total:${id}`)}${life}${person}`
        : `${nameOf(id)}: ${show(`total:${id}`)}${life}${person}`,
    );
  }
  if (metrics["costRatio"] !== undefined) {
    const [first, last] = [study.options[0]!, study.options.at(-1)!].map(({ id }) => nameOf(id));
    lines.push(
      ja
        ? `「${last}」は「${first}」の${show("costRatio")}倍`
        : `"${last}" costs ${show("costRatio")} times "${first}"`,
    );
  }
  for (const id of summary.interceptors) {
    const ratio = metrics[`exchangeRatio:${id}`];
    lines.push(
      ja
        ? `${nameOf(id)}でミサイル1発を迎え撃つ費用:${show(`perMissile:${id}`)}${ratio === undefined ? "" : `、${nameOf(study.raid!.threat)}の価格の${show(`exchangeRatio:${id}`)}倍`}`
        : `One more missile met by ${nameOf(id)}: ${show(`perMissile:${id}`)}${ratio === undefined ? "" : `, ${show(`exchangeRatio:${id}`)} times the price of ${nameOf(study.raid!.threat)}`}`,
    );
  }
  return lines;
}

/** The report of a cost study with its chart. */
export function tellCost(story: CostStory): ReportInput {
  const { study, language } = story;
  const report = frameReport(story, {
    metric: mainMetric(study),
    data: {
      series: study.series,
      shares: study.shares,
      pairs: study.pairs,
      options: study.options.map(({ price, lifeCycle }) => [price, lifeCycle]),
      raid: study.raid,
      rates: ratesUsed(study),
    },
    whyLines: describeCost(story),
    methods: describeMethods(story),
  });
  return {
    ...report,
    mainMap: drawCost(story, study.title === undefined ? study.name : inLanguage(study.title, language)),
    tables: [...seriesTable(story), ...sumTable(story), ...optionTable(story), ...raidTable(story)],
  };
}

/** The metric whose influences the report charts. */
function mainMetric({ series, options, raid }: CostStudy): string {
  if (series !== undefined) return "priceRatio";
  if (options.length > 1) return "costRatio";
  const [first] = options;
  if (first !== undefined) return `total:${first.id}`;
  return raid === undefined ? "rateSpread" : `exchangeRatio:${raid.interceptors[0]!.id}`;
}

/** Exchange rates and price levels of the years that the study's sums are of. */
function ratesUsed({ money, year, options, raid, shares }: CostStudy): unknown {
  if (options.length === 0 && raid === undefined && shares.length === 0) return undefined;
  const prices = [
    ...options.flatMap(({ price, lifeCycle }) => [price, ...(lifeCycle === undefined ? [] : [lifeCycle])]),
    ...(raid?.interceptors ?? []).map(({ unitCost }) => unitCost),
    ...(raid?.threatCost === undefined ? [] : [raid.threatCost]),
  ];
  const years = [
    ...new Set([year, ...prices.flatMap(({ priceYear }) => (priceYear === undefined ? [] : [priceYear]))]),
  ];
  if (prices.length === 0) return undefined;
  return [
    money.yenPerDollar[year],
    ...years.flatMap((each) => [money.dollarPrices[each], money.yenPrices[each]]),
  ].filter((value) => value !== undefined);
}

function drawCost({ study, summary, nameOf, language }: CostStory, title: string): ReportPicture {
  const ja = language === "ja";
  if (summary.series.length > 0) {
    const label = ({ value, low, high }: { value: number; low: number; high: number }): string =>
      low === high
        ? formatQuantity(value, "bn JPY", language)
        : ja
          ? `${formatQuantity(low, "bn JPY", language)}〜${formatQuantity(high, "bn JPY", language)}`
          : `${low} to ${formatQuantity(high, "bn JPY", language)}`;
    const scale = ja ? 10 : 1;
    const scaled = (point: { date: string; value: number; low: number; high: number }, text: string): DatedValue => ({
      date: point.date,
      value: scale * point.value,
      low: scale * point.low,
      high: scale * point.high,
      label: text,
    });
    const { claimed } = summary;
    return {
      svg: drawSeries({
        language,
        title,
        axis: ja ? "1基の価格、億円(各時点の価格)" : "Price of one, billion yen of its date",
        points: summary.series.map((point) => scaled(point, label(point))),
        ...(claimed === undefined
          ? {}
          : {
              claimed: scaled(
                claimed,
                `${ja ? "主張:" : "Claim: "}${formatQuantity(claimed.value, "bn JPY", language)}`,
              ),
            }),
        idPrefix: "series",
      }),
      caption: ja
        ? "点は公表された価格、縦の棒は幅、破線は主張された価格。"
        : "Points: published prices; upright bars: published ranges; dashed line across: the claim.",
    };
  }
  const rows =
    summary.options.length > 0
      ? summary.options.map((id) => ({ label: nameOf(id), metric: summary.metrics[`total:${id}`]! }))
      : summary.interceptors.map((id) => ({ label: nameOf(id), metric: summary.metrics[`perMissile:${id}`]! }));
  return {
    svg: drawAmounts({
      language,
      title,
      axis:
        summary.options.length > 0
          ? ja
            ? `全体の価格(${study.year}年の価格)`
            : `Price of all, in prices of ${study.year}`
          : ja
            ? `ミサイル1発を迎え撃つ費用(${study.year}年の価格)`
            : `Price of meeting one missile, in prices of ${study.year}`,
      rows,
      idPrefix: "amounts",
    }),
    caption: "",
  };
}

function seriesTable({ study, language, sourceOf }: CostStory): readonly ReportTable[] {
  const { series } = study;
  if (series === undefined) return [];
  const ja = language === "ja";
  const texts = makeTexts(language);
  const rows = [...series.prices, series.claimed].toSorted((a, b) => ((a.asOf ?? "") < (b.asOf ?? "") ? -1 : 1));
  return [
    {
      id: "series",
      heading: ja ? "日付ごとの公表価格" : "Published prices by date",
      caption: ja
        ? "各時点の価格で、換算していない。比は主張された価格に対するもの。"
        : "In prices of their dates, not converted. The ratio is to the claimed price.",
      heads: [
        { text: ja ? "日付" : "Date" },
        { text: ja ? "価格" : "Price", isNumber: true },
        { text: ja ? "比" : "Ratio", isNumber: true },
        { text: ja ? "状態" : "Status" },
        { text: ja ? "出典" : "Source" },
      ],
      rows: rows.map((price) => [
        `${texts.date(price.asOf ?? "")}${price === series.claimed ? (ja ? "(主張)" : " (the claim)") : ""}`,
        formatQuantity(price.value / 1e9, "bn JPY", language),
        formatQuantity(price.value / series.claimed.value, "", language),
        texts.say(`status.${price.status}`),
        price.sources.map((id) => sourceOf(id).title).join("; "),
      ]),
    },
  ];
}

function sumTable({ study, summary, nameOf, language }: CostStory): readonly ReportTable[] {
  if (study.pairs.length === 0) return [];
  const ja = language === "ja";
  const { metrics } = summary;
  const average = study.money.yenPerDollar[study.year];
  return [
    {
      id: "sums",
      heading: ja ? "報道の金額" : "The report's sums",
      caption: ja
        ? `報道が併記した円とドル、および両者の比${average === undefined ? "" : `(${study.year}年の平均は1ドル${average.value}円)`}。`
        : `Yen and dollars as the report gives them, and the rate between them${average === undefined ? "" : ` (average of ${study.year}: ${average.value} yen a dollar)`}.`,
      heads: [
        { text: ja ? "項目" : "Sum" },
        { text: ja ? "円" : "Yen", isNumber: true },
        { text: ja ? "ドル" : "Dollars", isNumber: true },
        { text: ja ? "円/ドル" : "Yen per dollar", isNumber: true },
      ],
      rows: study.pairs.map(({ id, yen, dollars }) => [
        nameOf(id),
        formatQuantity(yen.value / 1e9, "bn JPY", language),
        formatQuantity(dollars.value / 1e6, "M USD", language),
        formatQuantity(metrics[`yenPerDollar:${id}`]!.value, "", language),
      ]),
    },
  ];
}

function optionTable({ study, summary, nameOf, language }: CostStory): readonly ReportTable[] {
  if (study.options.length === 0) return [];
  const ja = language === "ja";
  const { metrics } = summary;
  const columns = [
    { name: "total", en: "Price of all", ja: "全体の価格" },
    { name: "totalDollars", en: "In dollars", ja: "ドルでは" },
    { name: "lifeCycle", en: "Over the life", ja: "生涯費用" },
    { name: "people", en: "People defended", ja: "防護される人口" },
    { name: "perPerson", en: "Per person", ja: "一人あたり" },
    { name: "perPersonDollars", en: "Per person, dollars", ja: "一人あたり(ドル)" },
    { name: "perPersonLife", en: "Per person over the life", ja: "一人あたりの生涯費用" },
  ].filter(({ name }) => study.options.some(({ id }) => metrics[`${name}:${id}`] !== undefined));
  return [
    {
      id: "options",
      heading: ja ? "案の比較" : "Option by option",
      caption: ja
        ? `${study.year}年の価格と平均為替レートへ換算。括弧内は公表範囲からの抽出の5 %〜95 %。`
        : `In prices and at the average exchange rate of ${study.year}. In brackets: 5 % to 95 % of the draws over the published ranges.`,
      heads: [
        { text: ja ? "案" : "Option" },
        { text: ja ? "数" : "Number", isNumber: true },
        ...columns.map((column) => ({ text: column[language], isNumber: true as const })),
      ],
      rows: study.options.map(({ id, count }) => [
        nameOf(id),
        String(count),
        ...columns.map(({ name }) => {
          const metric = metrics[`${name}:${id}`];
          return metric === undefined ? "–" : formatMetric(metric, language);
        }),
      ]),
    },
  ];
}

function raidTable({ study, summary, nameOf, language }: CostStory): readonly ReportTable[] {
  const { raid } = study;
  if (raid === undefined) return [];
  const ja = language === "ja";
  const show = (name: string): string => {
    const metric = summary.metrics[name];
    return metric === undefined ? "–" : formatMetric(metric, language);
  };
  return [
    {
      id: "raid",
      heading: ja ? `${raid.missiles}発の攻撃に対して` : `Against a raid of ${raid.missiles}`,
      caption: ja
        ? "命中するかどうかは問わない。発射する弾の価格だけを数える。"
        : "Whether the shots hit is not asked: only the price of what is fired is counted.",
      heads: [
        { text: ja ? "迎撃ミサイル" : "Interceptor" },
        { text: ja ? "1発を迎え撃つ費用" : "One more missile", isNumber: true },
        { text: ja ? "必要弾数" : "Rounds", isNumber: true },
        { text: ja ? "攻撃全体" : "The whole raid", isNumber: true },
        { text: ja ? "相手の価格との比" : "Over the missile's own price", isNumber: true },
      ],
      rows: raid.interceptors.map(({ id }) => [
        nameOf(id),
        show(`perMissile:${id}`),
        show(`raidRounds:${id}`),
        show(`raidCost:${id}`),
        show(`exchangeRatio:${id}`),
      ]),
    },
  ];
}

function describeMethods({ study, summary, language }: CostStory): ReportInput["methods"] {
  const rate = study.money.yenPerDollar[study.year]?.value;
  const defended = study.options.some(({ units }) => units.length > 0);
  const draws = Object.values(summary.draws)[0]?.length ?? 0;
  return language === "ja"
    ? [
        {
          heading: "金額の換算",
          paragraphs: [
            `金額はまず自国通貨の消費者物価で${study.year}年の水準に直し、次に同年の平均為替レート(1ドル${rate}円)で換算する。消費者物価は兵器価格の上がり方とは異なる。公表価格の系列は換算しない。`,
            ...(defended
              ? [
                  `防護される人口は、防護範囲の二体近似の判定による(公表値と${draws}回の抽出)。防護とは、すべての脅威と軌道に対して迎撃の機会が一度はあることで、命中を意味しない。`,
                ]
              : []),
          ],
        },
      ]
    : [
        {
          heading: "How sums are compared",
          paragraphs: [
            `A sum is first brought to the price level of ${study.year} by the consumer prices of its own currency, then changed at that year's average exchange rate, ${rate} yen a dollar. Consumer prices are not those of armaments, which mostly rise faster. The series of published prices is not converted.`,
            ...(defended
              ? [
                  `The people defended are found by the two-body screen of the defended-area study, with the published values and ${draws} draws. Defended means that one intercept is possible against every threat and path of the study; it does not mean that it succeeds.`,
                ]
              : []),
          ],
        },
      ];
}

/** The metrics, and the series where there is one, as tables. */
export function writeCostFiles({ summary }: CostStory): Readonly<Record<string, string>> {
  const names = Object.keys(summary.metrics);
  const of = (pick: (name: string) => number): readonly number[] => names.map(pick);
  const { series } = summary;
  return {
    "costs.csv": toCsv({
      columns: [
        { name: "metric", type: "text", values: names },
        { name: "value", type: "number", values: of((name) => summary.metrics[name]!.value) },
        { name: "low", type: "number", values: of((name) => summary.metrics[name]!.low) },
        { name: "high", type: "number", values: of((name) => summary.metrics[name]!.high) },
        { name: "unit", type: "text", values: names.map((name) => summary.metrics[name]!.unit) },
      ],
    }),
    ...(series.length === 0
      ? {}
      : {
          "series.csv": toCsv({
            columns: [
              { name: "date", type: "text", values: series.map(({ date }) => date) },
              { name: "price", unit: "bn JPY", type: "number", values: series.map(({ value }) => value) },
              { name: "low", unit: "bn JPY", type: "number", values: series.map(({ low }) => low) },
              { name: "high", unit: "bn JPY", type: "number", values: series.map(({ high }) => high) },
              { name: "status", type: "text", values: series.map(({ status }) => status) },
            ],
          }),
        }),
  };
}
