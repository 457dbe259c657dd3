import { z } from "zod";
import { count, group, id, listOfEntities, listOfIds, localText, quantity } from "./fields.ts";
import type { LocalText, Schema } from "./fields.ts";
import type { Quantity } from "./quantity.ts";
import { type BoosterFallFile, boosterFallStudySchema } from "./booster-fall-study-file.ts";
import { costStudySchema } from "./cost-study-file.ts";
import type { CostFile } from "./cost-study-file.ts";
import { raidStudySchema, sensitivityStudySchema } from "./raid-study-file.ts";
import type { RaidFile, SensitivityFile } from "./raid-study-file.ts";
import { rangeStudySchema } from "./range-study-file.ts";
import type { RangeFile } from "./range-study-file.ts";
import { reachStudySchema } from "./reach-study-file.ts";
import type { ReachFile } from "./reach-study-file.ts";
import { sitingStudySchema } from "./siting-study-file.ts";
import type { SitingFile } from "./siting-study-file.ts";
import { aim, studyShape, trajectories } from "./study-common.ts";
import type { AimFile, StudyCommon, Trajectory } from "./study-common.ts";

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
  /** Where the fields of the sets are drawn and measured; 100 km and 500 km when left out. */
  readonly altitudes?: readonly Quantity[];
  /** For which cross-sections; those of the threats when left out. */
  readonly crossSections?: readonly Quantity[];
  readonly draws: number;
}

/** Any study that can be run. A new kind joins here and in `studySchemas`. */
export type StudyFile =
  | DefendedAreaFile
  | CoverageFile
  | RangeFile
  | BoosterFallFile
  | CostFile
  | RaidFile
  | SensitivityFile
  | ReachFile
  | SitingFile;
export type StudyKind = StudyFile["kind"];

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

const coverage: Schema<CoverageFile> = group({
  kind: z.literal("coverage"),
  ...studyShape,
  sets: listOfEntities(sensorSet),
  threats: listOfIds("the id of a threat class"),
  trajectories,
  launchRegions: listOfIds("the id of a launch region"),
  aims: listOfEntities(aim),
  heardAt: id("the id of a unit").exactOptional(),
  altitudes: z
    .array(quantity({ dimension: "length", noun: "an altitude", low: "1 km", high: "10000 km" }))
    .min(1)
    .max(6)
    .exactOptional(),
  crossSections: z
    .array(quantity({ dimension: "crossSection", noun: "a cross-section", low: "0.0001 m^2", high: "1000 m^2" }))
    .min(1)
    .max(6)
    .exactOptional(),
  draws: count(0, 1_000_000),
});

/** The schema of each kind of study. */
export const studySchemas: Readonly<Record<StudyKind, Schema<StudyFile>>> = {
  "defended-area": defendedArea,
  coverage,
  range: rangeStudySchema,
  "booster-fall": boosterFallStudySchema,
  cost: costStudySchema,
  raid: raidStudySchema,
  sensitivity: sensitivityStudySchema,
  reach: reachStudySchema,
  siting: sitingStudySchema,
};
