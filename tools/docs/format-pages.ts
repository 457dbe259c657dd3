import { readFileSync } from "node:fs";
import { join } from "node:path";
import { makeBundleSchema } from "../../packages/cli/src/bundle.ts";
import { CATALOGUE_VALUES, type CatalogueKind } from "../../packages/parapet/src/scenario/catalogue-values.ts";
import { DIMENSIONS } from "../../packages/parapet/src/scenario/dimensions.ts";
import { makeJsonSchemas } from "../../packages/parapet/src/scenario/json-schema.ts";
import type { FileType } from "../../packages/parapet/src/scenario/parse.ts";
import { noteOnValue } from "../../packages/parapet/src/scenario/value-notes.ts";
import { cellCode, cellText, table } from "./markdown.ts";
import type { Page } from "./page.ts";
import { KIND_NAMES } from "./system-pages.ts";

interface SchemaNode {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly description?: string;
  readonly examples?: readonly unknown[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly multipleOf?: number;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly anyOf?: readonly SchemaNode[];
  readonly items?: SchemaNode | false;
  readonly prefixItems?: readonly SchemaNode[];
  readonly additionalProperties?: SchemaNode | boolean;
}

/** What stands above the fields of each format, and a shipped file that shows it. */
interface FormatText {
  readonly title: string;
  readonly about: string;
  readonly example?: string;
  /** How many lines of the example are shown. */
  readonly lines?: number;
}

const TEXTS: Readonly<Record<string, FormatText>> = {
  claim: {
    title: "Claim",
    about:
      "What was said, who reported it, which studies answer it, and from which number on it holds. Claims stand in `claims/`.",
    example: "claims/second-radar-west-japan.yaml",
  },
  scenario: {
    title: "Scenario",
    about:
      "Who stands where: sites, ships, radars, launchers, the links between them, and where missiles start. A scenario with a `raid` can be run by itself. Scenarios stand in `scenarios/`.",
    example: "scenarios/kurils-2018.yaml",
  },
  assumptions: {
    title: "Set of assumptions",
    about:
      "The values that one side of a debate would put in the place of the catalogue's. Sets stand in `assumptions/`; [how they are used](../models/assumption-sets.md).",
    example: "examples/assumptions/short-flight.yaml",
  },
  timeline: {
    title: "Timeline",
    about:
      "What happened when, by whom it was reported, and which claims it bears on. Timelines stand in `timelines/`.",
    example: "timelines/debate.yaml",
    lines: 26,
  },
  bibliography: {
    title: "Bibliography",
    about:
      "The publications that figures and claims are taken from: one file, `catalogue/bibliography.yaml`. What it holds is [listed here](../bibliography.md).",
    example: "catalogue/bibliography.yaml",
    lines: 12,
  },
  bundle: {
    title: "Bundle",
    about:
      "A question with its answer in one file, in JSON. `parapet run STUDY --bundle FILE` and the workbench write it; `parapet run FILE` computes it again and compares every number ([the tutorial shows it](../tutorial.md#10-hand-it-in)).",
  },
};

const STUDY_TEXTS: Readonly<Record<string, FormatText>> = {
  "defended-area": { title: "Study: defended area", about: "Which land can some interceptor defend in time, square by square? [Model](../models/defended-area.md).", example: "studies/two-sites-cover-japan.yaml" }, // prettier-ignore
  coverage: { title: "Study: coverage", about: "Which flights do sets of sensors see, when first and for how long? [Model](../models/sensing.md).", example: "studies/second-radar-west-japan.yaml" }, // prettier-ignore
  reach: { title: "Study: reach", about: "What can interceptors touch of a set of flights? [Model](../models/reach.md).", example: "studies/midcourse-outranges-thaad.yaml" }, // prettier-ignore
  raid: { title: "Study: raid", about: "How many missiles of an attack come through, fought many times over? Aims, groups and layers may also stand in the scenario. [Models](../models/engagement.md).", example: "studies/layers-of-japan.yaml" }, // prettier-ignore
  sensitivity: { title: "Study: sensitivity", about: "Which inputs does the leakage of a raid turn on? [Model](../models/statistics.md#what-the-answer-turns-on).", example: "studies/what-leakage-turns-on.yaml" }, // prettier-ignore
  siting: { title: "Study: siting", about: "The fewest sites, or ships on station, that defend a stated share. [Model](../models/siting.md).", example: "studies/thaad-six-or-scores.yaml" }, // prettier-ignore
  cost: { title: "Study: cost", about: "Published prices, compared in one currency and year, and per person defended. [Model](../models/cost.md).", example: "studies/aegis-ashore-cost-per-person.yaml" }, // prettier-ignore
  range: { title: "Study: range", about: "How far missiles reach over sea and land: straits, places, a treaty's band. [Model](../models/range.md).", example: "studies/mk41-inf.yaml" }, // prettier-ignore
  "booster-fall": { title: "Study: booster fall", about: "Where the first stages of interceptors fall. [Model](../models/flight-extras.md).", example: "studies/aegis-ashore-booster-fall.yaml" }, // prettier-ignore
};

const FLIGHT_TEXTS: readonly (FormatText & { readonly id: string; readonly field: string })[] = [
  { id: "flight-body", field: "body", title: "Flight: a bare body or rocket", about: "A point mass from a given state, with or without stages. [Model](../models/flight.md).", example: "examples/flights/nesc-06.yaml" }, // prettier-ignore
  { id: "flight-vehicle", field: "vehicle", title: "Flight: a ballistic missile", about: "A class of the catalogue from a launch point to an aim. [Model](../models/flight.md).", example: "examples/flights/mrbm-lofted.yaml" }, // prettier-ignore
  { id: "flight-cruise", field: "cruise", title: "Flight: a cruise missile", about: "Over way points, low or high. [Model](../models/flight-extras.md).", example: "examples/flights/cruise-sea-skimming.yaml" }, // prettier-ignore
  { id: "flight-interceptor", field: "interceptor", title: "Flight: an interceptor", about: "Guided to predicted points. [Model](../models/flight-extras.md).", example: "examples/flights/guided-intercept.yaml" }, // prettier-ignore
];

/** One page for each format, made from the schemas that files are checked by. */
export function makeFormatPages(root: string): readonly Page[] {
  const schemas = makeJsonSchemas() as Readonly<Record<FileType, SchemaNode>>;
  const page = (id: string, text: FormatText, node: SchemaNode): Page => makePage(root, id, text, node);
  const bundle = makeBundleSchema() as SchemaNode;
  const studies = (schemas.study.anyOf ?? []).map((node) => {
    const kind = String(node.properties?.["kind"]?.const);
    return page(`study-${kind}`, STUDY_TEXTS[kind]!, node);
  });
  const flights = FLIGHT_TEXTS.map((text) =>
    page(
      text.id,
      text,
      (schemas.flight.anyOf ?? []).find((node) => node.properties?.[text.field] !== undefined)!,
    ),
  );
  const single = ["claim", "scenario", "assumptions", "timeline", "bibliography"] as const;
  return [
    makeIndex(),
    page("claim", TEXTS["claim"]!, schemas.claim),
    page("scenario", TEXTS["scenario"]!, schemas.scenario),
    makeStudyList(),
    ...studies,
    ...flights,
    makeCatalogueFormat(root, schemas.catalogue),
    ...single.slice(2).map((type) => page(type, TEXTS[type]!, schemas[type])),
    page("bundle", TEXTS["bundle"]!, bundle),
  ];
}

function makeIndex(): Page {
  const row = ([id, { title, about }]: readonly [string, FormatText]): string => `- [${title}](${id}.md): ${about}`;
  const flights = FLIGHT_TEXTS.map((text) => row([text.id, text]));
  const { claim, scenario, ...rest } = TEXTS;
  const markdown = `# Files

Parapet is told what to do by text files in the format YAML: \`name: value\`, one to a line. Indentation says what belongs to what; a dash starts the next entry of a
list; what follows \`#\` is for people. Every figure with a dimension carries its unit. \`parapet validate FILE\` shows every problem of a file at once and runs nothing.
Editors that know JSON Schema help while you write: the schemas are in \`schemas/\`, and these pages are made from the same text.

## Questions and what they rest on

${row(["claim", claim!])}
${row(["scenario", scenario!])}
- [Studies](study.md): questions that can be computed, one kind each:
${Object.entries(STUDY_TEXTS)
  .map((each) => `  ${row([`study-${each[0]}`, each[1]])}`)
  .join("\n")}

## Flights

${flights.join("\n")}

## Data

- [Entry of the catalogue](catalogue.md): one system with its published figures.
${Object.entries(rest).map(row).join("\n")}

## Units

A dimension takes these units; in parentheses the unit in which programs read results.

${table(
  ["dimension", "units", "example"],
  Object.values(DIMENSIONS).map(({ noun, si, units, example }) => [
    `${cellText(noun)} (${cellText(si === "" || si === "1" ? "plain number" : si)})`,
    units.map(({ symbol }) => (symbol === "" ? "none" : cellCode(symbol))).join(", "),
    cellCode(String(example)),
  ]),
)}
`;
  return { path: "formats/index.md", section: "formats", menu: "All files", markdown };
}

function makeStudyList(): Page {
  const rows = Object.entries(STUDY_TEXTS).map(([kind, { about }]) => [`[\`${kind}\`](study-${kind}.md)`, about]);
  const markdown = `# Study

A study is a question that can be computed on a scenario. Its \`kind\` says which question; each kind has fields of its own. Studies stand in \`studies/\`; run one with
\`parapet run studies/NAME.yaml\`. The numbers that they give are on the page of [metrics](../metrics.md).

${table(["kind", "question"], rows)}
`;
  return { path: "formats/study.md", section: "formats", menu: "Study", markdown };
}

function makePage(root: string, id: string, { title, about, example, lines }: FormatText, node: SchemaNode): Page {
  const parts = [`# ${title}`, "", about, "", "## Fields", ""];
  for (const { path, object } of listObjects(node, "")) {
    if (path !== "") parts.push("", `### ${path}`, "");
    parts.push(tabulateFields(object, path));
  }
  if (example !== undefined) parts.push("", "## Example", "", ...showExample(root, example, lines));
  return { path: `formats/${id}.md`, section: "formats", menu: title, markdown: parts.join("\n") };
}

function showExample(root: string, file: string, lines: number | undefined): readonly string[] {
  const all = readFileSync(join(root, file), "utf8").trimEnd().split("\n");
  const shown = lines === undefined || all.length <= lines ? all : [...all.slice(0, lines), "# ..."];
  return [`\`${file}\`, as it is shipped:`, "", `\`\`\`yaml ${file}`, ...shown, "```"];
}

function makeCatalogueFormat(root: string, schema: SchemaNode): Page {
  const first = schema.anyOf![0]!;
  const { values, ...head } = first.properties!;
  const value = values!.additionalProperties as SchemaNode;
  const kinds = Object.entries(CATALOGUE_VALUES).map(([kind, rules]) => {
    const rows = Object.entries(rules).map(([name, { field, needed }]) => [
      cellCode(name),
      field === "text"
        ? "text"
        : `${cellText(DIMENSIONS[field.dimension].noun)}, such as ${cellCode(String(DIMENSIONS[field.dimension].example))}`,
      needed === true ? "yes" : "",
      cellText(noteOnValue(kind as CatalogueKind, name) ?? ""),
    ]);
    const body =
      rows.length === 0 ? "No values with a fixed name." : table(["value", "what it is", "needed", "meaning"], rows);
    return `### ${kind}\n\n[${KIND_NAMES[kind as CatalogueKind]}](../systems/index.md)\n\n${body}`;
  });
  const markdown = `# Entry of the catalogue

One system with its published figures; a file each in \`catalogue/\`, in a folder for each kind. What it holds is [listed here](../systems/index.md).

## Fields

${tabulateFields({ ...first, properties: { ...head, kind: { enum: Object.keys(CATALOGUE_VALUES), description: head["kind"]!.description! }, values: { type: "object", description: values!.description! } } }, "")}

### values.NAME

${tabulateFields(value, "values")}

## Values with a fixed name

These are computed with; what is needed must be there for the system to be used.

${kinds.join("\n\n")}

## Example

${showExample(root, "catalogue/launchers/mk41.yaml", undefined).join("\n")}
`;
  return { path: "formats/catalogue.md", section: "formats", menu: "Entry of the catalogue", markdown };
}

/** The groups of fields of a file, each by its path: "raid.layers[]". */
function listObjects(
  node: SchemaNode,
  path: string,
): readonly { readonly path: string; readonly object: SchemaNode }[] {
  const here =
    node.properties === undefined || (path !== "" && describePlain(node) !== undefined) ? [] : [{ path, object: node }];
  const below = here.length === 0 && node.properties !== undefined ? [] : Object.entries(node.properties ?? {});
  return [
    ...here,
    ...below.flatMap(([name, field]) => listObjects(field, path === "" ? name : `${path}.${name}`)),
    ...(node.anyOf ?? []).flatMap((part) => listObjects(part, path)),
    ...(typeof node.items === "object" ? listObjects(node.items, `${path}[]`) : []),
    ...(typeof node.additionalProperties === "object" ? listObjects(node.additionalProperties, `${path}.NAME`) : []),
  ];
}

function tabulateFields({ properties = {}, required = [] }: SchemaNode, path: string): string {
  const rows = Object.entries(properties).map(([name, field]) => [
    cellCode(name),
    describeType(field, path === "" ? name : `${path}.${name}`),
    required.includes(name) ? "yes" : "",
    cellText(field.description ?? ""),
  ]);
  return table(["field", "what it is", "needed", "meaning"], rows);
}

/** Groups that are said in a word instead of a table of their own. */
function describePlain({ properties = {} }: SchemaNode): string | undefined {
  const keys = Object.keys(properties).join(" ");
  if (keys === "en ja") return "`{ en: text, ja: text }`";
  if (keys === "latitude longitude") return "`{ latitude, longitude }`";
  if (keys === "latitude longitude altitude") return "`{ latitude, longitude, altitude }`";
  return undefined;
}

function describeType(node: SchemaNode, path: string): string {
  if (node.const !== undefined) return cellCode(String(node.const));
  if (node.enum !== undefined) return node.enum.map((each) => cellCode(String(each))).join(", ");
  if (node.examples !== undefined) return `quantity, such as ${cellCode(String(node.examples[0]))}`;
  if (node.anyOf !== undefined) return [...new Set(node.anyOf.map((part) => describeType(part, path)))].join(" or ");
  if (node.type === "array" && node.prefixItems !== undefined) return node.prefixItems.map((each) => describeType(each, path)).join(", then "); // prettier-ignore
  if (node.type === "array")
    return `list: ${typeof node.items === "object" ? describeType(node.items, `${path}[]`) : "anything"}`;
  if (node.type === "object") return describePlain(node) ?? (node.properties === undefined ? "group by name" : `group, [see below](#${path.toLowerCase().replaceAll(/[^a-z0-9_-]/g, "")})`); // prettier-ignore
  if (node.type === "number" || node.type === "integer") {
    const whole = node.multipleOf === 1 ? "whole number" : "number";
    return node.minimum === undefined ? whole : `${whole}, ${node.minimum.toLocaleString("en")} to ${(node.maximum ?? Infinity).toLocaleString("en")}`; // prettier-ignore
  }
  if (node.type === "boolean") return "`true` or `false`";
  if (node.pattern?.includes("(19|20)") === true && !node.pattern.includes("eE")) return 'date, such as `"2018-08-29"`';
  if (node.pattern === "^[a-z0-9][a-z0-9-]{0,63}$") return "name, such as `japan-2018`";
  return "text";
}
