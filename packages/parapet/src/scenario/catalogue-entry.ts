import { z } from "zod";
import type { CatalogueKind, ValueRule } from "./catalogue-values.ts";
import { CATALOGUE_KINDS, CATALOGUE_VALUES } from "./catalogue-values.ts";
import type { Evidence } from "./evidence.ts";
import { evidenceShape, explainMissingEvidence } from "./evidence.ts";
import { CAMEL_CASE_PATTERN, date, group, id, localText, quantity, text } from "./fields.ts";
import type { LocalText, Schema } from "./fields.ts";
import { findNearest } from "./nearest.ts";
import { describeFound } from "./problem.ts";
import type { Quantity } from "./quantity.ts";
import { parseAnyQuantity } from "./quantity.ts";

/** One published value: a quantity with its range, or a text, or a list of texts. */
export interface CatalogueValue extends Evidence {
  readonly value: Quantity | string | readonly string[];
  readonly low?: Quantity;
  readonly high?: Quantity;
  /** When the figure was current. */
  readonly asOf?: string;
}

/** One system of the catalogue with every figure published about it. */
export interface CatalogueEntry {
  readonly kind: CatalogueKind;
  readonly id: string;
  readonly name: LocalText;
  readonly note?: string;
  readonly values: Readonly<Record<string, CatalogueValue>>;
}

const commonShape = { ...evidenceShape, asOf: date().exactOptional() };

function valueSchema(rule: ValueRule | undefined): Schema<CatalogueValue> {
  const field = rule?.field;
  const value = field === undefined ? anyValue() : field === "text" ? textValue() : quantity(field);
  const bound = field === undefined || field === "text" ? anyQuantity() : quantity(field);
  const schema = group({ value, low: bound.exactOptional(), high: bound.exactOptional(), ...commonShape });
  return schema.superRefine(
    (entry, context) => {
      const missing = explainMissingEvidence(entry);
      if (missing !== undefined) context.addIssue({ code: "custom", path: [missing.key], message: missing.message });
      const wrong = explainWrongRange(entry);
      if (wrong !== undefined) context.addIssue({ code: "custom", path: [wrong.key], message: wrong.message });
    },
    { when: ({ value }) => typeof value === "object" && value !== null },
  );
}

function explainWrongRange(entry: {
  readonly value?: unknown;
  readonly low?: unknown;
  readonly high?: unknown;
}): { key: string; message: string } | undefined {
  const [value, low, high] = [entry.value, entry.low, entry.high].map((each) => (isQuantity(each) ? each : undefined));
  if (value === undefined)
    return (low ?? high)
      ? { key: low ? "low" : "high", message: "a range found around a text; only a quantity has one" }
      : undefined;
  if (low !== undefined && low.dimension !== value.dimension)
    return { key: "low", message: `${low.text} found, of another kind than the value ${value.text}` };
  if (high !== undefined && high.dimension !== value.dimension)
    return { key: "high", message: `${high.text} found, of another kind than the value ${value.text}` };
  if (low !== undefined && low.value > value.value)
    return { key: "low", message: `${low.text} found; low is at most the value, ${value.text}` };
  if (high !== undefined && high.value < value.value)
    return { key: "high", message: `${high.text} found; high is at least the value, ${value.text}` };
  return undefined;
}

function isQuantity(value: unknown): value is Quantity {
  return typeof value === "object" && value !== null && "dimension" in value;
}

/** A text that is a quantity becomes one; any other stays a text. */
function anyValue(): Schema<Quantity | string | readonly string[]> {
  return z
    .union([z.number(), text(), z.array(text()).min(1).max(100)])
    .transform((found): Quantity | string | readonly string[] => {
      if (typeof found === "number") return { value: found + 0, dimension: "number", text: String(found + 0) };
      return typeof found === "string" ? (parseAnyQuantity(found) ?? found) : found;
    });
}

function anyQuantity(): Schema<Quantity> {
  return z.union([z.number(), text()]).transform((found, context): Quantity => {
    if (typeof found === "number") return { value: found + 0, dimension: "number", text: String(found + 0) };
    const result = parseAnyQuantity(found);
    if (result !== undefined) return result;
    context.issues.push({
      code: "custom",
      input: found,
      message: `${describeFound(found)} found; a number with its unit is due`,
      continue: true,
    });
    return z.NEVER;
  });
}

function textValue(): Schema<string | readonly string[]> {
  return z.union([text(), z.array(text()).min(1).max(100)], { error: () => "FOUND; a text or a list of texts is due" });
}

function entrySchema(kind: CatalogueKind): Schema<CatalogueEntry> {
  const rules = CATALOGUE_VALUES[kind];
  const shape: Record<string, z.ZodExactOptional<Schema<CatalogueValue>> | Schema<CatalogueValue>> = {};
  for (const [name, rule] of Object.entries(rules)) {
    const schema = valueSchema(rule);
    shape[name] = rule.needed === true ? schema : schema.exactOptional();
  }
  const values = z
    .object(shape)
    .catchall(valueSchema(undefined))
    .superRefine(
      (found, context) => {
        for (const name of Object.keys(found)) {
          if (Object.hasOwn(rules, name)) continue;
          const nearest = findNearest(name, Object.keys(rules), { share: 0.2 });
          if (!CAMEL_CASE_PATTERN.test(name))
            context.addIssue({
              code: "custom",
              path: [name],
              message: `${describeFound(name)} found; the name of a value looks like burnoutSpeed`,
            });
          else if (nearest !== undefined && !Object.hasOwn(found, nearest))
            context.addIssue({
              code: "custom",
              path: [name],
              message: `unknown value ${describeFound(name)}; did you mean ${nearest}?`,
            });
        }
      },
      { when: ({ value }) => typeof value === "object" && value !== null },
    );
  return group({
    kind: z.literal(kind),
    id: id("the id of a system"),
    name: localText(),
    note: text().exactOptional(),
    values: values as unknown as Schema<Readonly<Record<string, CatalogueValue>>>,
  });
}

/** The schema of each kind of entry. */
export const catalogueEntrySchemas: Readonly<Record<CatalogueKind, Schema<CatalogueEntry>>> = Object.fromEntries(
  CATALOGUE_KINDS.map((kind) => [kind, entrySchema(kind)]),
) as Record<CatalogueKind, Schema<CatalogueEntry>>;
