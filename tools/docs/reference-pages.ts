import { readFileSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { parseClaim } from "../../packages/parapet/src/scenario/parse.ts";
import type { BibliographyEntry } from "../../packages/parapet/src/scenario/bibliography.ts";
import type { ClaimFile } from "../../packages/parapet/src/scenario/claim-file.ts";
import type { LocalText } from "../../packages/parapet/src/scenario/fields.ts";
import { listMetrics } from "../../packages/parapet/src/study/metric-list.ts";
import { cellCode, cellText, table } from "./markdown.ts";
import type { Page } from "./page.ts";
import { escapeText } from "./system-pages.ts";

/** The page of the metrics, by kind of study. */
export function makeMetricPage(): Page {
  const kinds = Object.entries(listMetrics()).map(([kind, metrics]) => {
    const rows = Object.entries(metrics).map(([name, { unit, en, ja }]) => [
      cellCode(name),
      cellText(en),
      cellText(ja),
      unit === "1" ? "share, 0 to 1" : unit === "" ? "plain number" : cellText(unit),
    ]);
    return `## ${kind}\n\nA study of kind [\`${kind}\`](formats/study-${kind}.md) gives:\n\n${table(["metric", "what it measures", "Japanese", "unit"], rows)}`;
  });
  const markdown = `# Metrics

The numbers that studies give, by the names under which claims, expectations and \`--json\` know them. Each has a value, found with the central value of every
input, and an interval: 5 % and 95 % of the draws over the published ranges, or the interval of luck for raids ([which is which](models/statistics.md)).
A colon and a name after a metric take it apart: \`reach:thaad-there\` is the reach of the shooter \`thaad-there\`, and
\`defendedAreaShare:sm3-iia:mrbm:minimum-energy:north-korea-sunan\` one case of many. For a raid \`LAYER\` stands for the layer's id in capitals: \`stoppedShareSm3\` for the layer \`sm-3\`.
A study of kind \`sensitivity\` has those of a raid. Those of straits and sea in a study of kind \`range\` count targets that are reported from beyond the horizon; with \`Horizon\` at the end
of the name they count the weapons' own radars alone, with \`Full\` the whole range.

${kinds.join("\n\n")}
`;
  return { path: "metrics.md", section: "reference", menu: "Metrics", markdown };
}

/** The page of the claims that are shipped: what was said, by whom, and what answers it. Verdicts are computed, not written down. */
export function makeClaimPage(root: string, bibliography: ReadonlyMap<string, BibliographyEntry>): Page {
  const folder = join(root, "claims");
  const claims = readdirSync(folder)
    .filter((file) => file.endsWith(".yaml"))
    .toSorted()
    .map((file): ClaimFile => {
      const parsed = parseClaim({ file, content: readFileSync(join(folder, file)) });
      if (!parsed.ok)
        throw new Error(`${file} is no claim: ${parsed.problems.map(({ message }) => message).join("; ")}`);
      return parsed.value;
    });
  const parts = claims.map((claim) => describeClaim(claim, bibliography));
  const markdown = `# Claims

${claims.length} public statements of the years 2013 to 2019, in our own words, with who reported them and what answers them. A verdict is not written here: it follows from the
catalogue and the studies as they are today. This judges one and leaves a page with every number and source; without a name it judges all:

\`\`\`sh
npx parapet check two-sites-cover-japan
npx parapet check --dossier dossier.html
\`\`\`

${parts.join("\n\n")}
`;
  return { path: "claims.md", section: "claims", menu: "All claims", markdown };
}

function describeClaim(
  { id, statement, reportedBy, criterion, shows, studies, notComputable }: ClaimFile,
  bibliography: ReadonlyMap<string, BibliographyEntry>,
): string {
  const reports = reportedBy.map(({ source, outlet, date, speaker }) => {
    const name = [speaker, outlet ?? bibliography.get(source)?.title, date].filter((part) => part !== undefined);
    return `[${escapeText(name.join(", "))}](bibliography.md#${source})`;
  });
  const lines = [`## ${id}`, "", `> ${escapeText(statement.en)}`];
  if (statement.ja !== undefined) lines.push(">", `> ${escapeText(statement.ja)}`);
  lines.push("", `Reported by ${reports.join("; ")}.`);
  if (criterion !== undefined) {
    const { metric, atLeast, atMost, study, why } = criterion;
    const bounds = [
      atLeast === undefined ? [] : [`at least ${atLeast}`],
      atMost === undefined ? [] : [`at most ${atMost}`],
    ].flat();
    lines.push(
      "",
      `**Holds when** [\`${metric}\`](metrics.md) of the study [\`${study}\`](../studies/${study}.yaml) is ${bounds.join(" and ")}. ${escapeText(english(why))}`,
    );
  } else if (shows !== undefined)
    lines.push(
      "",
      `No number decides it. [\`${shows.metric}\`](metrics.md) of the study [\`${shows.study}\`](../studies/${shows.study}.yaml) is shown beside it.`,
    );
  const others = studies.filter((study) => study !== criterion?.study && study !== shows?.study);
  if (others.length > 0)
    lines.push("", `Also computed: ${others.map((study) => `[\`${study}\`](../studies/${study}.yaml)`).join(", ")}.`);
  if (notComputable !== undefined)
    lines.push("", "Not computable:", "", ...notComputable.map((text) => `- ${escapeText(text.en)}`));
  return lines.join("\n");
}

function english(text: LocalText | string): string {
  return typeof text === "string" ? text : text.en;
}

/** The list of the decisions, from the heading of each. */
export function makeDecisionList(folder: string): Page {
  const items = readdirSync(folder)
    .filter((file) => file.endsWith(".md"))
    .toSorted()
    .map((file) => {
      const heading = /^# (.*)$/m.exec(readFileSync(join(folder, file), "utf8"))?.[1] ?? basename(file, ".md");
      return `- [${heading}](${file})`;
    });
  const markdown = `# Decisions\n\nChoices that were made, and what spoke against them.\n\n${items.join("\n")}\n`;
  return { path: "decisions/index.md", section: "running", menu: "Decisions", markdown };
}
