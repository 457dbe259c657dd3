import type { RangeStudy } from "../scenario/types.ts";
import type { RangeSummary, Targeting } from "../study/range.ts";
import { toCsv } from "./csv.ts";
import { formatQuantity } from "./defended-area-words.ts";
import type { Feature, Geometry } from "./geometry.ts";
import { toGeoJson } from "./geojson.ts";
import { formatIn, formatMetric, frameReport, type NumbersStory } from "./numbers-report.ts";
import { drawRangeMap, ringAround, splitLine } from "./range-map.ts";
import type { ReportInput, ReportTable } from "./report-input.ts";
import { positionOf } from "./scene.ts";

/** What the words, tables and map of a range report are made of. */
export interface RangeStory extends NumbersStory {
  readonly study: RangeStudy;
  readonly summary: RangeSummary;
}

const COAST_EN = "Coast and borders: Natural Earth (public domain; it draws the southern Kurils under Russia)";
const COAST_JA = "海岸線と国境:Natural Earth(パブリックドメイン。北方四島の扱いは同データによる)";

/** The answer of a range study for a reader at a terminal, line by line. */
export function describeRange({ study, summary, nameOf, language }: RangeStory): readonly string[] {
  const { metrics } = summary;
  const ja = language === "ja";
  const show = (name: string): string => formatMetric(metrics[name]!, language);
  const lines: string[] = [];
  const kinds = new Set(summary.weapons.map(({ isTargeted }) => isTargeted));
  // Weapons of different kinds are not added up.
  if (metrics["straitShare"] !== undefined && kinds.size > 1)
    return summary.weapons.map((weapon) => describeOne(weapon));
  if (metrics["straitShare"] !== undefined) {
    const hasRadar = summary.weapons.some(({ isTargeted }) => isTargeted);
    lines.push(
      ja
        ? `海峡の線のうち到達範囲内:目標通報ありで${show("straitShare")}${hasRadar ? `、自らのレーダーのみで${show("straitShareHorizon")}` : ""}`
        : `Within reach of the straits' lines: ${show("straitShare")}${hasRadar ? ` with targets reported from beyond the horizon, ${show("straitShareHorizon")} with the batteries' own radars alone` : ""}`,
      ja
        ? `到達範囲内の海域:${show("seaArea")}${hasRadar ? `、自らのレーダーのみで${show("seaAreaHorizon")}` : ""}`
        : `Sea within reach: ${show("seaArea")}${hasRadar ? `; ${show("seaAreaHorizon")} with the batteries' own radars alone` : ""}`,
    );
  }
  const { band } = study;
  if (band !== undefined) {
    const [low, high] = [band.low_m, band.high_m].map(({ value }) => formatQuantity(value / 1000, "km", language));
    const inside = metrics["rangeInBand"]!.value === 1;
    lines.push(
      ja
        ? `射程${show("missileRange")}は、条約の${low}〜${high}の${inside ? "範囲内" : "範囲外"}`
        : `The published range, ${show("missileRange")}, lies ${inside ? "within" : "outside"} the treaty's ${low} to ${high}`,
    );
  }
  if (metrics["placesInReach"] !== undefined)
    lines.push(
      ja
        ? `${summary.places.length}か所のうち${show("placesInReach")}か所が射程内`
        : `${show("placesInReach")} of the ${summary.places.length} places named lie within range of a site`,
    );
  for (const { id, isTargeted } of summary.weapons) {
    const name = weaponLabel(study, id, nameOf);
    lines.push(
      ja
        ? `${name}:到達距離${show(`reachFull:${id}`)}${isTargeted ? `、レーダー水平線${show(`reachHorizon:${id}`)}` : ""}`
        : `${name}: reach ${show(`reachFull:${id}`)}${isTargeted ? `, radar horizon ${show(`reachHorizon:${id}`)}` : ""}`,
    );
  }
  return lines;

  function describeOne({ id, isTargeted }: RangeSummary["weapons"][number]): string {
    const name = weaponLabel(study, id, nameOf);
    if (!isTargeted)
      return ja
        ? `${name}:弾道ミサイルに対する到達距離${show(`reachFull:${id}`)}。艦船や地上の目標には向かわない`
        : `${name}: reach ${show(`reachFull:${id}`)} against ballistic missiles; it is no weapon against ships or places on the ground`;
    const length = summary.straits.reduce((sum, { length_m }) => sum + length_m, 0);
    const reached = summary.straits.reduce((sum, { length_m, shares }) => sum + length_m * shares[id]!.full, 0);
    const share = formatIn(reached / length, "1", language);
    const area = show(`seaAreaFull:${id}`);
    return ja
      ? `${name}:到達距離${show(`reachFull:${id}`)}、海峡の線の${share}、海域${area}の上`
      : `${name}: reach ${show(`reachFull:${id}`)}, over ${share} of the straits' lines and ${area} of sea`;
  }
}

function weaponLabel(study: RangeStudy, id: string, nameOf: RangeStory["nameOf"]): string {
  const weapon = study.weapons.find((each) => each.id === id)!;
  return weapon.name === undefined ? `${nameOf(weapon.missile.id)}, ${nameOf(weapon.unit.id)}` : nameOf(id);
}

/** The report of a range study with its map. */
export function tellRange(story: RangeStory, land: readonly Geometry[]): ReportInput {
  const { study, summary, language } = story;
  const title = study.title?.[language] ?? study.title?.en ?? study.name;
  const report = frameReport(story, {
    metric: summary.straits.length > 0 ? "straitShare" : study.band === undefined ? "placesInReach" : "missileRange",
    data: { w: study.weapons.map(({ missile }) => missile), b: study.band },
    sources: study.straits.flatMap(({ ends }) => ends.flatMap(({ sources }) => sources)),
    whyLines: describeRange(story),
    methods: describeMethods(story),
    attributions: [language === "ja" ? COAST_JA : COAST_EN],
  });
  return {
    ...report,
    mainMap: drawRangeMap({ ...story, land, title }),
    tables: [...straitTable(story), ...placeTable(story)],
  };
}

function straitTable({ study, summary, nameOf, language }: RangeStory): readonly ReportTable[] {
  if (summary.straits.length === 0) return [];
  const ja = language === "ja";
  const hasRadar = summary.weapons.some(({ isTargeted }) => isTargeted);
  const percent = (share: number): string => formatIn(share, "1", language);
  const column = (targeting: Targeting, weapon: string): ((s: RangeSummary["straits"][number]) => string) => {
    return ({ shares }) => percent(shares[weapon]![targeting]);
  };
  const weapons = summary.weapons
    .filter(({ isTargeted }) => isTargeted || !hasRadar)
    .map(({ id }) => ({ id, name: weaponLabel(study, id, nameOf) }));
  const columns = [
    ...weapons.map(({ id, name }) => ({
      text: ja ? `${name}:全射程` : `${name}: whole range`,
      cell: column("full", id),
    })),
    ...(weapons.length > 1 ? [{ text: ja ? "いずれか:全射程" : "Any: whole range", cell: column("full", "any") }] : []),
    ...(hasRadar
      ? [{ text: ja ? "いずれか:自らのレーダーのみ" : "Any: own radar alone", cell: column("horizon", "any") }]
      : []),
  ];
  return [
    {
      id: "straits",
      heading: ja ? "海峡ごとの割合" : "Strait by strait",
      caption: ja
        ? "岸から岸への最短の線のうち到達範囲内にある割合(公表値の中央)。"
        : "Share of the shortest line from shore to shore that lies within reach, with the central values.",
      heads: [
        { text: ja ? "海峡" : "Strait" },
        { text: ja ? "線の長さ" : "Length of the line", isNumber: true },
        ...columns.map(({ text }) => ({ text, isNumber: true as const })),
      ],
      rows: summary.straits.map((strait) => [
        nameOf(strait.id),
        formatQuantity(strait.length_m / 1000, "km", language),
        ...columns.map(({ cell }) => cell(strait)),
      ]),
    },
  ];
}

function placeTable({ study, summary, nameOf, language }: RangeStory): readonly ReportTable[] {
  if (summary.places.length === 0) return [];
  const ja = language === "ja";
  const nearest = (place: RangeSummary["places"][number]): number => Math.min(...Object.values(place.distance_m));
  const yes = ja ? "範囲内" : "within";
  const no = ja ? "範囲外" : "beyond";
  return [
    {
      id: "places",
      heading: ja ? "地点までの距離" : "Places and their distance",
      caption: ja
        ? "測地線距離と、公表射程(中央値)の内外。"
        : "Geodesic distance, and whether the published range (central value) covers it.",
      heads: [
        { text: ja ? "地点" : "Place" },
        ...summary.weapons.map(({ id }) => ({
          text: nameOf(study.weapons.find((weapon) => weapon.id === id)!.unit.id),
          isNumber: true as const,
        })),
      ],
      rows: summary.places
        .toSorted((a, b) => nearest(a) - nearest(b))
        .map((place) => [
          nameOf(place.id),
          ...summary.weapons.map(({ id, reach_m }) => {
            const distance = place.distance_m[id]!;
            return `${formatQuantity(distance / 1000, "km", language)} (${distance <= reach_m.full ? yes : no})`;
          }),
        ]),
    },
  ];
}

function describeMethods({ language }: RangeStory): ReportInput["methods"] {
  return language === "ja"
    ? [
        {
          heading: "到達の意味",
          paragraphs: [
            "射程は公表値で、地表に沿う測地線(WGS 84)の距離として扱う。高度、燃料、経路の曲がり、迎撃は考えない。",
            "自らのレーダーのみの場合は、アンテナと目標の高さから求めた水平線(4/3の地球半径)までを到達とする。水平線の先の目標が通報される場合は、通報の届く距離か射程の短い方までとする。",
            "海峡は、Natural Earthの1,000万分の1の海岸線から求めた、岸から岸への最短の線である。海域は等積の格子で数える。",
          ],
        },
      ]
    : [
        {
          heading: "What reach means",
          paragraphs: [
            "Ranges are the published ones, taken as geodesic distance over the ground (WGS 84). Height of flight, fuel, bends of the path and defence against the missile are left out.",
            "With its own radar alone a battery reaches to the radar horizon from the heights of antenna and target (4/3 Earth). With targets reported from beyond the horizon it reaches to the distance of the reports or to the end of the range, whichever is nearer.",
            "A strait is the shortest line from shore to shore in Natural Earth's coast at 1:10 million. The sea is counted in cells of equal area.",
          ],
        },
      ];
}

/** Rings, lines and places for a map, and the straits as a table. */
export function writeRangeFiles({ study, summary, nameOf }: RangeStory): Readonly<Record<string, string>> {
  const rings = summary.weapons.flatMap((weapon): Feature[] => {
    const feature = (targeting: Targeting): Feature => ({
      id: `${weapon.id}-${targeting}`,
      geometry: { type: "Polygon", coordinates: [ringAround(weapon.position, weapon.reach_m[targeting])] },
      properties: {
        kind: targeting,
        name: weaponLabel(study, weapon.id, nameOf),
        reach_km: Number((weapon.reach_m[targeting] / 1000).toFixed(3)),
      },
    });
    return weapon.isTargeted ? [feature("full"), feature("horizon")] : [feature("full")];
  });
  const lines = summary.straits.flatMap(({ id, line, shares }): Feature[] => {
    const { reached, open } = splitLine(line);
    const share = Number(shares["any"]!.full.toFixed(4));
    return [
      ...(reached.length === 0
        ? []
        : [feature(`${id}-reached`, id, "reached", share, { type: "MultiLineString", coordinates: reached })]),
      ...(open.length === 0
        ? []
        : [feature(`${id}-open`, id, "open", share, { type: "MultiLineString", coordinates: open })]),
    ];
  });
  function feature(key: string, id: string, kind: string, share: number, geometry: Geometry): Feature {
    return { id: key, geometry, properties: { kind, name: nameOf(id), shareInReach: share } };
  }
  const points = [
    ...study.weapons.map(({ unit }) => ({ id: unit.id, position: unit.position })),
    ...summary.places,
  ].map(({ id, position }): Feature => ({
    id: `place-${id}`,
    geometry: { type: "Point", coordinates: positionOf(position) },
    properties: { kind: "place", name: nameOf(id) },
  }));
  const files: Record<string, string> = {
    "reach.geojson": toGeoJson({ features: [...rings, ...lines, ...points], name: study.name, attribution: COAST_EN }),
  };
  const { straits } = summary;
  if (straits.length > 0)
    files["straits.csv"] = toCsv({
      columns: [
        { name: "strait", type: "text", values: straits.map(({ id }) => id) },
        { name: "length", unit: "km", type: "number", values: straits.map(({ length_m }) => length_m / 1000) },
        ...["any", ...summary.weapons.map(({ id }) => id)].flatMap((weapon) =>
          (["horizon", "targeted", "full"] as const).map((targeting) => ({
            name: `share ${weapon} ${targeting}`,
            type: "number" as const,
            values: straits.map(({ shares }) => shares[weapon]![targeting]),
          })),
        ),
      ],
    });
  return files;
}
