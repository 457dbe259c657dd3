import { DIMENSIONS, findDimension, findUnit, guessUnit } from "./dimensions.ts";
import type { Dimension } from "./dimensions.ts";
import { describeFound, quoteShort } from "./problem.ts";

/** A number in SI units with the text it was read from. Angles are radians, decibels have become ratios. */
export interface Quantity {
  readonly value: number;
  readonly dimension: Dimension;
  readonly text: string;
  /** Of prices: the currency of `value`. */
  readonly currency?: string;
  /** Of prices: the year whose prices they are. */
  readonly priceYear?: number;
}

/** What a field takes. `low` and `high` are texts as a file would write them; they are part of the range. */
export interface QuantityField {
  readonly dimension: Dimension;
  /** In a sentence, "a latitude"; without it the dimension's own noun. */
  readonly noun?: string;
  readonly low?: string;
  readonly high?: string;
  /** "above" leaves `low` itself out of the range. */
  readonly lowIs?: "above";
}

/** Why a text is no quantity of the field. */
export interface QuantityRefusal {
  readonly found: string;
  readonly message: string;
  readonly wouldDo: string;
}

export type QuantityResult =
  | { readonly ok: true; readonly quantity: Quantity }
  | ({ readonly ok: false } & QuantityRefusal);

/** Longest text that is looked at; the longest sensible quantity has about 25 characters. */
export const LONGEST_QUANTITY = 64;
const LARGEST = 1e30;
const SHAPE = /^([+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)\s*(.*)$/;
const PRICE_YEAR = /^([A-Z]{3})\s*\(((?:19|20)\d\d)\)$/;

/**
 * Reads `4.5 km/s`, `35 deg`, `-10 dBsm`, `100e9 JPY (2018)` into SI. Counts, numbers and shares also stand without a unit.
 * Never throws on a file's content; a refusal says what was found and which units would do.
 */
export function parseQuantity(input: unknown, field: QuantityField): QuantityResult {
  const rule = DIMENSIONS[field.dimension];
  const noun = field.noun ?? rule.noun;
  const takesBareNumber = rule.units.some((unit) => unit.symbol === "");
  const refuse = (message: string, wouldDo: string = listUnits(field.dimension)): QuantityResult => ({
    ok: false,
    found: typeof input === "string" ? quoteShort(input) : describeFound(input),
    message,
    wouldDo,
  });

  if (typeof input === "number") {
    if (!takesBareNumber) return refuse(explainBareNumber(String(input), field), exampleOf(field));
    return finish(input, plainNumber(input), field, refuse);
  }
  if (typeof input !== "string")
    return refuse(`${describeFound(input)} found; ${noun} is due, such as ${exampleOf(field)}`);
  if (input.length > LONGEST_QUANTITY)
    return refuse(
      `a text of ${input.length} characters found; ${noun} has at most ${LONGEST_QUANTITY}, such as ${exampleOf(field)}`,
    );
  const text = input.trim();
  const joined = text.replace(/(?<=\d)[,_' ](?=\d{3})/g, "");
  if (joined !== text)
    return refuse(`${quoteShort(text)} found; write it without separators: ${quoteShort(joined)}`, quoteShort(joined));
  const match = SHAPE.exec(text);
  if (match === null) {
    return refuse(`${quoteShort(input)} found; ${noun} is due, such as ${exampleOf(field)}`);
  }
  const scalar = Number(match[1]);
  let symbol = match[2]!;
  let priceYear: number | undefined;
  if (field.dimension === "money") {
    const dated = PRICE_YEAR.exec(symbol);
    if (dated !== null) {
      symbol = dated[1]!;
      priceYear = Number(dated[2]);
    }
  }
  if (symbol === "" && !takesBareNumber) return refuse(explainBareNumber(match[1]!, field), exampleOf(field));
  const unit = findUnit(field.dimension, symbol);
  if (unit === undefined) return refuse(explainUnit(text, symbol, field));
  const currency = field.dimension === "money" ? { currency: symbol } : {};
  const year = priceYear === undefined ? {} : { priceYear };
  return finish(unit.toSi(scalar), text, field, refuse, { ...currency, ...year });
}

/** Reads any quantity whose unit is known, of whatever dimension; undefined when the text is something else. */
export function parseAnyQuantity(text: string): Quantity | undefined {
  if (text.length > LONGEST_QUANTITY) return undefined;
  const match = SHAPE.exec(text.trim());
  if (match === null) return undefined;
  const dimension = findDimension(PRICE_YEAR.exec(match[2]!)?.[1] ?? match[2]!);
  if (dimension === undefined) return undefined;
  const result = parseQuantity(text, { dimension });
  return result.ok ? result.quantity : undefined;
}

function finish(
  value: number,
  text: string,
  field: QuantityField,
  refuse: (message: string, wouldDo?: string) => QuantityResult,
  extra: { readonly currency?: string; readonly priceYear?: number } = {},
): QuantityResult {
  const noun = field.noun ?? DIMENSIONS[field.dimension].noun;
  if (Number.isNaN(value))
    return refuse(`${text} found; ${noun} is due, such as ${exampleOf(field)}`, exampleOf(field));
  if (!Number.isFinite(value) || Math.abs(value) > LARGEST)
    return refuse(`${text} found; nothing here is as large as 1e30`, exampleOf(field));
  if (field.dimension === "count" && !Number.isSafeInteger(value))
    return refuse(`${text} found; ${noun} is a whole number`, exampleOf(field));
  if (!isInRange(value, field))
    return refuse(`${text} found; ${noun} lies ${describeRange(field)}`, describeRange(field));
  // -0 would print and hash differently from 0.
  return { ok: true, quantity: { value: value + 0, dimension: field.dimension, text, ...extra } };
}

function isInRange(value: number, field: QuantityField): boolean {
  const low = field.low === undefined ? -Infinity : boundOf(field.low, field.dimension);
  const high = field.high === undefined ? Infinity : boundOf(field.high, field.dimension);
  return (field.lowIs === "above" ? value > low : value >= low) && value <= high;
}

function boundOf(text: string, dimension: Dimension): number {
  const result = parseQuantity(text, { dimension });
  if (!result.ok) throw new RangeError(`quantity field: the bound ${text} is no ${dimension}: ${result.message}`);
  return result.quantity.value;
}

function describeRange({ low, high, lowIs }: QuantityField): string {
  if (low !== undefined && high !== undefined)
    return lowIs === "above" ? `above ${low} and up to ${high}` : `in ${low} to ${high}`;
  if (low !== undefined) return lowIs === "above" ? `above ${low}` : `at or above ${low}`;
  return `at or below ${high}`;
}

function explainBareNumber(number: string, field: QuantityField): string {
  const { example, noun } = DIMENSIONS[field.dimension];
  const withUnit = `${number} ${example.replace(/^\S+\s*/, "")}`;
  const result = parseQuantity(withUnit, field);
  if (result.ok) return `${number} is a bare number; give it a unit such as "${withUnit}"`;
  if (parseQuantity(withUnit, { dimension: field.dimension }).ok)
    return `${number} is a bare number; give it a unit, and ${field.noun ?? noun} lies ${describeRange(field)}`;
  return `${number} is a bare number; give it a unit such as ${exampleOf(field)}`;
}

function explainUnit(text: string, symbol: string, field: QuantityField): string {
  const rule = DIMENSIONS[field.dimension];
  const guess = guessUnit(field.dimension, symbol);
  const takes = rule.units.every((unit) => unit.symbol === "")
    ? `${rule.noun} has no unit`
    : `${rule.noun} takes ${listUnits(field.dimension)}`;
  const rest = guess === undefined ? takes : `did you mean ${guess}? ${takes[0]!.toUpperCase()}${takes.slice(1)}`;
  const other = findDimension(symbol);
  if (other !== undefined) return `${quoteShort(text)} is ${DIMENSIONS[other].noun}, not ${rule.noun}; ${rest}`;
  return `unknown unit ${quoteShort(symbol)} in ${quoteShort(text)}; ${rest}`;
}

/** "m, km or nmi". */
function listUnits(dimension: Dimension): string {
  const symbols = DIMENSIONS[dimension].units.map((unit) => (unit.symbol === "" ? "a plain number" : unit.symbol));
  if (dimension === "money") return 'a currency with its year, such as "100e9 JPY (2018)"';
  return symbols.length === 1 ? symbols[0]! : `${symbols.slice(0, -1).join(", ")} or ${symbols.at(-1)!}`;
}

function exampleOf(field: QuantityField): string {
  const { example } = DIMENSIONS[field.dimension];
  return Number.isNaN(Number(example)) ? `"${example}"` : example;
}

function plainNumber(value: number): string {
  return String(value + 0);
}
