import * as fc from "fast-check";
import { expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { FRAGMENTS, mutate } from "../../test/samples/mutations.ts";
import { SAMPLES } from "../../test/samples/scenario-files.ts";
import { buildCatalogue } from "./catalogue.ts";
import type { AnyParsedFile, ParsedFile } from "./parse.ts";
import { parseBibliography, parseCatalogueEntry, parseFile, parseScenario } from "./parse.ts";
import { formatProblem, INVISIBLE } from "./problem.ts";
import { resolveFlight } from "./resolve-flight.ts";
import { resolveStudy } from "./resolve-study.ts";
import { resolveScenario } from "./resolve.ts";

const catalogueFiles = SAMPLES.map(parseCatalogueEntry).filter((file) => file.ok);
const bibliography = parseBibliography(SAMPLES[0]!) as ParsedFile<"bibliography">;
const { catalogue } = buildCatalogue(catalogueFiles, bibliography);
const scenario = SAMPLES.map(parseScenario).find((file) => file.ok)!;

/** Goes on with an accepted file as a host would. */
function resolve(parsed: AnyParsedFile): void {
  switch (parsed.type) {
    case "scenario":
      return void resolveScenario(parsed, catalogue);
    case "study":
      return void resolveStudy(parsed, scenario, catalogue);
    case "flight":
      return void resolveFlight(parsed, catalogue);
    case "catalogue":
      return void buildCatalogue([parsed], bibliography);
    case "bibliography":
      return void buildCatalogue(catalogueFiles, parsed);
    case "claim":
  }
}

function judge(content: string | Uint8Array): void {
  const result = parseFile({ file: "f.yaml", content });
  if (result.ok) return resolve(result);
  expect(result.problems.length).toBeGreaterThan(0);
  for (const problem of result.problems) {
    expect(problem.line).toBeGreaterThanOrEqual(1);
    expect(problem.column).toBeGreaterThanOrEqual(1);
    expect(formatProblem(problem).search(INVISIBLE)).toBe(-1);
  }
}

/** Changes that shrink well. */
const mutation = fc.record({
  change: fc.constantFrom("delete", "insert", "repeat", "copy", "overwrite", "cut"),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  from: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.nat({ max: 40 }),
  insert: fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...FRAGMENTS) },
    { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 4 }) },
  ),
});

// 2,000 by default; FUZZ_FILES=100000 for longer.
const numRuns = Number(process.env["FUZZ_FILES"] ?? 2000);

test("whatever is done to a file, it ends as a value or as problems that a terminal can show", () => {
  const file = fc.tuple(fc.constantFrom(...SAMPLES), fc.array(mutation, { minLength: 1, maxLength: 5 }));
  fc.assert(
    fc.property(file, ([sample, mutations]) => judge(mutations.reduce(mutate, sample.content))),
    { numRuns },
  );
});

test("whatever bytes a file holds, likewise", () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc.string({ unit: "binary" }).map((text) => new TextEncoder().encode(text)),
  );
  fc.assert(fc.property(bytes, judge), { numRuns });
});

test("fragments of YAML in any order, likewise", () => {
  const fragments = fc.array(
    fc.constantFrom(..."-:?[]{},&*!|>'\"%#\n \tab1", ": ", "- ", "&a ", "*a", "\n  ", "---\n"),
    { maxLength: 60 },
  );
  fc.assert(
    fc.property(fragments, (parts) => judge(parts.join(""))),
    { numRuns },
  );
});

/** Values that are well-formed YAML and wrong nearly everywhere. */
const ODD: readonly unknown[] = [
  null,
  0,
  -1,
  1.5,
  1e308,
  Number.NaN,
  Infinity,
  true,
  "",
  "x",
  [],
  {},
  [[]],
  "constructor",
  "west",
  "arrow",
  "5 km",
  "-5 km",
  "1e30 m",
  "500 s",
  "12 %",
  "-180 deg",
  "400 dBsm",
  "5 kg",
  "1 JPY",
  "2018-08",
  "read",
  "none",
  { en: "x" },
  { sphere: "6371 km" },
  [{ altitude: "1 km", east: "0 m/s", north: "0 m/s" }],
  [[0, 0.1]],
];

function pathsOf(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== "object" || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, path.concat(key)))];
}

function replaceAt(value: unknown, path: readonly string[], by: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return by;
  if (Array.isArray(value))
    return value.map((inner: unknown, i) => (String(i) === key ? replaceAt(inner, rest, by) : inner));
  const group = value as Readonly<Record<string, unknown>>;
  return { ...group, [key]: replaceAt(group[key], rest, by) };
}

test("a wrong value anywhere is told in our own words", () => {
  const change = fc.record({ at: fc.nat(), by: fc.constantFrom(...ODD) });
  fc.assert(
    fc.property(fc.constantFrom(...SAMPLES), fc.array(change, { minLength: 1, maxLength: 2 }), (sample, changes) => {
      let value: unknown = parse(sample.content);
      for (const { at, by } of changes) {
        const paths = pathsOf(value);
        value = replaceAt(value, paths[at % paths.length]!, by);
      }
      const content = stringify(value);
      judge(content);
      const result = parseFile({ file: "f.yaml", content });
      const messages = result.ok ? [] : result.problems.map(({ message }) => message);
      for (const message of messages) expect(message).not.toMatch(/Invalid|expected|undefined|NEVER|\[object/);
    }),
    { numRuns },
  );
});
