import Qty from "js-quantities";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { DIMENSIONS, findDimension } from "./dimensions.ts";
import type { Dimension } from "./dimensions.ts";
import { parseAnyQuantity, parseQuantity } from "./quantity.ts";
import type { QuantityField } from "./quantity.ts";

const length: QuantityField = { dimension: "length" };
const latitude: QuantityField = { dimension: "angle", noun: "a latitude", low: "-90 deg", high: "90 deg" };

function valueOf(input: unknown, dimension: Dimension): number {
  const result = parseQuantity(input, { dimension });
  if (!result.ok) throw new Error(result.message);
  return result.quantity.value;
}

function messageOf(input: unknown, field: QuantityField): string {
  const result = parseQuantity(input, field);
  if (result.ok) throw new Error(`accepted as ${result.quantity.value}`);
  return result.message;
}

test.each<[string, Dimension, number]>([
  ["4.5 km/s", "speed", 4500],
  ["6.1 m/s", "speed", 6.1],
  ["880 km/h", "speed", 244.44444444444446],
  ["18 kn", "speed", 9.26],
  ["100 km", "length", 100_000],
  ["30 nmi", "length", 55_560],
  ["30000 ft", "length", 9144],
  ["35 deg", "angle", (35 * Math.PI) / 180],
  ["180 deg", "angle", Math.PI],
  ["-10 dBsm", "crossSection", 0.1],
  ["20 dBsm", "crossSection", 100],
  ["0.1 m^2", "crossSection", 0.1],
  ["9.2 m^2", "area", 9.2],
  ["9.2 m2", "area", 9.2],
  ["9.2 m²", "area", 9.2],
  ["0.018 m^2", "area", 0.018],
  ["60 s", "time", 60],
  ["37 min", "time", 2220],
  ["100 kW", "power", 100_000],
  ["10 GHz", "frequency", 1e10],
  ["500 K", "temperature", 500],
  ["8 dB", "ratio", 6.309573444801933],
  ["2000 kg/m^2", "arealDensity", 2000],
  ["14.59 kg", "mass", 14.59],
  ["34 t", "mass", 34_000],
  ["1 slug", "mass", 14.593902937206364],
  ["100 lbf", "force", 444.82216152605],
  ["115.2 kbit/s", "dataRate", 115_200],
  ["12 %", "share", 0.12],
  ["0.12", "share", 0.12],
  ["4", "count", 4],
  ["1e3 km", "length", 1e6],
  [".5 km", "length", 500],
  ["+5km", "length", 5000],
  ["  5 km ", "length", 5000],
])("%s is %s %d in SI", (text, dimension, expected) => {
  const value = valueOf(text, dimension);
  expect(Math.abs(value - expected)).toBeLessThanOrEqual(Math.abs(expected) * 4e-16);
});

test("prices keep their currency and year", () => {
  const result = parseQuantity("100e9 JPY (2018)", { dimension: "money" });
  expect(result).toEqual({
    ok: true,
    quantity: { value: 1e11, dimension: "money", text: "100e9 JPY (2018)", currency: "JPY", priceYear: 2018 },
  });
});

test("minus zero becomes zero, because the two would hash differently", () => {
  expect(Object.is(valueOf("-0 km", "length"), 0)).toBe(true);
});

test.each<[unknown, QuantityField, string]>([
  [100, length, '100 is a bare number; give it a unit such as "100 km"'],
  ["100", length, '100 is a bare number; give it a unit such as "100 km"'],
  [39.7, latitude, '39.7 is a bare number; give it a unit such as "39.7 deg"'],
  [139.7, latitude, "139.7 is a bare number; give it a unit, and a latitude lies in -90 deg to 90 deg"],
  ["139.7 deg", latitude, "139.7 deg found; a latitude lies in -90 deg to 90 deg"],
  ["100 kn", length, '"100 kn" is a speed, not a length; did you mean km? A length takes m, km, cm, mm, ft, nmi or mi'],
  ["100 kx", length, 'unknown unit "kx" in "100 kx"; did you mean km? A length takes m, km, cm, mm, ft, nmi or mi'],
  ["30 nm", length, 'unknown unit "nm" in "30 nm"; did you mean nmi? A length takes m, km, cm, mm, ft, nmi or mi'],
  ["5 parsec", length, 'unknown unit "parsec" in "5 parsec"; a length takes m, km, cm, mm, ft, nmi or mi'],
  ["5 km", { dimension: "count" }, '"5 km" is a length, not a count; a count has no unit'],
  [4.5, { dimension: "count" }, "4.5 found; a count is a whole number"],
  ["-1 km", { ...length, low: "0 m" }, "-1 km found; a length lies at or above 0 m"],
  ["0 km", { ...length, low: "0 m", lowIs: "above" }, "0 km found; a length lies above 0 m"],
  ["1,000 km", length, '"1,000 km" found; write it without separators: "1000 km"'],
  ["1e400 km", length, "1e400 km found; nothing here is as large as 1e30"],
  ["1e28 km", length, "1e28 km found; nothing here is as large as 1e30"],
  [Number.NaN, length, 'NaN is a bare number; give it a unit such as "100 km"'],
  [Number.NaN, { dimension: "number" }, "NaN found; a number is due, such as 1.5"],
  ["about 5 km", length, '"about 5 km" found; a length is due, such as "100 km"'],
  ["", length, '"" found; a length is due, such as "100 km"'],
  [null, length, 'an empty value found; a length is due, such as "100 km"'],
  [undefined, length, 'nothing found; a length is due, such as "100 km"'],
  [["5 km"], length, 'a list of 1 found; a length is due, such as "100 km"'],
  ["9".repeat(65), length, 'a text of 65 characters found; a length has at most 64, such as "100 km"'],
])("%j is refused: %#", (input, field, message) => {
  expect(messageOf(input, field)).toBe(message);
});

test("names that every object has are no units", () => {
  for (const name of ["constructor", "__proto__", "toString", "hasOwnProperty", "valueOf"]) {
    expect(messageOf(`1 ${name}`, length)).toMatch(/^unknown unit/);
    expect(parseAnyQuantity(`1 ${name}`)).toBeUndefined();
  }
});

test("every example of a dimension is one of its quantities", () => {
  for (const [dimension, rule] of Object.entries(DIMENSIONS)) {
    expect(parseQuantity(rule.example, { dimension: dimension as Dimension })).toMatchObject({ ok: true });
  }
});

// Numbers as people write them: the library answers NaN for the smallest doubles.
const written = fc
  .tuple(fc.integer(), fc.integer({ min: -6, max: 6 }))
  .map(([digits, exponent]) => Number(`${digits}e${exponent}`));

test("a number and a unit come out as js-quantities reads the whole text", () => {
  // Units that the library knows by the same name; it rounds to 15 digits on its way, which sets the tolerance.
  const pairs: readonly [Dimension, string, string][] = [
    ["speed", "km/s", "m/s"],
    ["speed", "km/h", "m/s"],
    ["length", "nmi", "m"],
    ["length", "ft", "m"],
    ["angle", "deg", "rad"],
    ["angle", "arcmin", "rad"],
    ["power", "MW", "W"],
    ["frequency", "GHz", "Hz"],
    ["time", "min", "s"],
    ["arealDensity", "g/cm^2", "kg/m^2"],
  ];
  fc.assert(
    fc.property(written, fc.constantFrom(...pairs), (scalar, [dimension, unit, si]) => {
      const ours = valueOf(`${scalar} ${unit}`, dimension);
      const theirs = new Qty(scalar, unit).to(si).scalar;
      expect(Math.abs(ours - theirs)).toBeLessThanOrEqual(Math.abs(theirs) * 1e-12);
    }),
  );
});

test("a value written in any unit of its dimension comes back", () => {
  const units = Object.entries(DIMENSIONS).flatMap(([dimension, rule]) =>
    rule.units
      .filter(({ symbol }) => !symbol.startsWith("dB"))
      .map((unit) => ({ dimension: dimension as Dimension, unit })),
  );
  fc.assert(
    fc.property(
      fc.integer({ min: -1_000_000, max: 1_000_000 }),
      fc.constantFrom(...units),
      (scalar, { dimension, unit }) => {
        if (dimension === "count" && unit.symbol !== "") return;
        const value = valueOf(unit.symbol === "" ? scalar : `${scalar} ${unit.symbol}`, dimension);
        const back = value / unit.toSi(1);
        expect(Math.abs(back - scalar)).toBeLessThanOrEqual(Math.abs(scalar) * 4e-16);
      },
    ),
  );
});

test("decibels and ratios are the same thing written twice", () => {
  fc.assert(
    fc.property(fc.double({ min: -100, max: 100, noNaN: true }), (level) => {
      const ratio = valueOf(`${level.toFixed(6)} dB`, "ratio");
      expect(10 * Math.log10(ratio)).toBeCloseTo(Number(level.toFixed(6)), 9);
    }),
  );
});

test("no text whatever makes it throw, and what it accepts is finite", () => {
  const symbols = Object.values(DIMENSIONS).flatMap(({ units }) => units.map(({ symbol }) => symbol));
  const nearly = fc
    .tuple(
      fc.oneof(fc.double().map(String), fc.string({ maxLength: 8 })),
      fc.constantFrom("", " ", "\u3000"),
      fc.constantFrom(...symbols, "m^m", "km/0"),
    )
    .map((parts) => parts.join(""));
  const dimensions = Object.keys(DIMENSIONS) as Dimension[];
  fc.assert(
    fc.property(
      fc.oneof(nearly, fc.string({ maxLength: 80 }), fc.anything()),
      fc.constantFrom(...dimensions),
      (input, dimension) => {
        const result = parseQuantity(input, { dimension });
        if (result.ok) expect(Number.isFinite(result.quantity.value)).toBe(true);
        else expect(result.message.length).toBeLessThan(400);
      },
    ),
    { numRuns: 2000 },
  );
});

test("the dimension of a free value follows from its unit", () => {
  expect(findDimension("km/s")).toBe("speed");
  expect(parseAnyQuantity("15 MW")?.dimension).toBe("power");
  expect(parseAnyQuantity("0.53 booster / 0.34 upper stages")).toBeUndefined();
  expect(parseAnyQuantity("about 5 km")).toBeUndefined();
});
