import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import type { ValidateFunction } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { SAMPLES } from "../../test/samples/scenario-files.ts";
import { buildCatalogue } from "./catalogue.ts";
import { makeJsonSchemas } from "./json-schema.ts";
import type { AnyParsedFile, FileType, ParsedFile } from "./parse.ts";
import { parseFile } from "./parse.ts";
import { formatProblem } from "./problem.ts";

const root = fileURLToPath(new URL("../../../../", import.meta.url));
const schemas = makeJsonSchemas();
const types = Object.keys(schemas) as FileType[];
const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true });
const validators = Object.fromEntries(types.map((type) => [type, ajv.compile(schemas[type])])) as Record<
  FileType,
  ValidateFunction
>;

test.each(types)("schemas/%s.schema.json is what the library says: else npm run schema", (type) => {
  const published: unknown = JSON.parse(readFileSync(`${root}schemas/${type}.schema.json`, "utf8"));
  expect(published).toEqual(schemas[type]);
});

test.each(types)("every field of a %s file has a sentence that says what it means", (type) => {
  expect(listSilent(schemas[type] as SchemaNode, [type])).toEqual([]);
});

interface SchemaNode {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly anyOf?: readonly SchemaNode[];
  readonly items?: SchemaNode | false;
  readonly additionalProperties?: SchemaNode | boolean;
}

/** Paths of the fields without a description. */
function listSilent(node: SchemaNode, path: readonly string[]): string[] {
  const inside = [node.items, node.additionalProperties].filter((part) => typeof part === "object");
  return [
    ...(node.anyOf ?? []).flatMap((part) => listSilent(part, path)),
    ...inside.flatMap((part) => listSilent(part, [...path, "*"])),
    ...Object.entries(node.properties ?? {}).flatMap(([name, field]) => [
      ...(field.description === undefined ? [[...path, name].join(".")] : []),
      ...listSilent(field, [...path, name]),
    ]),
  ];
}

/** Every YAML file that the repository ships. */
function shippedFiles(): { file: string; content: string }[] {
  return ["catalogue", "scenarios", "studies", "claims", "assumptions", "examples"]
    .filter((folder) => existsSync(root + folder))
    .flatMap((folder) =>
      readdirSync(root + folder, { recursive: true, encoding: "utf8" }).map((file) => `${folder}/${file}`),
    )
    .filter((file) => file.endsWith(".yaml") && !file.includes("node_modules"))
    .sort()
    .map((file) => ({ file, content: readFileSync(root + file, "utf8") }));
}

function explain(source: { file: string; content: string }): { parsed?: AnyParsedFile; problems: string[] } {
  const parsed = parseFile(source);
  if (!parsed.ok) return { problems: parsed.problems.map(formatProblem) };
  const validate = validators[parsed.type];
  const problems = validate(parse(source.content))
    ? []
    : (validate.errors ?? []).map((error) => `${source.file} ${error.instancePath} ${error.message}`);
  return { parsed, problems };
}

test.each(SAMPLES)("parser and JSON Schema accept the sample $file", (source) => {
  expect(explain(source).problems).toEqual([]);
});

test("parser and JSON Schema accept every file that is shipped, and the catalogue holds together", () => {
  const entries: ParsedFile<"catalogue">[] = [];
  let bibliography: ParsedFile<"bibliography"> | undefined;
  const problems: string[] = [];
  for (const source of shippedFiles()) {
    const { parsed, problems: own } = explain(source);
    problems.push(...own);
    if (parsed?.type === "catalogue") entries.push(parsed);
    if (parsed?.type === "bibliography") bibliography = parsed;
  }
  if (bibliography !== undefined) problems.push(...buildCatalogue(entries, bibliography).problems.map(formatProblem));
  expect(problems).toEqual([]);
});

test.each<[FileType, string, unknown]>([
  ["scenario", "an unknown key", { colour: "blue" }],
  ["scenario", "a bare number", { launchRegions: [{ radius: 30 }] }],
  ["study", "a path as a name", { scenario: "../../x" }],
])("the JSON Schema of a %s refuses %s", (type, _, change) => {
  const sample = SAMPLES.find(
    ({ content }) => parseFile({ file: "f", content }).ok && validators[type](parse(content)),
  )!;
  const value = parse(sample.content) as Record<string, unknown>;
  expect(validators[type]({ ...value, ...(change as object) })).toBe(false);
});
