import { z } from "zod";
import {
  CAMEL_CASE_PATTERN,
  choice,
  count,
  group,
  id,
  listOfEntities,
  listOfIds,
  latitude,
  localText,
  longitude,
  quantity,
  text,
} from "./fields.ts";
import type { LocalText, PlaceFile, Schema } from "./fields.ts";
import type { Quantity } from "./quantity.ts";
import { overridesSchema } from "./scenario-file.ts";
import type { OverrideFile } from "./scenario-file.ts";

/** The shapes of a ballistic flight: least energy, apogee above that by the class's factor, apogee below it. */
export type Trajectory = "minimum-energy" | "lofted" | "depressed";

/** Bounds on a metric of a result. */
export interface MetricBounds {
  readonly metric: string;
  readonly atLeast?: number;
  readonly atMost?: number;
}

/** What every study has. The scenario is a name that the host looks up. */
interface StudyCommon {
  readonly name: string;
  readonly title?: LocalText;
  readonly note?: string;
  readonly scenario: string;
  readonly seed: number;
  readonly overrides?: readonly OverrideFile[];
  readonly expect?: readonly MetricBounds[];
}

/** Which part of a country is defended against which threats. */
export interface DefendedAreaFile extends StudyCommon {
  readonly kind: "defended-area";
  readonly units: readonly string[];
  readonly interceptors: readonly string[];
  readonly threats: readonly string[];
  readonly trajectories: readonly Trajectory[];
  readonly launchRegions: readonly string[];
  readonly grid: Quantity;
  readonly draws: number;
}

/** Units whose radars look together, under a name of the study's own. */
export interface SensorSetFile {
  readonly id: string;
  readonly name?: LocalText;
  readonly units: readonly string[];
}

/** A place that flights go to. */
export interface AimFile extends PlaceFile {
  readonly id: string;
  readonly name: LocalText;
}

/** Which flights are seen by whom, from when to when; the last set is compared with the first. */
export interface CoverageFile extends StudyCommon {
  readonly kind: "coverage";
  readonly sets: readonly SensorSetFile[];
  readonly threats: readonly string[];
  readonly trajectories: readonly Trajectory[];
  readonly launchRegions: readonly string[];
  readonly aims: readonly AimFile[];
  /** The unit at which a track has to be heard to count. */
  readonly heardAt?: string;
  readonly draws: number;
}

/** Any study that can be run. A new kind joins here, in `studySchemas`, and leaves `PLANNED_STUDIES`. */
export type StudyFile = DefendedAreaFile | CoverageFile;
export type StudyKind = StudyFile["kind"];

/** Kinds that the command line promises and that no code runs yet. */
export const PLANNED_STUDIES: readonly string[] = ["reach", "raid", "siting", "sensitivity", "cost", "range"];

/** Bounds on one metric: at least one bound, and the lower below the upper. */
export const metricBoundsShape: {
  readonly metric: Schema<string>;
  readonly atLeast: z.ZodExactOptional<Schema<number>>;
  readonly atMost: z.ZodExactOptional<Schema<number>>;
} = {
  metric: z.string().regex(CAMEL_CASE_PATTERN, { error: "the name of a metric, such as defendedAreaShare, is due" }),
  atLeast: z.number().exactOptional(),
  atMost: z.number().exactOptional(),
};

/** Refuses a group that has neither `atLeast` nor `atMost`, or that no number could satisfy. */
export function withBounds<T extends Omit<MetricBounds, "metric">>(schema: Schema<T>): Schema<T> {
  return schema.superRefine((bounds, context) => {
    const { atLeast, atMost } = bounds;
    if (atLeast === undefined && atMost === undefined)
      context.addIssue({ code: "custom", message: "neither atLeast nor atMost found; one of them is due" });
    if (atLeast !== undefined && atMost !== undefined && atLeast > atMost)
      context.addIssue({
        code: "custom",
        path: ["atMost"],
        input: atMost,
        message: `${atMost} found, below atLeast, ${atLeast}`,
      });
  });
}

const studyShape = {
  name: id("the name of a study"),
  title: localText().exactOptional(),
  note: text().exactOptional(),
  scenario: id("the name of a scenario"),
  seed: count(0, 4_294_967_295),
  overrides: overridesSchema.exactOptional(),
  expect: z
    .array(withBounds<MetricBounds>(group(metricBoundsShape)))
    .max(100)
    .exactOptional(),
};

const trajectories = z
  .array(choice(["minimum-energy", "lofted", "depressed"]))
  .min(1)
  .max(3);

const defendedArea: Schema<DefendedAreaFile> = group({
  kind: z.literal("defended-area"),
  ...studyShape,
  units: listOfIds("the id of a unit"),
  interceptors: listOfIds("the id of an interceptor"),
  threats: listOfIds("the id of a threat class"),
  trajectories,
  launchRegions: listOfIds("the id of a launch region"),
  grid: quantity({ dimension: "length", noun: "the size of a grid cell", low: "1 km", high: "500 km" }),
  draws: count(0, 1_000_000),
});

const sensorSet: Schema<SensorSetFile> = group({
  id: id("the id of a set of sensors"),
  name: localText().exactOptional(),
  units: listOfIds("the id of a unit"),
});

const aim: Schema<AimFile> = group({
  id: id("the id of an aim"),
  name: localText(),
  latitude: latitude(),
  longitude: longitude(),
});

const coverage: Schema<CoverageFile> = group({
  kind: z.literal("coverage"),
  ...studyShape,
  sets: listOfEntities(sensorSet),
  threats: listOfIds("the id of a threat class"),
  trajectories,
  launchRegions: listOfIds("the id of a launch region"),
  aims: listOfEntities(aim),
  heardAt: id("the id of a unit").exactOptional(),
  draws: count(0, 1_000_000),
});

/** The schema of each kind of study. */
export const studySchemas: Readonly<Record<StudyKind, Schema<StudyFile>>> = {
  "defended-area": defendedArea,
  coverage,
};
