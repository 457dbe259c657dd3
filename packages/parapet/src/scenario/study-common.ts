import { z } from "zod";
import { CAMEL_CASE_PATTERN, choice, count, group, id, latitude, localText, longitude, text } from "./fields.ts";
import type { LocalText, PlaceFile, Schema } from "./fields.ts";
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
export interface StudyCommon {
  readonly name: string;
  readonly title?: LocalText;
  readonly note?: string;
  readonly scenario: string;
  readonly seed: number;
  readonly overrides?: readonly OverrideFile[];
  readonly expect?: readonly MetricBounds[];
}

/** A place that flights go to. */
export interface AimFile extends PlaceFile {
  readonly id: string;
  readonly name: LocalText;
}

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

/** The keys of `StudyCommon`, to be spread into a group. */
export const studyShape: {
  readonly name: Schema<string>;
  readonly title: z.ZodExactOptional<Schema<LocalText>>;
  readonly note: z.ZodExactOptional<Schema<string>>;
  readonly scenario: Schema<string>;
  readonly seed: Schema<number>;
  readonly overrides: z.ZodExactOptional<Schema<readonly OverrideFile[]>>;
  readonly expect: z.ZodExactOptional<Schema<readonly MetricBounds[]>>;
} = {
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

/** At least one shape of flight. */
export const trajectories: Schema<readonly Trajectory[]> = z
  .array(choice(["minimum-energy", "lofted", "depressed"]))
  .min(1)
  .max(3);

/** A named place. */
export const aim: Schema<AimFile> = group({
  id: id("the id of an aim"),
  name: localText(),
  latitude: latitude(),
  longitude: longitude(),
});

const TRAJECTORY_ORDER: readonly Trajectory[] = ["minimum-energy", "lofted", "depressed"];

/** Shapes of flight in the order that studies keep. */
export function orderTrajectories(chosen: readonly Trajectory[]): readonly Trajectory[] {
  return TRAJECTORY_ORDER.filter((trajectory) => chosen.includes(trajectory));
}
