import type { Metric } from "../study/defended-area-summary.ts";
import { type CoverageStory, nameSet } from "./coverage-words.ts";
import { formatQuantity, namePath } from "./defended-area-words.ts";
import { formatMetric } from "./numbers-report.ts";
import type { ReportTable } from "./report-input.ts";

/** The tables of a coverage report, the long one of every flight last. */
export function tabulateCoverage(story: CoverageStory, intervalMeaning: string): readonly ReportTable[] {
  return [setsTable(story, intervalMeaning), fieldsTable(story, intervalMeaning), membersTable(story, intervalMeaning), flightsTable(story)]; // prettier-ignore
}

function setsTable(story: CoverageStory, intervalMeaning: string): ReportTable {
  const { study, summary, language } = story;
  const ja = language === "ja";
  const show = (name: string): string => formatMetric(summary.metrics[name]!, language);
  const heard = study.heardAt === undefined ? undefined : story.nameOf(study.heardAt);
  const first = heard === undefined ? (ja ? "最初の追尾" : "First track") : ja ? `最初の追尾が${heard}に届く時刻` : `First track heard at ${heard}`; // prettier-ignore
  return {
    id: "sets",
    heading: ja ? "レーダーの組ごと" : "Set by set",
    caption: ja
      ? `飛行の平均。最初の追尾は発射からの秒数で、追尾した飛行だけの平均。${intervalMeaning}。`
      : `Means over the flights; the first track in seconds from launch, over the flights that are tracked at all. ${intervalMeaning}.`,
    heads: [
      { text: ja ? "レーダーの組" : "Set of radars" },
      { text: ja ? "見える飛行" : "Flights seen" },
      { text: ja ? "視界内の時間" : "Time in view" },
      { text: first },
    ],
    rows: summary.sets.map((id) => [
      nameSet(study, id, story.nameOf, language),
      show(`seenShare:${id}`),
      show(`timeInView:${id}`),
      summary.metrics[`seenShare:${id}`]!.value === 0 ? "–" : show(`firstTrack:${id}`),
    ]),
  };
}

function fieldsTable(story: CoverageStory, intervalMeaning: string): ReportTable {
  const { study, summary, language } = story;
  const ja = language === "ja";
  const altitude = (metres: number): string => formatQuantity(metres / 1000, "km", language);
  const top = altitude(Math.max(...study.altitudes_m));
  const half = (seen: Metric, overlap: Metric): string => shareText(seen, overlap, language);
  return {
    id: "fields",
    heading: ja ? "視界の広さ" : "How much of space is seen",
    caption: ja
      ? `面積は各高度で見える範囲の直下、体積は地表から${top}まで。重なりは二つ以上の部隊が見る割合(公表値)。約6,000点による計数で、誤差は1 %程度。${intervalMeaning}。`
      : `Areas are the ground under what is seen at each altitude, volumes reach from the ground to ${top}; shared is the part that two units or more see, with published values. Counted on some 6,000 points: good to about 1 %. ${intervalMeaning}.`,
    heads: [
      { text: ja ? "レーダーの組" : "Set of radars" },
      { text: ja ? "反射断面積" : "Cross-section", isNumber: true },
      ...study.altitudes_m.map((metres) => ({ text: ja ? `面積(高度${altitude(metres)})` : `Area at ${altitude(metres)}` })),
      { text: ja ? "体積" : "Volume" },
    ], // prettier-ignore
    rows: summary.fields.map((field) => [
      nameSet(study, field.set, story.nameOf, language),
      formatQuantity(field.crossSection_m2, "m²", language),
      ...field.areas.map(({ seen, overlap }) => `${inMillions(seen, "km²", language)}; ${half(seen, overlap)}`),
      `${inMillions(field.volume, "km³", language)}; ${half(field.volume, field.overlap)}`,
    ]),
  };
}

function membersTable(story: CoverageStory, intervalMeaning: string): ReportTable {
  const { study, summary, language, nameOf } = story;
  const ja = language === "ja";
  const last = summary.sets.at(-1)!;
  return {
    id: "members",
    heading: ja ? "各レーダーが加えるもの" : "What each member adds",
    caption: ja
      ? `「${nameSet(study, last, nameOf, language)}」の各部隊。加える体積とは、その部隊がなければ組が失う体積。${intervalMeaning}。`
      : `Units of "${nameSet(study, last, nameOf, language)}". What a unit adds is what the set would lose without it. ${intervalMeaning}.`,
    heads: [
      { text: ja ? "部隊" : "Unit" },
      { text: ja ? "反射断面積" : "Cross-section", isNumber: true },
      { text: ja ? "自らの体積" : "Its own volume" },
      { text: ja ? "加える体積" : "Volume it adds" },
    ],
    rows: summary.fields
      .filter(({ set }) => set === last)
      .flatMap(({ crossSection_m2, members }) =>
        members.map(({ unit, volume, gain }) => [
          nameOf(unit),
          formatQuantity(crossSection_m2, "m²", language),
          inMillions(volume, "km³", language),
          inMillions(gain, "km³", language),
        ]),
      ),
  };
}

function flightsTable({ study, summary, language, nameOf }: CoverageStory): ReportTable {
  const ja = language === "ja";
  const seconds = (value: number): string => formatQuantity(Math.round(value), "s", language);
  return {
    id: "flights",
    heading: ja ? "飛行ごと" : "Flight by flight",
    caption: ja
      ? "公表値による。各組について、最初の追尾(発射から)と視界内の時間。–は追尾なし。"
      : "With published values. For each set: first track from launch, and time in view; – for never a track.",
    isLong: true,
    heads: [
      { text: ja ? "脅威" : "Threat" },
      { text: ja ? "軌道" : "Path" },
      { text: ja ? "発射" : "From" },
      { text: ja ? "目標" : "To" },
      { text: ja ? "飛行時間" : "Time of flight", isNumber: true },
      ...summary.sets.map((id) => ({ text: nameSet(study, id, nameOf, language) })),
    ],
    rows: summary.flights.map(({ threat, trajectory, launchRegion, aim, flightTime_s, views }) => {
      const target = study.aims.find(({ id }) => id === aim)!.name;
      return [
        nameOf(threat),
        namePath(trajectory, language),
        nameOf(launchRegion),
        target[language] ?? target.en,
        seconds(flightTime_s),
        ...summary.sets.map((id) => {
          const { firstTrack_s, inView_s } = views[id]!;
          return firstTrack_s === undefined ? "–" : `${seconds(firstTrack_s)}, ${seconds(inView_s)}`;
        }),
      ];
    }),
  };
}

/** A metric in square or cubic kilometres, in millions of them. */
function inMillions({ value, low, high }: Metric, unit: string, language: CoverageStory["language"]): string {
  const q = (number: number): string =>
    new Intl.NumberFormat(language, { maximumSignificantDigits: 3 }).format(number / 1e6);
  const word = language === "ja" ? `百万${unit}` : `million ${unit}`;
  if (low === value && high === value) return `${q(value)} ${word}`;
  return language === "ja" ? `${q(value)}(${q(low)}〜${q(high)})${word}` : `${q(value)} (${q(low)} to ${q(high)}) ${word}`; // prettier-ignore
}

function shareText(whole: Metric, part: Metric, language: CoverageStory["language"]): string {
  if (whole.value === 0) return "–";
  const percent = new Intl.NumberFormat(language, { maximumFractionDigits: 0 }).format(
    (100 * part.value) / whole.value,
  );
  return language === "ja" ? `重なり${percent} %` : `${percent} % shared`;
}
