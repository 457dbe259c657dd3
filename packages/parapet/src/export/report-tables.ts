import { drawTornado, formatTornadoValue, sortInfluences } from "./chart-tornado.ts";
import { element, escapeMarkup } from "./markup.ts";
import type {
  ReportCase,
  ReportInfluence,
  ReportInput,
  ReportSource,
  ReportTable,
  ReportTornado,
  ReportValue,
} from "./report-input.ts";
import { figure, paragraph, shareCell, sourceLink, statusMark, table } from "./report-parts.ts";
import type { Texts } from "./texts.ts";

function cell(text: string, name?: string): string {
  return element("td", { class: name }, escapeMarkup(text));
}

/** Every case with its shares; columns that no case fills are left out. */
export function casesTable({ cases, intervalMeaning }: ReportInput, texts: Texts): string {
  const has = (key: "secondShotShare" | "shots" | "outOfReachShare"): boolean =>
    cases.some((each) => each[key] !== undefined);
  const row = (each: ReportCase, group: string): string =>
    element(
      "tr",
      {},
      group,
      cell(each.path, "share"),
      element("th", { scope: "row", class: "share" }, escapeMarkup(each.interceptor)),
      shareCell(each.populationShare, texts),
      shareCell(each.areaShare, texts),
      ...(has("secondShotShare") ? [shareCell(each.secondShotShare, texts)] : []),
      ...(has("shots") ? [cell(each.shots === undefined ? "\u2013" : texts.number(each.shots), "n")] : []),
      ...(has("outOfReachShare") ? [cell(each.outOfReachShare === undefined ? "\u2013" : texts.share({ value: each.outOfReachShare }), "n")] : []), // prettier-ignore
    );
  const groups = groupByThreat(cases).map((some) => {
    const [first] = some;
    const head = element(
      "th",
      { scope: "rowgroup", rowspan: some.length === 1 ? undefined : some.length },
      escapeMarkup(first!.threat),
    );
    return some.map((each, i) => row(each, i === 0 ? head : ""));
  });
  return table({
    caption: texts.say("report.casesCaption", { meaning: intervalMeaning }),
    heads: [
      { text: texts.say("report.threat") },
      { text: texts.say("report.path") },
      { text: texts.say("report.interceptor") },
      { text: texts.say("report.population") },
      { text: texts.say("report.land") },
      ...(has("secondShotShare") ? [{ text: texts.say("report.secondShot") }] : []),
      ...(has("shots") ? [{ text: texts.say("report.shots"), name: "n" }] : []),
      ...(has("outOfReachShare") ? [{ text: texts.say("report.outOfReach"), name: "n" }] : []),
    ],
    groups,
  });
}

/** The cases of each threat class together, classes and cases in the order in which they first come. */
function groupByThreat(cases: readonly ReportCase[]): readonly (readonly ReportCase[])[] {
  const groups = new Map<string, ReportCase[]>();
  for (const each of cases) groups.set(each.threat, [...(groups.get(each.threat) ?? []), each]);
  return [...groups.values()];
}

/** A table of the study's own. */
export function ownTable({ caption, heads, rows }: ReportTable): string {
  return table({
    caption,
    heads: heads.map(({ text, isNumber }) => ({ text, ...(isNumber === undefined ? {} : { name: "n" }) })),
    groups: [
      rows.map((texts) =>
        element(
          "tr",
          {},
          ...texts.map((text, i) =>
            i === 0
              ? element("th", { scope: "row" }, escapeMarkup(text))
              : cell(text, heads[i]?.isNumber === true ? "n" : "own"),
          ),
        ),
      ),
    ],
  });
}

/** The tornado and the same numbers as a table, with marks that lead to the values' footnotes. */
export function turnsOn(tornado: ReportTornado, values: readonly ReportValue[], texts: Texts): string {
  const { metric, threshold } = tornado;
  const draw = (layout: "wide" | "narrow"): string =>
    figure(
      {
        svg: drawTornado({
          language: texts.language,
          tornado,
          title: texts.say("chart.tornadoTitle"),
          idPrefix: layout === "wide" ? "tornado" : "tornado-narrow",
          layout,
        }),
        caption: "",
      },
      `${layout}-only`,
    );
  const footnotes = new Map(values.map(({ label }, i) => [label, i + 1]));
  const row = (influence: ReportInfluence): string => {
    const { label, lowText, highText, atLow, atHigh, status, flip } = influence;
    return element(
      "tr",
      {},
      element("th", { scope: "row" }, escapeMarkup(label), footnoteMark(footnotes.get(label), texts)),
      element("td", {}, statusMark(status, texts)),
      quantityCell(texts.say("number.range", { low: lowText, high: highText }), texts),
      cell(formatTornadoValue(tornado, atLow, texts), "n"),
      cell(formatTornadoValue(tornado, atHigh, texts), "n"),
      ...(threshold === undefined ? [] : [quantityCell(flip?.text ?? "\u2013", texts)]),
    );
  };
  return [
    paragraph(texts.say("report.turnsOnIntro", { metric })),
    draw("wide"),
    draw("narrow"),
    table({
      caption: texts.say("report.turnsOnCaption", { metric }),
      heads: [
        { text: texts.say("report.parameter") },
        { text: texts.say("report.status") },
        { text: texts.say("report.publishedRange") },
        { text: texts.say("report.atLow"), name: "n" },
        { text: texts.say("report.atHigh"), name: "n" },
        ...(threshold === undefined ? [] : [{ text: texts.say("report.flip") }]),
      ],
      groups: [sortInfluences(tornado.influences).map(row)],
    }),
  ].join("");
}

function footnoteMark(number: number | undefined, texts: Texts): string {
  if (number === undefined) return "";
  const about = texts.say("report.footnote", { number });
  return ` ${element("a", { class: "mark", href: `#value-${number}`, title: about, "aria-label": about }, String(number))}`;
}

/** People and land of each prefecture and the defended share of both. */
export function prefecturesTable(input: ReportInput, texts: Texts): string {
  const { prefectures, prefectureCase, intervalMeaning } = input;
  return table({
    caption:
      prefectureCase === undefined
        ? texts.say("report.prefecturesCaption", { meaning: intervalMeaning })
        : texts.say("report.prefecturesCaseCaption", { case: capitalise(prefectureCase), meaning: intervalMeaning }),
    heads: [
      { text: texts.say("report.prefecture") },
      { text: texts.say("report.people"), name: "n" },
      { text: texts.say("report.area"), name: "n" },
      { text: texts.say("report.peopleDefended") },
      { text: texts.say("report.landDefended") },
    ],
    groups: [
      prefectures.map(({ name, population, landArea_km2, populationShare, areaShare }) =>
        element(
          "tr",
          {},
          element("th", { scope: "row" }, escapeMarkup(name)),
          cell(texts.number(population, { maximumFractionDigits: 0 }), "n"),
          cell(texts.number(landArea_km2, { maximumFractionDigits: 0 }), "n"),
          shareCell(populationShare, texts),
          shareCell(areaShare, texts),
        ),
      ),
    ],
  });
}

function capitalise(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** Unverified and assumed values first, then the others, each group by influence; equal ones in the order given. */
export function orderValues(values: readonly ReportValue[]): readonly ReportValue[] {
  return values.toSorted((a, b) => Number(isWeak(b)) - Number(isWeak(a)) || (b.influence ?? 0) - (a.influence ?? 0));
}

function isWeak({ status }: ReportValue): boolean {
  return status === "unverified" || status === "assumed";
}

/** The values that the answer rests on, numbered; `values` as `orderValues` puts them. */
export function valuesTables(
  values: readonly ReportValue[],
  sources: ReadonlyMap<string, ReportSource>,
  texts: Texts,
): string {
  const weak = values.filter(isWeak).length;
  const heads = [
    { text: texts.say("report.number"), name: "n" },
    { text: texts.say("report.parameter") },
    { text: texts.say("report.value") },
    { text: texts.say("report.publishedRange") },
    { text: texts.say("report.status") },
    { text: texts.say("report.influence"), name: "n" },
    { text: texts.say("report.basis") },
  ];
  const rows = values.map((value, i) => valueRow(value, i + 1, sources, texts));
  const group = (caption: string, some: readonly string[]): string =>
    some.length === 0 ? "" : table({ caption, heads, groups: [some] });
  return [
    paragraph(
      weak === values.length
        ? texts.say("report.valuesAllWeak", { weak })
        : texts.say("report.valuesIntro", { weak, total: values.length }),
    ),
    statusLegend(texts),
    group(texts.say("report.valuesCaption"), rows.slice(0, weak)),
    group(texts.say("report.valuesOtherCaption"), rows.slice(weak)),
  ].join("");
}

function statusLegend(texts: Texts): string {
  const entries = (["read", "derived", "unverified", "assumed"] as const).map(
    (status) =>
      element("dt", {}, statusMark(status, texts)) +
      element("dd", {}, escapeMarkup(texts.say(`status.${status}Meaning`))),
  );
  return element("dl", { class: "legend" }, ...entries);
}

/** Keeps a number and its unit on one line; longer texts may break. */
function quantityCell(quantity: string, texts: Texts): string {
  const text = texts.quantity(quantity);
  return cell(text, text.length <= 24 ? "share" : undefined);
}

function valueRow(
  value: ReportValue,
  number: number,
  sources: ReadonlyMap<string, ReportSource>,
  texts: Texts,
): string {
  const { label, valueText, rangeText, status, influence, note } = value;
  const moved =
    influence === undefined || influence === 0
      ? "\u2013"
      : (value.influenceText ?? texts.say("number.points", { value: texts.percent(Math.abs(influence)) }));
  const from = value.sources.map((id) => sourceLink(id, sources)).join(texts.language === "ja" ? "、" : "; ");
  const basis = [from, note === undefined ? "" : escapeMarkup(note)].filter((part) => part !== "");
  return element(
    "tr",
    { id: `value-${number}` },
    cell(String(number), "n"),
    element("th", { scope: "row" }, escapeMarkup(label)),
    quantityCell(valueText, texts),
    quantityCell(rangeText ?? "\u2013", texts),
    element("td", {}, statusMark(status, texts)),
    cell(moved, "n"),
    element(
      "td",
      {},
      basis.length === 0
        ? escapeMarkup(texts.say("report.noSource"))
        : basis.join(texts.language === "ja" ? "。" : ". "),
    ),
  );
}
