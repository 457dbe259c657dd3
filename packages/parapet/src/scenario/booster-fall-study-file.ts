import { z } from "zod";
import { type WindLayerFile, windLayers } from "./earth-file.ts";
import { count, group, id, listOfEntities, localText, quantity } from "./fields.ts";
import type { LocalText, Schema } from "./fields.ts";
import type { Quantity } from "./quantity.ts";
import { studyShape } from "./study-common.ts";
import type { StudyCommon } from "./study-common.ts";

/** An interceptor at a unit of the scenario whose first stage falls. */
export interface BoosterFile {
  readonly id: string;
  readonly name?: LocalText;
  readonly unit: string;
  readonly interceptor: string;
}

/** Where the first stages of interceptors come down around their sites. */
export interface BoosterFallFile extends StudyCommon {
  readonly kind: "booster-fall";
  readonly boosters: readonly BoosterFile[];
  /** Directions of launch, clockwise from north. */
  readonly azimuths: readonly Quantity[];
  /** Elevations of the thrust after the vertical rise. */
  readonly elevations: readonly Quantity[];
  /** How far from its site a stage may fall: half the size of a training area, say. */
  readonly within: Quantity;
  /** Wind profile of a usual day, and the factors between which days differ; still air when left out. */
  readonly wind?: readonly WindLayerFile[];
  readonly windFactors?: readonly [number, number];
  /** Falls for each site, direction and elevation with central values. */
  readonly falls: number;
  readonly draws: number;
}

const angles = (noun: string, high: string): Schema<readonly Quantity[]> =>
  z
    .array(quantity({ dimension: "angle", noun, low: "0 deg", high }))
    .min(1)
    .max(36);

/** The schema of a study of falling boosters. */
export const boosterFallStudySchema: Schema<BoosterFallFile> = group({
  kind: z.literal("booster-fall"),
  ...studyShape,
  boosters: listOfEntities<BoosterFile>(
    group({
      id: id("the id of a booster"),
      name: localText().exactOptional(),
      unit: id("the id of a unit"),
      interceptor: id("the id of an interceptor of the catalogue"),
    }),
    20,
  ),
  azimuths: angles("an azimuth", "360 deg"),
  elevations: angles("an elevation", "90 deg"),
  within: quantity({ dimension: "length", noun: "a distance from the site", low: "100 m", high: "100 km" }),
  wind: windLayers.exactOptional(),
  windFactors: z.tuple([z.number().min(0).max(10), z.number().min(0).max(10)]).exactOptional(),
  falls: count(20, 10_000),
  draws: count(0, 10_000),
}).superRefine(({ windFactors }, context) => {
  if (windFactors !== undefined && windFactors[0] > windFactors[1])
    context.addIssue({
      code: "custom",
      path: ["windFactors"],
      input: windFactors,
      message: `[${windFactors.join(", ")}] found; the first factor must not be above the second`,
    });
});
