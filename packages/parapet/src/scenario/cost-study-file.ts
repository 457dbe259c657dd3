import { z } from "zod";
import { count, group, id, listOfEntities, listOfIds, localText, quantity } from "./fields.ts";
import type { LocalText, Schema } from "./fields.ts";
import type { Quantity } from "./quantity.ts";
import { studyShape, trajectories } from "./study-common.ts";
import type { StudyCommon, Trajectory } from "./study-common.ts";

/** A value of the catalogue as `system.value`. */
export type ValueRef = string;

/** Published prices of one thing, oldest first, and a price that was claimed for it. */
export interface PriceSeriesFile {
  readonly id: string;
  readonly name: LocalText;
  readonly prices: readonly ValueRef[];
  readonly claimed: ValueRef;
}

/** A part of a whole. */
export interface SumShareFile {
  readonly id: string;
  readonly name: LocalText;
  readonly part: ValueRef;
  readonly whole: ValueRef;
}

/** One sum as a report gave it in two currencies. */
export interface SumPairFile {
  readonly id: string;
  readonly name: LocalText;
  readonly yen: ValueRef;
  readonly dollars: ValueRef;
}

/** Something that could be bought: so many of it, at a price each, and what all of them cost over their life. */
export interface OptionFile {
  readonly id: string;
  readonly name: LocalText;
  readonly count: number;
  readonly price: ValueRef;
  readonly lifeCycle?: ValueRef;
  /** Where it stands in the scenario and what it fires, for the people that it defends. */
  readonly units?: readonly string[];
  readonly interceptors?: readonly string[];
}

/** Against what an option's people are defended. */
export interface AgainstFile {
  readonly threats: readonly string[];
  readonly trajectories: readonly Trajectory[];
  readonly launchRegions: readonly string[];
  readonly grid: Quantity;
}

/** So many missiles of a class, met by one kind of interceptor or another. */
export interface PricedRaidFile {
  readonly missiles: number;
  readonly threat: string;
  readonly interceptors: readonly string[];
}

/** What it costs: prices by date, shares of sums, options, and one more missile of a raid. */
export interface CostFile extends StudyCommon {
  readonly kind: "cost";
  /** The year in whose prices, and at whose exchange rate, the answers are given. */
  readonly year: number;
  /** Entry of the catalogue with exchange rates and price levels by year. */
  readonly money: string;
  readonly series?: PriceSeriesFile;
  readonly shares?: readonly SumShareFile[];
  readonly pairs?: readonly SumPairFile[];
  readonly options?: readonly OptionFile[];
  readonly against?: AgainstFile;
  readonly raid?: PricedRaidFile;
  readonly draws: number;
}

const VALUE_REF = /^[a-z0-9]+(-[a-z0-9]+)*\.[a-z][A-Za-z0-9]*$/;

function valueRef(): Schema<ValueRef> {
  return z
    .string()
    .regex(VALUE_REF, { error: "FOUND; a value of the catalogue is due, such as thaad.batteryCost" })
    .max(200);
}

/** The schema of a cost study. */
export const costStudySchema: Schema<CostFile> = group({
  kind: z.literal("cost"),
  ...studyShape,
  year: count(1950, 2100),
  money: id("the id of an entry with exchange rates"),
  series: group({
    id: id("the id of a series"),
    name: localText(),
    prices: z.array(valueRef()).min(1).max(100),
    claimed: valueRef(),
  }).exactOptional(),
  shares: listOfEntities<SumShareFile>(
    group({ id: id("the id of a share"), name: localText(), part: valueRef(), whole: valueRef() }),
    50,
  ).exactOptional(),
  pairs: listOfEntities<SumPairFile>(
    group({ id: id("the id of a pair"), name: localText(), yen: valueRef(), dollars: valueRef() }),
    50,
  ).exactOptional(),
  options: listOfEntities<OptionFile>(
    group({
      id: id("the id of an option"),
      name: localText(),
      count: count(1, 10_000),
      price: valueRef(),
      lifeCycle: valueRef().exactOptional(),
      units: listOfIds("the id of a unit").exactOptional(),
      interceptors: listOfIds("the id of an interceptor").exactOptional(),
    }),
    20,
  ).exactOptional(),
  against: group({
    threats: listOfIds("the id of a threat class"),
    trajectories,
    launchRegions: listOfIds("the id of a launch region"),
    grid: quantity({ dimension: "length", noun: "the size of a grid cell", low: "5 km", high: "500 km" }),
  }).exactOptional(),
  raid: group({
    missiles: count(1, 100_000),
    threat: id("the id of a threat class"),
    interceptors: listOfIds("the id of an interceptor"),
  }).exactOptional(),
  draws: count(0, 1_000_000),
}).superRefine((study, context) => {
  const defended = (study.options ?? []).findIndex(({ units }) => units !== undefined);
  if (defended >= 0 && study.against === undefined)
    context.addIssue({
      code: "custom",
      path: ["against"],
      message: "missing; an option with units is asked whom it defends, so the threats are due",
    });
  (study.options ?? []).forEach(({ units, interceptors }, i) => {
    if ((units === undefined) !== (interceptors === undefined))
      context.addIssue({
        code: "custom",
        path: ["options", i, units === undefined ? "units" : "interceptors"],
        message: "missing; units and interceptors go together",
      });
  });
});
