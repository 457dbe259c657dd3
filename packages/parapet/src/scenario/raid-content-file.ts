import { z } from "zod";
import {
  choice,
  count,
  group,
  id,
  latitude,
  listOfEntities,
  listOfIds,
  localText,
  longitude,
  quantity,
} from "./fields.ts";
import type { LocalText, PlaceFile, Schema } from "./fields.ts";
import type { Quantity } from "./quantity.ts";

/** A place that missiles of a raid go to. */
export interface RaidAimFile extends PlaceFile {
  readonly id: string;
  readonly name: LocalText;
  /** The aim point is drawn in a disc of this radius; 5 km when left out. */
  readonly spread?: Quantity;
  /** What is lost when one missile comes through to it, in any unit that all aims share; 1 when left out. */
  readonly value?: number;
}

/** Missiles of one class from one region; the n-th takes the n-th aim, round and round. */
export interface RaidGroupFile {
  readonly id: string;
  readonly threat: string;
  readonly count: number;
  readonly launchRegion: string;
  /** All aims of the raid when left out. */
  readonly aims?: readonly string[];
  readonly trajectory: "minimum-energy" | "lofted" | "depressed";
  readonly firstLaunch?: Quantity;
  readonly spacing?: Quantity;
  readonly jitter?: Quantity;
}

/** Interceptors that fire as one layer, and how. */
export interface RaidLayerFile {
  readonly id: string;
  readonly name?: LocalText;
  readonly interceptors: readonly string[];
  /** Rounds of each volley at one threat, a look between them. */
  readonly volleys: readonly number[];
  /** Rounds of a volley after which there is no time to look and fire again. */
  readonly roundsWithoutLook?: number;
  /** Rounds that each launcher holds back, and from what value of a threat on it gives them. */
  readonly reserve?: number;
  readonly reserveValue?: number;
  readonly whileEarlierFires?: "wait" | "wait-unless-last-chance" | "fire";
  /** Least time between intercepts of this layer and of another at one threat. */
  readonly separation?: Quantity;
  /** Rounds that one launcher guides at once. */
  readonly channels?: number;
  /** Fires only at threats whose aims lie within this distance of the unit. */
  readonly responsibility?: Quantity;
}

/** What a raid is, whether it stands in a study or as the default of a scenario. */
export interface RaidContentFile {
  readonly aims: readonly RaidAimFile[];
  readonly groups: readonly RaidGroupFile[];
  readonly layers: readonly RaidLayerFile[];
  readonly units?: readonly string[];
  readonly controller?: "rule-based" | "optimal";
  readonly killModel?: "simulated" | "test-record";
  readonly perfectInformation?: boolean;
  /** From one plan of fire control to the next. */
  readonly cycle?: Quantity;
}

/** The schema of a time span from 0 on. */
export function duration(noun: string, high: string): Schema<Quantity> {
  return quantity({ dimension: "time", noun, low: "0 s", high });
}

const aim: Schema<RaidAimFile> = group({
  id: id("the id of an aim"),
  name: localText(),
  latitude: latitude(),
  longitude: longitude(),
  spread: quantity({
    dimension: "length",
    noun: "the radius of the disc of aim points",
    low: "0 m",
    high: "200 km",
  }).exactOptional(),
  value: z.number().gt(0).max(1e12).exactOptional(),
});

const raidGroup: Schema<RaidGroupFile> = group({
  id: id("the id of a group of missiles"),
  threat: id("the id of a threat class"),
  count: count(1, 10_000),
  launchRegion: id("the id of a launch region"),
  aims: listOfIds("the id of an aim").exactOptional(),
  trajectory: choice(["minimum-energy", "lofted", "depressed"]),
  firstLaunch: duration("the time of the first launch", "24 h").exactOptional(),
  spacing: duration("the time between launches", "24 h").exactOptional(),
  jitter: duration("the spread of a launch time", "1 h").exactOptional(),
});

const layer: Schema<RaidLayerFile> = group({
  id: id("the id of a layer"),
  name: localText().exactOptional(),
  interceptors: listOfIds("the id of an interceptor"),
  volleys: z.array(count(1, 20)).min(1).max(10),
  roundsWithoutLook: count(0, 20).exactOptional(),
  reserve: count(0, 10_000).exactOptional(),
  reserveValue: z.number().gt(0).exactOptional(),
  whileEarlierFires: choice(["wait", "wait-unless-last-chance", "fire"]).exactOptional(),
  separation: duration("the time between two layers' intercepts", "1 h").exactOptional(),
  channels: count(1, 10_000).exactOptional(),
  responsibility: quantity({ dimension: "length", noun: "a distance", low: "0 m", high: "20000 km" }).exactOptional(),
});

/** The keys of `RaidContentFile`. */
export const raidContentShape: {
  readonly aims: Schema<readonly RaidAimFile[]>;
  readonly groups: Schema<readonly RaidGroupFile[]>;
  readonly layers: Schema<readonly RaidLayerFile[]>;
  readonly units: z.ZodExactOptional<Schema<readonly string[]>>;
  readonly controller: z.ZodExactOptional<Schema<"rule-based" | "optimal">>;
  readonly killModel: z.ZodExactOptional<Schema<"simulated" | "test-record">>;
  readonly perfectInformation: z.ZodExactOptional<Schema<boolean>>;
  readonly cycle: z.ZodExactOptional<Schema<Quantity>>;
} = {
  aims: listOfEntities(aim, 200),
  groups: listOfEntities(raidGroup, 100),
  layers: listOfEntities(layer, 12),
  units: listOfIds("the id of a unit").exactOptional(),
  controller: choice(["rule-based", "optimal"]).exactOptional(),
  killModel: choice(["simulated", "test-record"]).exactOptional(),
  perfectInformation: z.boolean().exactOptional(),
  cycle: quantity({
    dimension: "time",
    noun: "the time between two plans",
    low: "0.1 s",
    high: "60 s",
  }).exactOptional(),
};
