import { z } from "zod";
import { CAMEL_CASE_PATTERN, count, group, id, listOfEntities, listOfIds, localText } from "./fields.ts";
import type { LocalText, Schema } from "./fields.ts";
import { aim, studyShape } from "./study-common.ts";
import type { AimFile, StudyCommon } from "./study-common.ts";

/** A missile, or an interceptor, at a unit of the scenario. */
export interface WeaponFile {
  readonly id: string;
  readonly name?: LocalText;
  readonly unit: string;
  readonly missile: string;
}

/** A published band of ranges: two values of one entry of the catalogue. */
export interface BandFile {
  readonly system: string;
  readonly low: string;
  readonly high: string;
}

/** How far weapons reach over the ground: straits, sea, places, and a band of ranges of a treaty. */
export interface RangeFile extends StudyCommon {
  readonly kind: "range";
  readonly weapons: readonly WeaponFile[];
  readonly straits?: readonly string[];
  readonly places?: readonly AimFile[];
  readonly band?: BandFile;
  readonly draws: number;
}

const valueName = (): Schema<string> =>
  z.string().regex(CAMEL_CASE_PATTERN, { error: "the name of a value, such as bandLow, is due" });

/** The schema of a range study. */
export const rangeStudySchema: Schema<RangeFile> = group({
  kind: z.literal("range"),
  ...studyShape,
  weapons: listOfEntities<WeaponFile>(
    group({
      id: id("the id of a weapon"),
      name: localText().exactOptional(),
      unit: id("the id of a unit"),
      missile: id("the id of a missile of the catalogue"),
    }),
    50,
  ),
  straits: listOfIds("the id of a strait").exactOptional(),
  places: listOfEntities(aim, 200).exactOptional(),
  band: group({ system: id("the id of a system"), low: valueName(), high: valueName() }).exactOptional(),
  draws: count(0, 1_000_000),
});
