import Qty from "js-quantities";
import { findNearest } from "./nearest.ts";

/** What a quantity measures. Each schema field and each catalogue value names one. */
export type Dimension =
  | "length"
  | "area"
  | "crossSection"
  | "time"
  | "speed"
  | "angle"
  | "mass"
  | "massFlow"
  | "force"
  | "acceleration"
  | "power"
  | "frequency"
  | "temperature"
  | "arealDensity"
  | "ratio"
  | "share"
  | "dataRate"
  | "money"
  | "count"
  | "number";

/** How one unit becomes SI: times a factor, or out of decibels. */
export interface Unit {
  readonly symbol: string;
  readonly toSi: (scalar: number) => number;
}

/** One dimension: what it is called in a sentence, its SI unit, the units a file may use, and an example. */
export interface DimensionRule {
  readonly noun: string;
  readonly si: string;
  readonly units: readonly Unit[];
  readonly example: string;
}

/** 10^(x/10), with whole powers of ten taken from their decimal form so that -10 dBsm is 0.1 m^2 to the bit. */
function fromDecibels(x: number): number {
  const tens = Math.floor(x / 10);
  if (Math.abs(tens) > 30) return x > 0 ? Infinity : 0;
  return Number(`1e${tens}`) * Math.exp(((x - 10 * tens) * Math.LN10) / 10);
}

const dB: Unit = { symbol: "dB", toSi: fromDecibels };
const dBsm: Unit = { symbol: "dBsm", toSi: fromDecibels };

/**
 * Units of one dimension, with the factors of js-quantities, which sees these symbols alone and never a file's text.
 * `as` is the name under which the library knows the unit rightly: its `kn` is cut at nine digits, `K` is unknown to it.
 * `factor` replaces it where all its names are cut: the degree at 15 digits, slug and pound-force at nine (exact: 0.45359237 kg, 9.80665 m/s^2, 0.3048 m).
 */
function units(
  symbols: readonly (string | { symbol: string; as: string } | { symbol: string; factor: number })[],
): Unit[] {
  return symbols.map((entry) => {
    if (typeof entry === "object" && "factor" in entry) return { symbol: entry.symbol, toSi: (x) => x * entry.factor };
    const { symbol, as } = typeof entry === "string" ? { symbol: entry, as: entry } : entry;
    const factor = new Qty(1, as).baseScalar;
    return { symbol, toSi: (x) => x * factor };
  });
}

const squareMetre = { symbol: "m^2", as: "m^2" };
const plain: Unit = { symbol: "", toSi: (x) => x };

/** Every dimension with its units, in the order in which a message names them. */
export const DIMENSIONS: Readonly<Record<Dimension, DimensionRule>> = {
  length: {
    noun: "a length",
    si: "m",
    units: units(["m", "km", "cm", "mm", "ft", "nmi", "mi"]),
    example: "100 km",
  },
  area: {
    noun: "an area",
    si: "m^2",
    units: units([squareMetre, "km^2", "cm^2", "ft^2", { symbol: "ha", as: "hectare" }]),
    example: "9.2 m^2",
  },
  crossSection: {
    noun: "a radar cross-section",
    si: "m^2",
    units: [...units([squareMetre, "cm^2"]), dBsm],
    example: "0.1 m^2",
  },
  time: { noun: "a time", si: "s", units: units(["s", "ms", "us", "min", "h", "d"]), example: "60 s" },
  speed: {
    noun: "a speed",
    si: "m/s",
    units: units(["m/s", "km/s", "km/h", "ft/s", { symbol: "kn", as: "nmi/h" }]),
    example: "4.5 km/s",
  },
  angle: {
    noun: "an angle",
    si: "rad",
    units: units([
      { symbol: "deg", factor: Math.PI / 180 },
      "rad",
      "mrad",
      { symbol: "arcmin", factor: Math.PI / 10800 },
    ]),
    example: "35 deg",
  },
  mass: {
    noun: "a mass",
    si: "kg",
    units: units([
      "kg",
      "g",
      { symbol: "t", as: "tonne" },
      { symbol: "lb", as: "pound" },
      { symbol: "slug", factor: (0.45359237 * 9.80665) / 0.3048 },
    ]),
    example: "500 kg",
  },
  massFlow: { noun: "a mass flow", si: "kg/s", units: units(["kg/s", "g/s"]), example: "20 kg/s" },
  force: {
    noun: "a force",
    si: "N",
    units: units(["N", "kN", "MN", { symbol: "lbf", factor: 0.45359237 * 9.80665 }]),
    example: "100 kN",
  },
  acceleration: { noun: "an acceleration", si: "m/s^2", units: units(["m/s^2", "ft/s^2"]), example: "9.8 m/s^2" },
  power: { noun: "a power", si: "W", units: units(["W", "kW", "MW", "GW", "mW"]), example: "100 kW" },
  frequency: { noun: "a frequency", si: "Hz", units: units(["Hz", "kHz", "MHz", "GHz"]), example: "10 GHz" },
  temperature: { noun: "a temperature", si: "K", units: units([{ symbol: "K", as: "degK" }]), example: "500 K" },
  arealDensity: {
    noun: "a mass per area",
    si: "kg/m^2",
    units: units(["kg/m^2", "g/cm^2", { symbol: "lb/ft^2", as: "pound/ft^2" }]),
    example: "2000 kg/m^2",
  },
  ratio: { noun: "a ratio in decibels", si: "", units: [dB], example: "8 dB" },
  share: { noun: "a share", si: "", units: [plain, { symbol: "%", toSi: (x) => x / 100 }], example: "0.12" },
  dataRate: {
    noun: "a data rate",
    si: "bit/s",
    units: [
      { symbol: "bit/s", toSi: (x) => x },
      { symbol: "kbit/s", toSi: (x) => x * 1e3 },
      { symbol: "Mbit/s", toSi: (x) => x * 1e6 },
      { symbol: "Gbit/s", toSi: (x) => x * 1e9 },
    ],
    example: "115.2 kbit/s",
  },
  money: {
    noun: "a price",
    si: "",
    units: ["JPY", "USD", "EUR", "GBP", "KRW", "PLN", "RON", "RUB", "CNY", "TWD"].map((symbol) => ({
      symbol,
      toSi: plain.toSi,
    })),
    example: "100e9 JPY (2018)",
  },
  count: { noun: "a count", si: "", units: [plain], example: "4" },
  number: { noun: "a number", si: "", units: [plain], example: "1.5" },
};

/** The unit that goes by this symbol, `m2` and `m²` being read as `m^2` and `µs` as `us`. */
export function findUnit(dimension: Dimension, symbol: string): Unit | undefined {
  const plainSymbol = normalizeSymbol(symbol);
  return DIMENSIONS[dimension].units.find((unit) => unit.symbol === plainSymbol);
}

/** The first dimension that knows the symbol; an empty symbol belongs to none. */
export function findDimension(symbol: string): Dimension | undefined {
  if (symbol === "") return undefined;
  return (Object.keys(DIMENSIONS) as Dimension[]).find((dimension) => findUnit(dimension, symbol) !== undefined);
}

function normalizeSymbol(symbol: string): string {
  return symbol
    .replace(/²/g, "^2")
    .replace(/(?<=[a-z])2(?=$|\/)/g, "^2")
    .replace(/^°$/, "deg")
    .replace(/[µμ]/g, "u");
}

/** What people write for the units that we know, where the letters alone would suggest another. */
const OTHER_NAMES: ReadonlyMap<string, string> = new Map([
  ["nm", "nmi"],
  ["kt", "kn"],
  ["kts", "kn"],
  ["knots", "kn"],
  ["sec", "s"],
  ["seconds", "s"],
  ["minutes", "min"],
  ["hours", "h"],
  ["kmh", "km/h"],
  ["kph", "km/h"],
  ["degrees", "deg"],
  ["metres", "m"],
  ["meters", "m"],
  ["tonnes", "t"],
  ["dbm2", "dBsm"],
  ["percent", "%"],
  ["kelvin", "K"],
]);

/** The unit of the dimension that a person most likely meant by an unknown one. */
export function guessUnit(dimension: Dimension, symbol: string): string | undefined {
  const own = DIMENSIONS[dimension].units.map((unit) => unit.symbol).filter((known) => known !== "");
  const meant = OTHER_NAMES.get(symbol.toLowerCase());
  if (meant !== undefined && own.includes(meant)) return meant;
  return findNearest(symbol, own);
}
