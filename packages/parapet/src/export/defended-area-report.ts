import { collectSourcedValues } from "../scenario/resolve.ts";
import type { DefendedAreaStudy } from "../scenario/types.ts";
import { type DefendedAreaResult, swingOfPeople } from "../study/defended-area.ts";
import type { CaseSummary, DefendedAreaSummary } from "../study/defended-area-summary.ts";
import { listThreatCases } from "../study/defended-area-problem.ts";
import { formatQuantity, formatShare, type NameOf, nameParameter, namePath } from "./defended-area-words.ts";
import { describeMethods } from "./defended-area-methods.ts";
import { listValues } from "./report-values.ts";
import type {
  Language,
  ReportCase,
  ReportInfluence,
  ReportInput,
  ReportSource,
  ReportTornado,
} from "./report-input.ts";

/** What the words and tables of a report are made of. */
export interface DefendedAreaStory {
  readonly study: DefendedAreaStudy;
  readonly result: DefendedAreaResult;
  readonly summary: DefendedAreaSummary;
  readonly nameOf: NameOf;
  readonly language: Language;
  /** Title and place of a publication, by its id. */
  readonly sourceOf: (id: string) => ReportSource;
  readonly hash: string;
  readonly version: string;
  readonly command: string;
}

/** Metrics of the tornado beyond these are too small to be drawn. */
const BARS = 12;

/** The words and tables of a defended-area report, without its pictures. */
export function tellDefendedArea(story: DefendedAreaStory): ReportInput {
  const { study, summary, language, nameOf } = story;
  const best = findBestInterceptor(summary);
  const swings = new Map(summary.sensitivity.map((each) => [each.parameter.key, swingOfPeople(each)]));
  const values = listValues({
    values: collectSourcedValues({
      i: study.interceptors,
      t: study.threats,
      r: study.units.map(({ radars }) => radars),
    }),
    units: study.units,
    influenceOf: (key) => swings.get(key) ?? 0,
    nameOf,
    language,
  });
  const cited = new Set([
    ...values.flatMap(({ sources }) => sources),
    ...study.units.flatMap(({ sources }) => sources),
    ...study.launchRegions.flatMap(({ sources }) => sources),
  ]);
  const title = study.title?.[language] ?? study.title?.en ?? study.name;
  // The path on which the defence does worst, as on the main map.
  const worst = summary.paths
    .filter(({ interceptor }) => interceptor === best)
    .reduce((a, b) => (b.population.value < a.population.value ? b : a)).path;
  return {
    language,
    title,
    ...(study.scenario.date === undefined ? {} : { scenarioDate: study.scenario.date }),
    scenarioTitle: study.scenario.title[language] ?? study.scenario.title.en,
    whyLines: explainWhy(story, best),
    smallMaps: [],
    cases: summary.cases
      .filter(({ threatenedPopulation }) => threatenedPopulation > 0)
      .map((each) => toReportCase(each, story)),
    intervalMeaning:
      language === "ja"
        ? `公表範囲からの${summary.draws}回の抽出の5 %点と95 %点。中央値がその外にあるときは中央値まで広げる`
        : `5 % and 95 % of ${summary.draws} draws over the published ranges, widened to hold the central value`,
    tornado: describeInfluences(story),
    prefectures: summary.prefectures
      .map((prefecture) => {
        const { area, population } = prefecture.byPath.find(({ path }) => path === worst)!;
        return {
          code: prefecture.code,
          name: language === "ja" ? prefecture.nameJa : prefecture.name,
          population: Math.round(prefecture.population),
          landArea_km2: prefecture.landArea_m2 / 1e6,
          populationShare: population,
          areaShare: area,
        };
      })
      .toSorted((a, b) => (a.code < b.code ? -1 : 1)),
    prefectureCase:
      language === "ja"
        ? `${namePath(worst, language)}、すべての脅威、いずれかの迎撃ミサイル`
        : `${namePath(worst, language)} flights of every threat, any interceptor of the study`,
    methods: describeMethods(story),
    values,
    notComputable: [],
    sources: [...cited].toSorted().map(story.sourceOf),
    attributions: [
      language === "ja"
        ? "海岸線と都道府県:Natural Earth(パブリックドメイン。北方四島の扱いは同データによる)"
        : "Coast and prefectures: Natural Earth (public domain; it draws the southern Kurils under Russia)",
      language === "ja"
        ? "人口:GeoNames(CC BY 4.0)を2020年国勢調査の都道府県人口に合わせたもの"
        : "People: GeoNames (CC BY 4.0), scaled to the prefectures' census of 2020",
    ],
    hash: story.hash,
    seed: study.seed,
    version: story.version,
    command: story.command,
  };
}

/** The interceptor that defends most people against everything, with central values. */
export function findBestInterceptor(summary: DefendedAreaSummary): string {
  const single = summary.overall.filter(({ interceptor }) => interceptor !== "any");
  return single.reduce((best, each) => (each.population.value > best.population.value ? each : best)).interceptor;
}

function toReportCase(each: CaseSummary, { study, nameOf, language }: DefendedAreaStory): ReportCase {
  const threat = nameOf(each.threat);
  return {
    interceptor: nameOf(each.interceptor),
    threat: study.launchRegions.length > 1 ? `${threat}, ${nameOf(each.launchRegion)}` : threat,
    path: namePath(each.path, language),
    areaShare: each.area,
    populationShare: each.population,
    secondShotShare: { value: each.secondShot },
    shots: each.mostShots,
    outOfReachShare: 1 - each.threatenedArea,
  };
}

function explainWhy({ summary, result, nameOf, language }: DefendedAreaStory, best: string): readonly string[] {
  const lines = summary.paths
    .filter(({ interceptor }) => interceptor === best)
    .map(({ path, population }) =>
      language === "ja"
        ? `${nameOf(best)}、${namePath(path, language)}:人口の${formatShare(population, language)}を防護する。`
        : `${nameOf(best)} against ${namePath(path, language)} flights: ${formatShare(population, language)} of the people defended.`,
    );
  const { problem, examples } = result;
  const cases = listThreatCases(problem);
  const lowest = examples
    .map(({ case: c, path }) => ({ c: cases[c]!, apogee: Math.max(...path.altitude_m) }))
    .toSorted((a, b) => a.apogee - b.apogee)[0];
  const floor = problem.interceptors.find(({ id }) => id === best)!.floor_m;
  if (lowest !== undefined) {
    const km = (value: number): string => formatQuantity(value / 1000, "km", language);
    const threat = nameOf(problem.threats[lowest.c.threat]!.id);
    const path = namePath(problem.paths[lowest.c.path]!, language);
    const floorText = km(problem.parameters[floor]!.value);
    lines.push(
      language === "ja"
        ? `最も低い飛行(${threat}、${path})の最高高度は${km(lowest.apogee)}、迎撃できる最低高度は${floorText}である。`
        : `The lowest flight, ${threat} on a ${path} path, rises to ${km(lowest.apogee)}; the interceptor works above ${floorText}.`,
    );
  }
  return lines;
}

/** What the answer turns on; `threshold` is the bound of a claim, at which the bars begin. */
export function describeInfluences(
  { summary, nameOf, language }: Pick<DefendedAreaStory, "summary" | "nameOf" | "language">,
  threshold?: number,
): ReportTornado {
  return {
    metric:
      language === "ja"
        ? "すべての脅威と軌道に対して防護される人口の割合"
        : "share of the people defended against every threat and path",
    nominal: summary.screened.people,
    ...(threshold === undefined ? {} : { threshold }),
    influences: listInfluences({ summary, nameOf, language }, threshold),
  };
}

function listInfluences(
  { summary, nameOf, language }: Pick<DefendedAreaStory, "summary" | "nameOf" | "language">,
  threshold: number | undefined,
): readonly ReportInfluence[] {
  return summary.sensitivity
    .filter((each) => swingOfPeople(each) > 0)
    .slice(0, BARS)
    .map(({ parameter, sweep }): ReportInfluence => {
      const q = (value: number): string => formatQuantity(value / parameter.perUnit, parameter.unit, language);
      const flip = threshold === undefined ? undefined : findCrossing(sweep, threshold);
      return {
        label: nameParameter(parameter.key, nameOf, language),
        lowText: q(parameter.low),
        highText: q(parameter.high),
        atLow: sweep[0]!.people,
        atHigh: sweep.at(-1)!.people,
        status: parameter.status,
        ...(flip === undefined
          ? {}
          : { flip: { text: q(flip), fraction: (flip - parameter.low) / (parameter.high - parameter.low) } }),
      };
    });
}

function findCrossing(
  sweep: readonly { readonly value: number; readonly people: number }[],
  threshold: number,
): number | undefined {
  for (let i = 1; i < sweep.length; i++) {
    const before = sweep[i - 1]!;
    const after = sweep[i]!;
    if (before.people >= threshold === after.people >= threshold) continue;
    return before.value + ((threshold - before.people) / (after.people - before.people)) * (after.value - before.value);
  }
  return undefined;
}
