import type { SitingStudy } from "../scenario/types.ts";
import { drawFlightsProfile, listPlaces } from "./flight-profile.ts";
import type { SitingSummary } from "../study/siting.ts";
import { drawCurves } from "./chart-curves.ts";
import { toCsv } from "./csv.ts";
import { toGeoJson } from "./geojson.ts";
import { formatIn, formatMetric, frameReport, inLanguage, type NumbersStory } from "./numbers-report.ts";
import type { ReportInput, ReportTable } from "./report-input.ts";
import { positionOf } from "./scene.ts";

/** What the words, tables and chart of a siting report are made of. */
export interface SitingStory extends NumbersStory {
  readonly study: SitingStudy;
  readonly summary: SitingSummary;
}

type Option = SitingSummary["options"][number];

/** The answer of a siting study for a reader at a terminal, line by line. */
export function describeSiting({ study, summary, nameOf, language }: SitingStory): readonly string[] {
  const { metrics } = summary;
  const ja = language === "ja";
  const show = (name: string): string => formatMetric(metrics[name]!, language);
  const of = study.of === "people" ? (ja ? "人口" : "of the people") : ja ? "面積" : "of the land";
  const lines = summary.options.map((option) => {
    const { id, share, sites, candidates, isProven, bound, most } = option;
    const asked = formatIn(share, "1", language);
    const cost = metrics[`cost:${id}`] === undefined ? "" : ja ? `、${show(`cost:${id}`)}` : `, ${show(`cost:${id}`)}`;
    if (sites === undefined)
      return ja
        ? `${nameOf(id)}:候補地${candidates}か所すべてでも${of}の${formatIn(most, "1", language)}で、${asked}に届かない`
        : `${nameOf(id)}: all ${candidates} candidates together defend ${formatIn(most, "1", language)} ${of}, short of ${asked}`;
    const proven = isProven ? "" : ja ? `(少なくとも${bound})` : ` (no choice has fewer than ${bound})`;
    return ja
      ? `${nameOf(id)}:${of}の${asked}に${show(`sites:${id}`)}か所${proven}${cost}`
      : `${nameOf(id)}: ${show(`sites:${id}`)} for ${asked} ${of}${proven}${cost}`;
  });
  const [first, last] = [summary.options[0]!, summary.options.at(-1)!];
  if (first.id === last.id) return lines;
  const saved = metrics["sitesSaved"]!.value;
  const compared = ja
    ? `「${nameOf(last.id)}」は「${nameOf(first.id)}」より${show("sitesSaved")}か所少ない(比${show("sitesRatio")})`
    : `"${nameOf(last.id)}" against "${nameOf(first.id)}": ${saved >= 0 ? "fewer" : "more"} by ${formatMetric(absolute(metrics["sitesSaved"]!), language)}, ${show("sitesRatio")} times as many`;
  const short = summary.options.filter(({ id }) => metrics[`attainable:${id}`]!.low < 1);
  const unattained = short.map(({ id }) =>
    ja
      ? `${nameOf(id)}:範囲の一部の値では全候補地でも届かず、候補数+1と数えた`
      : `${nameOf(id)}: with some values of the ranges all candidates fall short; one more than all of them is counted then`,
  );
  const cost =
    metrics["costRatio"] === undefined
      ? []
      : [
          ja
            ? `価格の比(${nameOf(last.id)}/${nameOf(first.id)}):${show("costRatio")}`
            : `Price of "${nameOf(last.id)}" over "${nameOf(first.id)}": ${show("costRatio")}`,
        ];
  return [...lines, compared, ...cost, ...unattained];
}

function absolute(metric: SitingSummary["metrics"][string]): SitingSummary["metrics"][string] {
  if (metric.value >= 0) return metric;
  return { ...metric, value: -metric.value, low: -metric.high, high: -metric.low };
}

/** The report of a siting study with its chart. */
export function tellSiting(story: SitingStory): ReportInput {
  const { study, summary, language } = story;
  const ja = language === "ja";
  const title = study.title === undefined ? study.name : inLanguage(study.title, language);
  const report = frameReport(story, {
    metric:
      summary.metrics["costRatio"] !== undefined ? "costRatio" : summary.options.length > 1 ? "sitesRatio" : "sites",
    data: {
      i: study.options.map(({ interceptor, radar, covers, price }) => [
        covers === "range" ? interceptor.range_m : interceptor,
        covers === "range" ? undefined : radar,
        price,
      ]),
      t: study.threats,
      r: study.units.map(({ radars, launchers }) => [radars, launchers]),
    },
    sources: study.launchRegions.flatMap(({ sources }) => sources),
    whyLines: describeSiting(story),
    methods: describeMethods(story),
    attributions: [
      ja
        ? "海岸線と都道府県:Natural Earth。人口:GeoNames(CC BY 4.0)を2020年国勢調査に合わせたもの"
        : "Coast and prefectures: Natural Earth. People: GeoNames (CC BY 4.0), scaled to the census of 2020",
    ],
  });
  return {
    ...report,
    mainMap: {
      svg: drawCurves({
        language,
        title,
        across: ja ? "施設の数" : "Number of sites",
        up:
          study.of === "people"
            ? ja
              ? "防護される人口、%"
              : "People defended, %"
            : ja
              ? "防護される面積、%"
              : "Land defended, %",
        curves: summary.options.map(({ id, curve, share, sites }) => ({
          name: story.nameOf(id),
          shares: curve,
          needed: share,
          ...(sites === undefined ? {} : { mark: sites }),
        })),
        idPrefix: "siting",
      }),
      caption: ja
        ? "各数で最も多く守れる配置の割合。破線は求める割合、菱形はそれに届く最少の数。"
        : "The most that each number of sites can defend. Dashed: the share asked for; diamond: the fewest that meet it.",
    },
    ...profileOf(story),
    tables: [...optionTable(story), ...planTable(story)],
  };
}

/** A flight towards the first site that is found or stands, on every kind of path, to scale. */
function profileOf({ study, summary, nameOf, language }: SitingStory): Pick<ReportInput, "profile"> {
  const fixed = study.options.flatMap((option) => option.fixed);
  const site = fixed[0]?.position ?? summary.options.flatMap(({ plans }) => plans[0]?.sites ?? [])[0]?.position;
  const [threat] = study.threats;
  const [region] = study.launchRegions;
  if (site === undefined || threat === undefined || region === undefined) return {};
  const aim = { id: "site", name: { en: "one of the sites", ja: "施設の一つ" }, position: site };
  const profile = drawFlightsProfile({
    study: { ...study, aims: [aim] },
    threat,
    launchRegion: region.id,
    aim,
    interceptors: [
      ...study.options.map(({ interceptor }) => interceptor),
      ...fixed.flatMap(({ launchers }) => launchers.map(({ interceptor }) => interceptor)),
    ],
    places: listPlaces(fixed, nameOf),
    nameOf,
    language,
  });
  return profile === undefined ? {} : { profile };
}

function optionTable({ study, summary, nameOf, language }: SitingStory): readonly ReportTable[] {
  const ja = language === "ja";
  const { metrics } = summary;
  const hasCost = summary.options.some(({ id }) => metrics[`cost:${id}`] !== undefined);
  const lastSite = ({ lastAdds }: Option): string =>
    lastAdds === undefined ? "–" : formatIn(Math.max(0, lastAdds), "1", language);
  return [
    {
      id: "options",
      heading: ja ? "案ごとの最少数" : "Fewest sites by option",
      caption: ja
        ? "括弧内は公表範囲からの抽出の5 %〜95 %。届かない案は「候補数+1」と数える。"
        : "In brackets: 5 % to 95 % of the draws over the published ranges. An option that falls short counts one more than its candidates.",
      heads: [
        { text: ja ? "案" : "Option" },
        { text: ja ? "覆域の数え方" : "Cover by" },
        { text: ja ? "求める割合" : "Asked", isNumber: true },
        { text: ja ? "候補地" : "Candidates", isNumber: true },
        { text: ja ? "最少数" : "Fewest", isNumber: true },
        { text: ja ? "証明された下限" : "Proven least", isNumber: true },
        { text: ja ? "全候補地で" : "With all", isNumber: true },
        { text: ja ? "最後の1か所が加える" : "The last one adds", isNumber: true },
        ...(hasCost ? [{ text: ja ? "価格" : "Price", isNumber: true as const }] : []),
      ],
      rows: summary.options.map((option, o) => {
        const { id, share, candidates, sites, bound, most } = option;
        const isDisc = study.options[o]!.covers === "range";
        return [
          nameOf(id),
          isDisc ? (ja ? "公表射程の円" : "published range") : ja ? "交戦" : "engagement",
          formatIn(share, "1", language),
          String(candidates),
          sites === undefined ? (ja ? "届かない" : "none") : formatMetric(metrics[`sites:${id}`]!, language),
          String(bound),
          formatIn(most, "1", language),
          lastSite(option),
          ...(hasCost
            ? [metrics[`cost:${id}`] === undefined ? "–" : formatMetric(metrics[`cost:${id}`]!, language)]
            : []),
        ];
      }),
    },
  ];
}

function planTable({ summary, nameOf, language }: SitingStory): readonly ReportTable[] {
  const ja = language === "ja";
  const degrees = (angle: number): string => ((angle * 180) / Math.PI).toFixed(1);
  const rows = summary.options.flatMap(({ id, plans }) =>
    plans.map((plan, i) => [
      i === 0 ? nameOf(id) : `${nameOf(id)}, ${ja ? `次点${i}` : `runner-up ${i}`}`,
      formatIn(plan.share, "1", language),
      plan.sites
        .map(({ position }) => `${degrees(position.latitude_rad)} ${degrees(position.longitude_rad)}`)
        .join("; "),
    ]),
  );
  if (rows.length === 0) return [];
  return [
    {
      id: "plans",
      heading: ja ? "配置と次点" : "Plans and runners-up",
      caption: ja
        ? "同じ数で最も多く守る配置と、それに次ぐ配置。位置は格子の中心(度)で、実在の場所を示さない。"
        : "The plan of that number that defends most, and those next to it. Places are middles of a grid in degrees; none is a real site.",
      heads: [
        { text: ja ? "案" : "Option" },
        { text: ja ? "割合" : "Share", isNumber: true },
        { text: ja ? "北緯・東経" : "Latitude and longitude" },
      ],
      rows,
    },
  ];
}

function describeMethods({ study, language }: SitingStory): ReportInput["methods"] {
  const km = Math.round(study.grid_m / 1000);
  return language === "ja"
    ? [
        {
          heading: "配置の求め方",
          paragraphs: [
            `候補地ごとに、${km} km格子の各セルへ向かうすべての脅威と軌道に対して迎撃の機会があるかを、防護範囲の二体近似で調べる。セルは、届くすべての脅威に対していずれかの施設が迎撃できるとき守られる。「公表射程の円」は、射程内のすべてを守るとみなす数え方である。`,
            "求める割合を満たす最少の施設数は、集合被覆の整数計画(HiGHS)で求める。下限は証明されたもので、最少数と等しければ最適である。次点は、同じ数で見つかった配置を除いて解き直した。",
            "防護は命中を意味しない。弾数、同時攻撃、施設の可用性、地形は考えない。艦の配置日数は、1か所を1年間保つのに365日とし、交代や整備の艦は数えない。",
          ],
        },
      ]
    : [
        {
          heading: "How sites are chosen",
          paragraphs: [
            `For every candidate it is asked whether it has a chance of intercept against each threat and path to each cell of a ${km} km grid, by the two-body screen of the defended area. A cell is defended when against everything that reaches it some site has such a chance. "Published range" counts everything within the published range as covered instead.`,
            "The fewest sites that defend the share asked for come from the set-covering program, solved as a mixed-integer program (HiGHS). The least is proven: where it equals the number found, no choice has fewer. Runners-up are found by solving again without the plans already found.",
            "Defended does not mean that the intercept succeeds. Rounds, raids, failures and terrain are left out. A place at sea held all year is 365 days on station; ships on their way, in refit or in training come on top.",
          ],
        },
      ];
}

/** The plans for a map, and the curves as a table. */
export function writeSitingFiles({ study, summary, nameOf }: SitingStory): Readonly<Record<string, string>> {
  const features = summary.options.flatMap(({ id, plans }) =>
    plans.flatMap((plan, p) =>
      plan.sites.map((site) => ({
        id: `${id}-${p}-${site.id}`,
        geometry: { type: "Point" as const, coordinates: positionOf(site.position) },
        properties: { option: nameOf(id), plan: p + 1, share: Number(plan.share.toFixed(4)) },
      })),
    ),
  );
  const rows = summary.options.flatMap(({ id, curve }) => curve.map((share, count) => ({ id, count, share })));
  return {
    "plans.geojson": toGeoJson({ features, name: study.name }),
    "curve.csv": toCsv({
      columns: [
        { name: "option", type: "text", values: rows.map(({ id }) => id) },
        { name: "sites", type: "integer", values: rows.map(({ count }) => count) },
        { name: "share", type: "number", values: rows.map(({ share }) => share) },
      ],
    }),
  };
}
