import { CATALOGUE_VALUES } from "./catalogue-values.ts";
import { checkSources, makeSourcedValue, problemIn } from "./catalogue.ts";
import type { Catalogue } from "./catalogue.ts";
import { suggest } from "./nearest.ts";
import type { ParsedFile } from "./parse.ts";
import type { Problem } from "./problem.ts";
import { describeFound } from "./problem.ts";
import { parseQuantity } from "./quantity.ts";
import type { QuantityField } from "./quantity.ts";
import type { OverrideFile } from "./scenario-file.ts";
import type { SourcedValue } from "./types.ts";

/** Looks values up: the catalogue's, or those that a scenario or study puts in their place. */
export type ValueLookup = (systemId: string, name: string) => SourcedValue | undefined;

/** Every problem of a set of assumptions with the systems, values and sources that it names. */
export function checkAssumptions(parsed: ParsedFile<"assumptions">, catalogue: Catalogue): readonly Problem[] {
  return applyOverrides([parsed], catalogue).problems;
}

/** Lets later files of the list override earlier ones, and all of them the catalogue. */
export function applyOverrides(
  files: readonly ParsedFile[],
  catalogue: Catalogue,
): { readonly lookup: ValueLookup; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const replaced = new Map<string, SourcedValue>();
  for (const parsed of files) {
    const overrides = "overrides" in parsed.value ? (parsed.value.overrides ?? []) : [];
    const here = new Set<string>();
    overrides.forEach((override, i) => {
      const path = ["overrides", i];
      const key = `${override.system} ${override.value}`;
      if (here.has(key))
        problems.push(
          problemIn(
            parsed,
            [...path, "value"],
            `${override.value} of ${override.system} is overridden a second time`,
            `"${override.value}"`,
          ),
        );
      here.add(key);
      const result = resolveOverride(parsed, path, override, catalogue);
      problems.push(...result.problems);
      if (result.value !== undefined) replaced.set(key, result.value);
    });
  }
  return {
    lookup: (systemId, name) => replaced.get(`${systemId} ${name}`) ?? catalogue.quantity(systemId, name),
    problems,
  };
}

/** The values that one file puts in the place of the catalogue's, those of them that are in order. */
export function listOverrides(file: ParsedFile, catalogue: Catalogue): readonly SourcedValue[] {
  const overrides = "overrides" in file.value ? (file.value.overrides ?? []) : [];
  return overrides.flatMap((override, i) => resolveOverride(file, ["overrides", i], override, catalogue).value ?? []);
}

function resolveOverride(
  parsed: ParsedFile,
  path: readonly (string | number)[],
  override: OverrideFile,
  catalogue: Catalogue,
): { readonly value?: SourcedValue; readonly problems: Problem[] } {
  const problems = checkSources(parsed, path, override, catalogue.bibliography);
  const entry = catalogue.entries.get(override.system);
  if (entry === undefined) {
    const hint = suggest(override.system, catalogue.entries.keys());
    return {
      problems: [
        ...problems,
        problemIn(
          parsed,
          [...path, "system"],
          `the catalogue has no system "${override.system}"${hint}`,
          `"${override.system}"`,
        ),
      ],
    };
  }
  const published = catalogue.quantity(override.system, override.value);
  const rules = CATALOGUE_VALUES[entry.kind];
  const rule = Object.hasOwn(rules, override.value) ? rules[override.value] : undefined;
  const field: QuantityField | undefined =
    rule !== undefined && rule.field !== "text" ? rule.field : published && { dimension: published.dimension };
  if (field === undefined) {
    const names = [...new Set([...Object.keys(rules), ...Object.keys(entry.values)])];
    const hint = suggest(override.value, names);
    return {
      problems: [
        ...problems,
        problemIn(
          parsed,
          [...path, "value"],
          `${override.system} has no number called "${override.value}"${hint}`,
          `"${override.value}"`,
        ),
      ],
    };
  }
  const read = (key: "to" | "low" | "high"): ReturnType<typeof parseQuantity> | undefined => {
    const found = override[key];
    if (found === undefined) return undefined;
    const result = parseQuantity(found, field);
    if (!result.ok) problems.push(problemIn(parsed, [...path, key], result.message, result.found));
    return result;
  };
  const [to, low, high] = [read("to"), read("low"), read("high")];
  if (to?.ok !== true || low?.ok === false || high?.ok === false) return { problems };
  if (low !== undefined && low.quantity.value > to.quantity.value)
    problems.push(
      problemIn(
        parsed,
        [...path, "low"],
        `${low.quantity.text} found; low is at most the value, ${to.quantity.text}`,
        low.quantity.text,
      ),
    );
  if (high !== undefined && high.quantity.value < to.quantity.value)
    problems.push(
      problemIn(
        parsed,
        [...path, "high"],
        `${high.quantity.text} found; high is at least the value, ${to.quantity.text}`,
        high.quantity.text,
      ),
    );
  // A set of assumptions is there to differ from what is published on the whole.
  if (
    parsed.type !== "assumptions" &&
    published !== undefined &&
    (to.quantity.value < published.low || to.quantity.value > published.high)
  )
    problems.push(
      problemIn(
        parsed,
        [...path, "to"],
        explainOutside(to.quantity.text, published),
        describeFound(to.quantity.text),
        "warning",
      ),
    );
  const { system, value: name, status, sources, note, derivation, reason } = override;
  const value = makeSourcedValue(system, name, {
    value: to.quantity,
    ...(low === undefined ? {} : { low: low.quantity }),
    ...(high === undefined ? {} : { high: high.quantity }),
    status,
    ...(sources === undefined ? {} : { sources }),
    ...(note === undefined ? {} : { note }),
    ...(derivation === undefined ? {} : { derivation }),
    ...(reason === undefined ? {} : { reason }),
  });
  return { value: { ...value, isOverride: true }, problems };
}

function explainOutside(text: string, published: SourcedValue): string {
  const { lowText = published.text, highText = published.text, sources, status } = published;
  const range = lowText === highText ? lowText : `${lowText} to ${highText}`;
  const origin = sources.length > 0 ? sources.join(", ") : status;
  return `${text} lies outside the published ${range} (${origin})`;
}
