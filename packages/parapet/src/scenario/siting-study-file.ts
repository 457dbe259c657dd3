import { z } from "zod";
import { count, group, id, listOfEntities, listOfIds, localText, quantity } from "./fields.ts";
import type { LocalText, Schema } from "./fields.ts";
import type { Quantity } from "./quantity.ts";
import { aim, studyShape, trajectories } from "./study-common.ts";
import type { AimFile, StudyCommon, Trajectory } from "./study-common.ts";

/** Where sites may stand: in the middles of a grid over land or over the sea around it, or at places of a list. */
export interface CandidatesFile {
  readonly on?: "land" | "sea";
  readonly spacing?: Quantity;
  /** How far from land a grid over the sea goes. */
  readonly within?: Quantity;
  readonly places?: readonly AimFile[];
}

/** One kind of site: what it fires, what it sees with, where it may stand, and how its cover is reckoned. */
export interface SiteOptionFile {
  readonly id: string;
  readonly name: LocalText;
  readonly interceptor: string;
  readonly radar: string;
  readonly candidates: CandidatesFile;
  /** By engagements with its own radar (as without it), or as a disc of the interceptor's published range. */
  readonly covers?: "engagement" | "range";
  /** Of the disc, where it is not to be the published range: an assumption of the study's. */
  readonly radius?: Quantity;
  /** Other than the study's. */
  readonly share?: number;
  /** Units of the scenario that stand already; each fires what its launchers hold. */
  readonly fixed?: readonly string[];
  /** Price of one, a value of the catalogue. */
  readonly price?: string;
}

/** Fewest sites that defend a share of people or of land. */
export interface SitingFile extends StudyCommon {
  readonly kind: "siting";
  readonly options: readonly SiteOptionFile[];
  readonly require: { readonly share: number; readonly of: "people" | "area" };
  readonly threats: readonly string[];
  readonly trajectories: readonly Trajectory[];
  readonly launchRegions: readonly string[];
  readonly grid: Quantity;
  /** Year and exchange rates of prices, where options have any. */
  readonly year?: number;
  readonly money?: string;
  readonly draws: number;
}

const share = (): Schema<number> => z.number().gt(0).max(1);
const VALUE_REF = /^[a-z0-9]+(-[a-z0-9]+)*\.[a-z][A-Za-z0-9]*$/;

const candidates: Schema<CandidatesFile> = group({
  on: z.enum(["land", "sea"]).exactOptional(),
  spacing: quantity({
    dimension: "length",
    noun: "a distance between candidates",
    low: "10 km",
    high: "2000 km",
  }).exactOptional(),
  within: quantity({
    dimension: "length",
    noun: "a distance from land",
    low: "10 km",
    high: "2000 km",
  }).exactOptional(),
  places: listOfEntities(aim, 200).exactOptional(),
}).superRefine((found, context) => {
  const isGrid = found.on !== undefined && found.spacing !== undefined;
  if (isGrid === (found.places !== undefined))
    context.addIssue({ code: "custom", message: "either on and spacing are due, for a grid, or places" });
});

/** The schema of a siting study. */
export const sitingStudySchema: Schema<SitingFile> = group({
  kind: z.literal("siting"),
  ...studyShape,
  options: listOfEntities<SiteOptionFile>(
    group({
      id: id("the id of an option"),
      name: localText(),
      interceptor: id("the id of an interceptor"),
      radar: id("the id of a radar"),
      candidates,
      covers: z.enum(["engagement", "range"]).exactOptional(),
      radius: quantity({
        dimension: "length",
        noun: "the radius of a disc",
        low: "1 km",
        high: "5000 km",
      }).exactOptional(),
      share: share().exactOptional(),
      fixed: listOfIds("the id of a unit").exactOptional(),
      price: z
        .string()
        .regex(VALUE_REF, { error: "FOUND; a value of the catalogue is due, such as thaad.batteryCost" })
        .exactOptional(),
    }),
    10,
  ),
  require: group({ share: share(), of: z.enum(["people", "area"]) }),
  threats: listOfIds("the id of a threat class"),
  trajectories,
  launchRegions: listOfIds("the id of a launch region"),
  grid: quantity({ dimension: "length", noun: "the size of a grid cell", low: "10 km", high: "200 km" }),
  year: count(1950, 2100).exactOptional(),
  money: id("the id of an entry with exchange rates").exactOptional(),
  draws: count(0, 10_000),
}).superRefine((study, context) => {
  study.options.forEach(({ covers, radius }, i) => {
    if (radius !== undefined && covers !== "range")
      context.addIssue({
        code: "custom",
        path: ["options", i, "radius"],
        message: "a radius goes with covers: range alone",
      });
  });
  if (study.options.some(({ price }) => price !== undefined) && (study.year === undefined || study.money === undefined))
    context.addIssue({ code: "custom", path: ["year"], message: "year and money are due, since options have prices" });
});
