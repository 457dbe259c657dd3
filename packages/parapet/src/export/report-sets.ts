import { element, escapeMarkup } from "./markup.ts";
import type { ReportSets, ReportSource } from "./report-input.ts";
import { paragraph, sourceLink, statusMark, table } from "./report-parts.ts";
import { VERDICT_SIGNS } from "./report-verdict.ts";
import type { Texts } from "./texts.ts";

/** The claim under every set of assumptions, a row each, and the values in which they differ, a column each. */
export function setsTables(sets: ReportSets, sources: ReadonlyMap<string, ReportSource>, texts: Texts): string {
  const { rows, values, metric, note } = sets;
  return [
    paragraph(texts.say("report.setsIntro", { metric })),
    element(
      "dl",
      { class: "legend" },
      ...rows.map(
        ({ name, description }) => element("dt", {}, escapeMarkup(name)) + element("dd", {}, escapeMarkup(description)),
      ),
    ),
    table({
      caption: texts.say("report.setsCaption"),
      heads: [
        { text: texts.say("report.set") },
        { text: texts.say("report.verdict") },
        { text: texts.say("report.setsMetric") },
        { text: texts.say("report.margin") },
        { text: texts.say("report.shareOfRange") },
        { text: texts.say("report.setsDraws"), name: "n" },
      ],
      groups: [
        rows.map((row) =>
          element(
            "tr",
            {},
            element("th", { scope: "row" }, escapeMarkup(row.name)),
            element(
              "td",
              { class: "share" },
              element("span", { "aria-hidden": "true" }, `${VERDICT_SIGNS[row.word]} `),
              escapeMarkup(texts.say(`verdict.${row.word}`)),
            ),
            element("td", { class: "own" }, escapeMarkup(row.valueText)),
            element("td", { class: "own" }, escapeMarkup(row.marginText)),
            element(
              "td",
              { class: "own" },
              escapeMarkup(
                row.shareOfRange === undefined
                  ? "\u2013"
                  : texts.say("report.shareOfRangeValue", { value: texts.percent(row.shareOfRange) }),
              ),
            ),
            element("td", { class: "n" }, escapeMarkup(texts.number(row.draws))),
          ),
        ),
      ],
    }),
    paragraph(note, "note"),
    values.length === 0
      ? paragraph(texts.say("report.setsSame"))
      : table({
          caption: texts.say("report.setsValuesCaption"),
          heads: [{ text: texts.say("report.parameter") }, ...rows.map(({ name }) => ({ text: name }))],
          groups: [
            values.map(({ label, cells }) =>
              element(
                "tr",
                {},
                element("th", { scope: "row" }, escapeMarkup(label)),
                ...cells.map((cell) =>
                  element(
                    "td",
                    { class: "own" },
                    ...(cell === undefined
                      ? ["\u2013"]
                      : [
                          escapeMarkup(texts.quantity(cell.text)),
                          " ",
                          statusMark(cell.status, texts),
                          cell.sources.length === 0
                            ? ""
                            : ` ${cell.sources.map((id) => sourceLink(id, sources)).join(texts.language === "ja" ? "、" : "; ")}`,
                          cell.note === undefined ? "" : element("span", { class: "basis" }, escapeMarkup(cell.note)),
                        ]),
                  ),
                ),
              ),
            ),
          ],
        }),
  ].join("");
}
