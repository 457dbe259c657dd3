import type { ReachStudy } from "../scenario/types.ts";
import { PERFECT, type ReachSummary } from "../study/reach.ts";
import { drawReach } from "./chart-reach.ts";
import { toCsv } from "./csv.ts";
import { formatQuantity, namePath } from "./defended-area-words.ts";
import { drawFlightsProfile, listPlaces } from "./flight-profile.ts";
import { toGeoJson } from "./geojson.ts";
import { formatIn, formatMetric, frameReport, inLanguage, type NumbersStory } from "./numbers-report.ts";
import { ringAround } from "./range-map.ts";
import type { ReportInput, ReportTable } from "./report-input.ts";
import { positionOf } from "./scene.ts";

/** What the words, tables and picture of a reach report are made of. */
export interface ReachStory extends NumbersStory {
  readonly study: ReachStudy;
  readonly summary: ReachSummary;
}

function shooterName(
  { study, nameOf, language }: Pick<ReachStory, "study" | "nameOf" | "language">,
  id: string,
): string {
  const shooter = study.shooters.find((each) => each.id === id)!;
  if (shooter.name !== undefined) return inLanguage(shooter.name, language);
  const [who, where] = [nameOf(shooter.interceptor.id), nameOf(shooter.unit.id)];
  return language === "ja" ? `${who}(${where})` : `${who}, ${where}`;
}

function cueName({ study, nameOf, language }: Pick<ReachStory, "study" | "nameOf" | "language">, id: string): string {
  if (id === PERFECT) return language === "ja" ? "初めから知る場合" : "Known from the start";
  const cue = study.cues.find((each) => each.id === id)!;
  if (cue.name !== undefined) return inLanguage(cue.name, language);
  return new Intl.ListFormat(language).format(cue.units.map((unit) => nameOf(unit.id)));
}

/** The answer of a reach study for a reader at a terminal, line by line. */
export function describeReach(story: ReachStory): readonly string[] {
  const { study, summary, language } = story;
  const { metrics, flights, cues } = summary;
  const ja = language === "ja";
  const show = (name: string): string => formatMetric(metrics[name]!, language);
  const share = cues.map((cue) =>
    ja
      ? `${cueName(story, cue)}:${flights.length}本の飛翔のうち${show(`touchedShare:${cue}`)}に届きうる`
      : `${cueName(story, cue)}: ${show(`touchedShare:${cue}`)} of ${flights.length} flights can be touched`,
  );
  const reaches = study.shooters.map(({ id }) => {
    const closest = flights.flatMap(({ views }) => (views[id]!.closest_m === undefined ? [] : [views[id]!.closest_m!]));
    const nearest = closest.length === 0 ? undefined : Math.min(...closest) / 1000;
    const near =
      nearest === undefined
        ? ja
          ? "、迎撃高度を通る飛翔はない"
          : "; no flight passes at its altitudes"
        : ja
          ? `、迎撃高度で最も近い飛翔は${formatQuantity(nearest, "km", language)}`
          : `; the nearest flight at its altitudes passes ${formatQuantity(nearest, "km", language)} away`;
    return ja
      ? `${shooterName(story, id)}:最大到達距離${show(`reach:${id}`)}${near}`
      : `${shooterName(story, id)}: reach ${show(`reach:${id}`)}${near}`;
  });
  const raid =
    metrics["metAtMost"] === undefined
      ? []
      : [
          ja
            ? `公表弾数${show("roundsStated")}発のうち届きうるのは${show("roundsInReach")}発。すべて命中しても攻撃の${show("metAtMost")}まで`
            : `${show("roundsInReach")} of ${show("roundsStated")} stated rounds can touch any flight; if each hit a warhead of its own, ${show("metAtMost")} of the raid`,
        ];
  const ratio =
    metrics["reachRatio"] === undefined ||
    study.shooters.length > 2 ||
    study.shooters[0]!.interceptor.id === study.shooters.at(-1)!.interceptor.id
      ? []
      : [
          ja
            ? `「${shooterName(story, study.shooters[0]!.id)}」は「${shooterName(story, study.shooters.at(-1)!.id)}」の${show("reachRatio")}倍遠くまで届く`
            : `"${shooterName(story, study.shooters[0]!.id)}" reaches ${show("reachRatio")} times as far as "${shooterName(story, study.shooters.at(-1)!.id)}"`,
        ];
  return flights.length === 0 ? [...ratio, ...reaches] : [...raid, ...share, ...ratio, ...reaches];
}

/** The report of a reach study with its picture to scale. */
export function tellReach(story: ReachStory): ReportInput {
  const { study, summary, language } = story;
  const title = study.title === undefined ? study.name : inLanguage(study.title, language);
  const report = frameReport(story, {
    metric: summary.metrics["touchedShareCued"] === undefined ? "touchedShare" : "touchedShareCued",
    data: {
      i: study.shooters.map(({ interceptor }) => interceptor),
      t: study.threats,
      r: study.cues.flatMap(({ units }) => units.map(({ radars }) => radars)),
      w: study.warheads,
    },
    sources: study.launchRegions.flatMap(({ sources }) => sources),
    whyLines: describeReach(story),
    methods: describeMethods(story),
  });
  const names = study.shooters.map(({ id }) => shooterName(story, id));
  return {
    ...report,
    mainMap: { svg: drawReach({ language, summary, names, title }), caption: "" },
    ...profileOf(story),
    tables: [...shareTable(story), ...flightTable(story)],
  };
}

/** The flights that pass nearest to any shooter, on every kind of path, to scale. */
function profileOf(story: ReachStory): Pick<ReportInput, "profile"> {
  const { study, summary, nameOf, language } = story;
  const distance = ({ views }: ReachSummary["flights"][number]): number =>
    Math.min(
      Infinity,
      ...Object.values(views).flatMap(({ closest_m }) => (closest_m === undefined ? [] : [closest_m])),
    );
  const [nearest] = summary.flights.toSorted((a, b) => distance(a) - distance(b));
  if (nearest === undefined) return {};
  const profile = drawFlightsProfile({
    study,
    threat: study.threats.find(({ id }) => id === nearest.threat)!,
    launchRegion: nearest.launchRegion,
    aim: study.aims.find(({ id }) => id === nearest.aim)!,
    interceptors: study.shooters.map(({ interceptor }) => interceptor),
    places: listPlaces(
      study.shooters.map(({ unit }) => unit),
      nameOf,
    ),
    nameOf,
    language,
  });
  return profile === undefined ? {} : { profile };
}

function shareTable(story: ReachStory): readonly ReportTable[] {
  const { study, summary, language } = story;
  if (summary.flights.length === 0) return [];
  const ja = language === "ja";
  const { metrics, cues } = summary;
  return [
    {
      id: "shares",
      heading: ja ? "発射点ごとの割合" : "Shooter by shooter",
      caption: ja
        ? "届きうる飛翔の割合。括弧内は公表範囲からの抽出の5 %〜95 %。"
        : "Share of the flights that can be touched. In brackets: 5 % to 95 % of the draws over the published ranges.",
      heads: [
        { text: ja ? "発射点" : "Shooter" },
        { text: ja ? "最大到達距離" : "Reach", isNumber: true },
        ...cues.map((cue) => ({ text: cueName(story, cue), isNumber: true as const })),
      ],
      rows: study.shooters.map(({ id }) => [
        shooterName(story, id),
        formatMetric(metrics[`reach:${id}`]!, language),
        ...cues.map((cue) => formatMetric(metrics[`touchedShare:${id}:${cue}`]!, language)),
      ]),
    },
  ];
}

function flightTable(story: ReachStory): readonly ReportTable[] {
  const { study, summary, nameOf, language } = story;
  const ja = language === "ja";
  const [first] = study.shooters;
  if (first === undefined || summary.flights.length === 0) return [];
  const last = summary.cues.at(-1)!;
  const rows = study.launchRegions.flatMap((region) =>
    study.threats.flatMap((threat) =>
      study.trajectories.flatMap((path) => {
        const some = summary.flights.filter(
          (flight) => flight.launchRegion === region.id && flight.threat === threat.id && flight.trajectory === path,
        );
        if (some.length === 0) return [];
        const touched = (cue: string): string => {
          const count = some.filter(({ views }) =>
            Object.values(views).some(({ spare_s }) => spare_s[cue] !== undefined),
          );
          return formatIn(count.length / some.length, "1", language);
        };
        const closest = some.flatMap(({ views }) =>
          views[first.id]!.closest_m === undefined ? [] : [views[first.id]!.closest_m!],
        );
        return [
          [
            nameOf(region.id),
            nameOf(threat.id),
            namePath(path, language),
            String(some.length),
            closest.length === 0 ? "–" : formatQuantity(Math.min(...closest) / 1000, "km", language),
            touched(PERFECT),
            ...(last === PERFECT ? [] : [touched(last)]),
          ],
        ];
      }),
    ),
  );
  return [
    {
      id: "flights",
      heading: ja ? "飛翔の束ごと" : "Bundle by bundle",
      caption: ja
        ? `最接近は「${shooterName(story, first.id)}」の迎撃高度にある間の地表に沿う距離。割合はいずれかの発射点による(公表値の中央)。`
        : `Nearest pass: over the ground, while at the altitudes of "${shooterName(story, first.id)}". Shares by any shooter, with the central values.`,
      heads: [
        { text: ja ? "発射地域" : "From" },
        { text: ja ? "脅威" : "Class" },
        { text: ja ? "軌道" : "Path" },
        { text: ja ? "飛翔" : "Flights", isNumber: true },
        { text: ja ? "最接近" : "Nearest pass", isNumber: true },
        { text: cueName(story, PERFECT), isNumber: true },
        ...(last === PERFECT ? [] : [{ text: cueName(story, last), isNumber: true as const }]),
      ],
      rows,
    },
  ];
}

function describeMethods({ study, summary, language }: ReachStory): ReportInput["methods"] {
  const reasons = Map.groupBy(summary.missing, ({ reason }) => reason);
  const missing = [...reasons].map(([reason, list]) => `${reason} ${list.length}`).join(", ");
  const isLinked = study.cues.some(({ overLinks }) => overLinks);
  return language === "ja"
    ? [
        {
          heading: "届くとは",
          paragraphs: [
            "各クラスの飛翔を各発射地域から各目標へ積分し(回転するWGS 84、J2、大気)、燃焼終了後の各時点で、迎撃ミサイルが下限・上限高度と公表射程の内側で間に合うかを調べる。飛行時間は、公表速度・燃焼時間から多数の仰角で計算した表による。",
            `「初めから知る場合」は、発射の瞬間から迎撃ミサイルを撃てるとした上限で、どの探知もこれを超えない。レーダーで見る場合は、最初の探知に追尾の時間と反応時間を加える。${isLinked ? "航跡はシナリオのリンクを通る。" : "航跡は遅れなく共有されるとした。"}`,
            "届くことは命中ではない。おとり、識別、弾数、連続した発射は考えない。ブースト段階での迎撃も考えない。",
          ],
        },
        ...(missing === "" ? [] : [{ heading: "計算できなかった飛翔(理由別)", paragraphs: [missing] }]),
      ]
    : [
        {
          heading: "What touching means",
          paragraphs: [
            "Flights of each class are integrated from each launch region to each aim (rotating WGS 84 Earth, J2, air). At every moment after burnout it is asked whether the interceptor can be there in time, between its lowest and highest altitude and within its published range. Flight times come from a table of shots at many elevations with the published speed and burn time.",
            `"Known from the start" lets the interceptor leave from the first second of the flight on: no sensors can do better. With radars, first detection, the time to a track and the reaction time come before it. ${isLinked ? "Tracks travel over the links of the scenario." : "Tracks are taken to be shared without delay."}`,
            "To touch is not to hit. Decoys, discrimination, how many rounds there are and how fast they follow each other are left out, and so is any intercept while the missile still burns.",
          ],
        },
        ...(missing === "" ? [] : [{ heading: "Flights that do not exist, by reason", paragraphs: [missing] }]),
      ];
}

/** Rings of the shooters for a map, and each flight with what can touch it as a table. */
export function writeReachFiles(story: ReachStory): Readonly<Record<string, string>> {
  const { study, summary } = story;
  const { flights, envelopes, cues } = summary;
  const features = envelopes.flatMap(({ id, position, farthest_m }) => [
    {
      id: `${id}-reach`,
      geometry: { type: "Polygon" as const, coordinates: [ringAround(position, Math.max(1, farthest_m))] },
      properties: { kind: "reach", name: shooterName(story, id), reach_km: Number((farthest_m / 1000).toFixed(3)) },
    },
    {
      id,
      geometry: { type: "Point" as const, coordinates: positionOf(position) },
      properties: { kind: "shooter", name: shooterName(story, id) },
    },
  ]);
  const text = (pick: (flight: (typeof flights)[number]) => string): readonly string[] => flights.map(pick);
  return {
    "reach.geojson": toGeoJson({ features, name: study.name }),
    "flights.csv": toCsv({
      columns: [
        { name: "threat", type: "text", values: text(({ threat }) => threat) },
        { name: "trajectory", type: "text", values: text(({ trajectory }) => trajectory) },
        { name: "launchRegion", type: "text", values: text(({ launchRegion }) => launchRegion) },
        { name: "aim", type: "text", values: text(({ aim }) => aim) },
        { name: "flightTime", unit: "s", type: "number", values: flights.map(({ flightTime_s }) => flightTime_s) },
        { name: "apogee", unit: "km", type: "number", values: flights.map(({ apogee_m }) => apogee_m / 1000) },
        ...study.shooters.flatMap(({ id }) => [
          {
            name: `closest ${id}`,
            unit: "km",
            type: "number" as const,
            values: flights.map(({ views }) => (views[id]!.closest_m ?? Number.NaN) / 1000),
          },
          ...cues.map((cue) => ({
            name: `spare ${id} ${cue}`,
            unit: "s",
            type: "number" as const,
            values: flights.map(({ views }) => views[id]!.spare_s[cue] ?? Number.NaN),
          })),
        ]),
      ],
    }),
  };
}
