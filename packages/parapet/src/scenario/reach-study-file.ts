import { z } from "zod";
import { CAMEL_CASE_PATTERN, count, group, id, listOfEntities, listOfIds, localText } from "./fields.ts";
import type { LocalText, Schema } from "./fields.ts";
import { aim, studyShape, trajectories } from "./study-common.ts";
import type { AimFile, StudyCommon, Trajectory } from "./study-common.ts";

/** One kind of interceptor at one unit. How many there are is the scenario's to say. */
export interface ShooterFile {
  readonly id: string;
  readonly name?: LocalText;
  readonly unit: string;
  readonly interceptor: string;
}

/** Units whose radars start the shooters' clock. */
export interface CueFile {
  readonly id: string;
  readonly name?: LocalText;
  readonly units: readonly string[];
  /** Tracks travel over the links of the scenario; without it they are shared at once. */
  readonly overLinks?: boolean;
}

/** A raid whose size is a published number: a value of the catalogue. */
export interface CountedRaidFile {
  readonly system: string;
  readonly warheads: string;
}

/** What interceptors can touch of a bundle of flights, known from the start or seen by radars. */
export interface ReachFile extends StudyCommon {
  readonly kind: "reach";
  readonly shooters: readonly ShooterFile[];
  readonly cues?: readonly CueFile[];
  readonly threats: readonly string[];
  readonly trajectories: readonly Trajectory[];
  readonly launchRegions: readonly string[];
  readonly aims: readonly AimFile[];
  readonly raid?: CountedRaidFile;
  readonly draws: number;
}

/** The schema of a reach study. */
export const reachStudySchema: Schema<ReachFile> = group({
  kind: z.literal("reach"),
  ...studyShape,
  shooters: listOfEntities<ShooterFile>(
    group({
      id: id("the id of a shooter"),
      name: localText().exactOptional(),
      unit: id("the id of a unit"),
      interceptor: id("the id of an interceptor"),
    }),
    50,
  ),
  cues: listOfEntities<CueFile>(
    group({
      id: id("the id of a set of radars"),
      name: localText().exactOptional(),
      units: listOfIds("the id of a unit"),
      overLinks: z.boolean().exactOptional(),
    }),
    10,
  ).exactOptional(),
  threats: listOfIds("the id of a threat class"),
  trajectories,
  launchRegions: listOfIds("the id of a launch region"),
  aims: listOfEntities(aim),
  raid: group({
    system: id("the id of a system"),
    warheads: z.string().regex(CAMEL_CASE_PATTERN, { error: "the name of a value, such as warheads, is due" }),
  }).exactOptional(),
  draws: count(0, 1_000_000),
});
