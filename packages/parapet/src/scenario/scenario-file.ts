import { z } from "zod";
import { earthSchema } from "./earth-file.ts";
import type { EarthFile } from "./earth-file.ts";
import type { Evidence } from "./evidence.ts";
import { evidenceShape, explainMissingEvidence } from "./evidence.ts";
import {
  CAMEL_CASE_PATTERN,
  choice,
  count,
  date,
  group,
  id,
  listOfEntities,
  listOfIds,
  localText,
  place,
  position,
  quantity,
  text,
} from "./fields.ts";
import type { LocalText, PlaceFile, PositionFile, Schema } from "./fields.ts";
import { FIRE_ON } from "../network/firing-rights.ts";
import type { FireOn } from "../network/firing-rights.ts";
import { SHARED_KINDS } from "../network/links.ts";
import type { SharedKind } from "../network/links.ts";
import type { Quantity } from "./quantity.ts";
import { type RaidContentFile, raidContentShape } from "./raid-content-file.ts";

/** What carries radars and launchers; a command post has neither and passes on what it hears. */
export type UnitType = "land-site" | "ship" | "battery" | "radar-station" | "satellite" | "command-post";

/**
 * A radar on a unit; `facing` is the azimuth of its first face, the others follow at equal angles; a list gives the azimuth of
 * every face.
 */
export interface UnitRadarFile {
  readonly system: string;
  readonly facing?: Quantity | readonly Quantity[];
  readonly note?: string;
}

/** Interceptors ready to fire on a unit. */
export interface UnitLauncherFile {
  readonly interceptor: string;
  readonly rounds: number;
  readonly note?: string;
}

export interface UnitFile extends Evidence {
  readonly id: string;
  readonly type: UnitType;
  readonly system?: string;
  readonly name: LocalText;
  readonly position: PositionFile;
  readonly radars?: readonly UnitRadarFile[];
  readonly launchers?: readonly UnitLauncherFile[];
  /** On whose tracks the launchers fire; own-sensor when left out. */
  readonly fireOn?: FireOn;
}

/** A disc on the ground from which threats start. */
export interface LaunchRegionFile extends Evidence {
  readonly id: string;
  readonly name: LocalText;
  readonly centre: PlaceFile;
  readonly radius: Quantity;
}

/** A time in which a link carries nothing, from the launch of the first threat on. */
export interface OutageFile {
  readonly from: Quantity;
  readonly to: Quantity;
}

/**
 * Communication links of the named system from each unit of `from` to each of `to`; `bothWays` adds those from `to` to `from`.
 */
export interface LinkFile extends Evidence {
  readonly from: string | readonly string[];
  readonly to: string | readonly string[];
  readonly bothWays?: boolean;
  readonly system: string;
  readonly shares: readonly SharedKind[];
  readonly outages?: readonly OutageFile[];
}

/** A value of the catalogue replaced for one scenario or study. */
export interface OverrideFile extends Evidence {
  readonly system: string;
  readonly value: string;
  readonly to: number | string;
  readonly low?: number | string;
  readonly high?: number | string;
}

/** Who stands where. */
export interface ScenarioFile {
  readonly kind: "scenario";
  readonly name: string;
  readonly title: LocalText;
  readonly date?: string;
  readonly note?: string;
  readonly earth?: EarthFile;
  readonly units: readonly UnitFile[];
  readonly launchRegions?: readonly LaunchRegionFile[];
  readonly links?: readonly LinkFile[];
  readonly overrides?: readonly OverrideFile[];
  readonly defend?: string;
  /** The raid that `parapet run` runs when it is given the scenario itself. */
  readonly raid?: RaidContentFile;
}

function withEvidence<T>(schema: Schema<T>): Schema<T> {
  return schema.superRefine(
    (entity, context) => {
      const missing = explainMissingEvidence(entity);
      if (missing !== undefined) context.addIssue({ code: "custom", path: [missing.key], message: missing.message });
    },
    { when: ({ value }) => typeof value === "object" && value !== null },
  );
}

const note = text().exactOptional();

const azimuth = (): Schema<Quantity> =>
  quantity({ dimension: "angle", noun: "an azimuth", low: "0 deg", high: "360 deg" });

const unit: Schema<UnitFile> = withEvidence(
  group({
    id: id("the id of a unit"),
    type: choice(["land-site", "ship", "battery", "radar-station", "satellite", "command-post"]),
    system: id("the id of a system of the catalogue").exactOptional(),
    name: localText(),
    position: position(),
    radars: z
      .array(
        group({
          system: id("the id of a radar of the catalogue"),
          facing: z.union([azimuth(), z.array(azimuth()).min(1).max(16)]).exactOptional(),
          note,
        }),
      )
      .max(20)
      .exactOptional(),
    launchers: z
      .array(group({ interceptor: id("the id of an interceptor of the catalogue"), rounds: count(0, 10_000), note }))
      .max(20)
      .exactOptional(),
    fireOn: choice(FIRE_ON).exactOptional(),
    ...evidenceShape,
  }),
);

const launchRegion: Schema<LaunchRegionFile> = withEvidence(
  group({
    id: id("the id of a launch region"),
    name: localText(),
    centre: place(),
    radius: quantity({ dimension: "length", noun: "a radius", low: "0 m", high: "2000 km" }),
    ...evidenceShape,
  }),
);

const oneOrMoreUnits = (): Schema<string | readonly string[]> =>
  z.union([id("the id of a unit"), listOfIds("the id of a unit")], {
    error: () => "FOUND; the id of a unit or a list of such ids is due",
  });

const outage: Schema<OutageFile> = group({
  from: quantity({ dimension: "time", noun: "a time", low: "0 s" }),
  to: quantity({ dimension: "time", noun: "a time", low: "0 s" }),
}).superRefine(({ from, to }, context) => {
  if (to.value <= from.value)
    context.addIssue({
      code: "custom",
      path: ["to"],
      input: to.text,
      message: `${to.text} found; an outage ends after it begins, at ${from.text}`,
    });
});

const link: Schema<LinkFile> = withEvidence(
  group({
    from: oneOrMoreUnits(),
    to: oneOrMoreUnits(),
    bothWays: z.boolean().exactOptional(),
    system: id("the id of a link of the catalogue"),
    shares: z.array(choice(SHARED_KINDS)).min(1).max(4),
    outages: z.array(outage).max(100).exactOptional(),
    ...evidenceShape,
  }),
);

const overrideNumber = (): Schema<number | string> =>
  z.union([z.number(), text(64)], { error: () => "FOUND; a quantity such as 5.2 km/s is due" });

const override: Schema<OverrideFile> = withEvidence(
  group({
    system: id("the id of a system of the catalogue"),
    value: z.string().regex(CAMEL_CASE_PATTERN, { error: "the name of a value, such as burnoutSpeed, is due" }),
    to: overrideNumber(),
    low: overrideNumber().exactOptional(),
    high: overrideNumber().exactOptional(),
    ...evidenceShape,
  }),
);

/** The schema of `overrides`, which studies have too. */
export const overridesSchema: Schema<readonly OverrideFile[]> = z.array(override).max(200);

/** The schema of a scenario. */
export const scenarioFileSchema: Schema<ScenarioFile> = group({
  kind: z.literal("scenario"),
  name: id("the name of a scenario"),
  title: localText(),
  date: date().exactOptional(),
  note,
  earth: earthSchema.exactOptional(),
  units: listOfEntities(unit),
  launchRegions: listOfEntities(launchRegion).exactOptional(),
  links: z.array(link).max(1000).exactOptional(),
  overrides: overridesSchema.exactOptional(),
  defend: id("the name of a geography").exactOptional(),
  raid: group(raidContentShape).exactOptional(),
});
