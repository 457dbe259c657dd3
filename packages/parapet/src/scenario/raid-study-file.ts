import { z } from "zod";
import { count, group, id, listOfEntities, listOfIds, localText } from "./fields.ts";
import type { LocalText, Schema } from "./fields.ts";
import type { Quantity } from "./quantity.ts";
import { duration, type RaidContentFile, raidContentShape } from "./raid-content-file.ts";
import { studyShape } from "./study-common.ts";
import type { StudyCommon } from "./study-common.ts";

/** A change of the raid that is run with the same chance and compared with the raid as it stands. */
export interface RaidVariantFile {
  readonly id: string;
  readonly name?: LocalText;
  readonly linksOff?: readonly string[];
  readonly unitsRemoved?: readonly string[];
  readonly cuts?: readonly { readonly unit: string; readonly from: Quantity }[];
  readonly perfectInformation?: boolean;
}

/** How many missiles of a raid come through layers of interceptors. */
export interface RaidFile extends StudyCommon, RaidContentFile {
  readonly kind: "raid";
  /** Trials. */
  readonly runs: number;
  /** Stop before that when the half-width of the interval of `leakage` is this small. */
  readonly stopAt?: number;
  /** Sets of values drawn from the ranges of what is not known, each with some trials of its own. */
  readonly unknowns?: number;
  /** Trials at each end of each parameter's range; 0 leaves out what the answer turns on. */
  readonly sensitivity?: number;
  /** Numbers of missiles, to find the raid that saturates the defence. */
  readonly sizes?: readonly number[];
  readonly variants?: readonly RaidVariantFile[];
}

/** A raid of which it is asked which of the things that are not known its leakage turns on, alone and together. */
export interface SensitivityFile extends Omit<RaidFile, "kind"> {
  readonly kind: "sensitivity";
  /** Points of the design, best a power of two; each costs as many sets of values as there are inputs, and two more. */
  readonly points: number;
  /** How many inputs are looked at: those that move leakage most when they are moved one at a time. */
  readonly inputs?: number;
}

const linkName = z.string().regex(/^(\*|[a-z0-9-]+>[a-z0-9-]+)$/, {
  error: 'a link such as "tpy2-shariki>jadge", or "*" for all of them, is due',
});

const variant: Schema<RaidVariantFile> = group({
  id: id("the id of a variant"),
  name: localText().exactOptional(),
  linksOff: z.array(linkName).max(1000).exactOptional(),
  unitsRemoved: listOfIds("the id of a unit").exactOptional(),
  cuts: z
    .array(group({ unit: id("the id of a unit"), from: duration("a time of the raid", "24 h") }))
    .max(100)
    .exactOptional(),
  perfectInformation: z.boolean().exactOptional(),
});

const raidShape = {
  ...studyShape,
  ...raidContentShape,
  runs: count(1, 100_000_000),
  stopAt: z.number().gt(0).max(0.5).exactOptional(),
  unknowns: count(0, 10_000).exactOptional(),
  sensitivity: count(0, 10_000).exactOptional(),
  sizes: z.array(count(1, 10_000)).min(2).max(40).exactOptional(),
  variants: listOfEntities(variant, 20).exactOptional(),
};

/** The schema of a raid study. */
export const raidStudySchema: Schema<RaidFile> = group({ kind: z.literal("raid"), ...raidShape });

/** The schema of a sensitivity study. */
export const sensitivityStudySchema: Schema<SensitivityFile> = group({
  kind: z.literal("sensitivity"),
  ...raidShape,
  points: count(2, 65_536),
  inputs: count(1, 40).exactOptional(),
});
