import { z } from "zod";
import type { Dimension } from "./dimensions.ts";
import { DIMENSIONS } from "./dimensions.ts";
import { describeFound, INVISIBLE } from "./problem.ts";
import type { Quantity, QuantityField } from "./quantity.ts";
import { parseQuantity } from "./quantity.ts";

/** Schema whose parsed form is `T`. */
export type Schema<T> = z.ZodType<T>;

/** Names of files and entities: no folder, no "..", nothing that a file system or a reader could take for something else. */
export const ID_PATTERN: RegExp = /^[a-z0-9][a-z0-9-]{0,63}$/;
/** Names of values and metrics. */
export const CAMEL_CASE_PATTERN: RegExp = /^[a-z][A-Za-z0-9]{0,63}$/;

/** A text in English and, where there is one, in Japanese. */
export interface LocalText {
  readonly en: string;
  readonly ja?: string;
}

/** A group with these keys and no others. An unknown key is answered with the nearest of them. */
export function group<S extends z.core.$ZodLooseShape>(shape: S, about?: string): z.ZodObject<S, z.core.$strict> {
  const known = Object.keys(shape).join(" ");
  // explain.ts reads the known keys out of the message; zod keeps nothing else of the schema in an issue.
  const schema = z.strictObject(shape, { error: (issue) => (issue.code === "unrecognized_keys" ? known : undefined) });
  return about === undefined ? schema : schema.meta({ description: about });
}

/** A number with its unit, or a bare one where the dimension has none; parsed to SI. */
export function quantity(field: QuantityField): Schema<Quantity> {
  const rule = DIMENSIONS[field.dimension];
  const takesBareNumber = rule.units.some((unit) => unit.symbol === "");
  const error = (issue: { readonly input?: unknown }): string => {
    const result = parseQuantity(issue.input, field);
    if (result.ok) return `${describeFound(issue.input)} found`;
    return issue.input === undefined ? result.message.replace(/^nothing found; /, "missing; ") : result.message;
  };
  const text = z.string({ error }).meta({ pattern: quantityPattern(field.dimension) });
  const input = takesBareNumber ? z.union([z.number(), text], { error }) : text;
  return input
    .transform((found, context): Quantity => {
      const result = parseQuantity(found, field);
      if (result.ok) return result.quantity;
      const { message, wouldDo } = result;
      // Without `continue` zod would skip the rules of the group around this value, and their problems would show one run later.
      context.issues.push({
        code: "custom",
        input: found,
        message,
        params: { found: result.found, wouldDo },
        continue: true,
      });
      return z.NEVER;
    })
    .meta({ description: describeField(field), examples: [takesBareNumber ? Number(rule.example) : rule.example] });
}

function describeField({ dimension, noun, low, high, lowIs }: QuantityField): string {
  const name = noun ?? DIMENSIONS[dimension].noun;
  const range =
    low === undefined && high === undefined
      ? ""
      : ` (${lowIs === "above" ? "above " : ""}${low ?? "any"} to ${high ?? "any"})`;
  return `${name[0]!.toUpperCase()}${name.slice(1)}${range}`;
}

/** Regular expression of JSON Schema for a number and one of the dimension's units. */
function quantityPattern(dimension: Dimension): string {
  const units = DIMENSIONS[dimension].units.map(({ symbol }) =>
    symbol === "" ? "" : symbol.replace("^2", "(\\^?2|²)").replace(/^deg$/, "(deg|°)").replace(/^us$/, "(us|µs)"),
  );
  const year = dimension === "money" ? "( *\\((19|20)\\d\\d\\))?" : "";
  return `^\\s*[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?\\s*(${units.join("|")})${year}\\s*$`;
}

/** The id of an entity or the name of a file. */
export function id(noun: string): Schema<string> {
  return z
    .string()
    .regex(ID_PATTERN, {
      error: (issue) =>
        `${describeFound(issue.input)} found; ${noun} has small letters, digits and dashes only, such as "japan-2018"`,
    })
    .meta({ description: `${noun[0]!.toUpperCase()}${noun.slice(1)}` });
}

/** A text for people, of at most `longest` characters. */
export function text(longest: number = 2000): Schema<string> {
  return z
    .string()
    .max(longest)
    .refine((value) => value.trim() !== "" && value.isWellFormed() && value.search(INVISIBLE_IN_TEXT) < 0, {
      error: "blank or unreadable text",
    });
}

const INVISIBLE_IN_TEXT = new RegExp(INVISIBLE.source.replace("\\u0000-\\u001f", "\\u0000-\\u0008\\u000b-\\u001f"));

/** `{ en: ..., ja: ... }`. */
export function localText(): Schema<LocalText> {
  return group({ en: text(), ja: text().exactOptional() });
}

/** A year, a month or a day: "2018", "2018-08" or "2018-08-29". */
export function date(): Schema<string> {
  return z
    .string({
      error: (issue) =>
        typeof issue.input === "number"
          ? `${issue.input} found; put a date in quotation marks: "${issue.input}"`
          : undefined,
    })
    .regex(/^(19|20)\d\d(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/, {
      error: (issue) => `${describeFound(issue.input)} found; a date looks like "2018", "2018-08" or "2018-08-29"`,
    });
}

/** A whole number within limits. */
export function count(low: number, high: number): Schema<number> {
  // Not z.int(): its refusal would end the checks of the group around it.
  return z.number().multipleOf(1).min(low).max(high);
}

/** A name out of a short list. */
export function choice<const T extends readonly string[]>(names: T): Schema<T[number]> {
  return z.enum(names);
}

/** At least one of them, none twice. */
export function listOfIds(noun: string): Schema<readonly string[]> {
  return z
    .array(id(noun))
    .min(1)
    .max(1000)
    .superRefine((names, context) => {
      names.forEach((name, i) => {
        if (names.indexOf(name) < i)
          context.addIssue({
            code: "custom",
            path: [i],
            input: name,
            message: `${describeFound(name)} stands here a second time`,
          });
      });
    });
}

/** A list of entities whose ids differ. */
export function listOfEntities<T extends { readonly id: string }>(
  entity: Schema<T>,
  longest: number = 1000,
): Schema<readonly T[]> {
  return z
    .array(entity)
    .max(longest)
    .superRefine(
      (entities, context) => {
        const seen = new Set<unknown>();
        entities.forEach((item, i) => {
          const name: unknown = (item as { readonly id?: unknown } | null)?.id;
          if (name !== undefined && seen.has(name))
            context.addIssue({
              code: "custom",
              path: [i, "id"],
              input: name,
              message: `the id ${describeFound(name)} is taken by an entity above`,
            });
          seen.add(name);
        });
      },
      { when: ({ value }) => Array.isArray(value) && value.length <= longest },
    );
}

/** A place on the ground. */
export interface PlaceFile {
  readonly latitude: Quantity;
  readonly longitude: Quantity;
}

/** A place and its altitude above the ellipsoid; 0 m when left out. */
export interface PositionFile extends PlaceFile {
  readonly altitude?: Quantity;
}

/** A latitude of the ellipsoid. */
export function latitude(): Schema<Quantity> {
  return quantity({ dimension: "angle", noun: "a latitude", low: "-90 deg", high: "90 deg" });
}

/** A longitude, east positive. */
export function longitude(): Schema<Quantity> {
  return quantity({ dimension: "angle", noun: "a longitude", low: "-180 deg", high: "180 deg" });
}

/** Latitude and longitude. */
export function place(): Schema<PlaceFile> {
  return group({ latitude: latitude(), longitude: longitude() });
}

/** An altitude above the ellipsoid. */
export function altitude(): Schema<Quantity> {
  return quantity({ dimension: "length", noun: "an altitude", low: "-500 m", high: "100000 km" });
}

/** Latitude, longitude and altitude. */
export function position(): Schema<PositionFile> {
  return group({ latitude: latitude(), longitude: longitude(), altitude: altitude().exactOptional() });
}
