import { z } from "zod";
import { earthSchema } from "./earth-file.ts";
import type { EarthFile } from "./earth-file.ts";
import {
  altitude,
  choice,
  count,
  group,
  id,
  latitude,
  localText,
  longitude,
  position,
  quantity,
  text,
} from "./fields.ts";
import type { LocalText, PlaceFile, PositionFile, Schema } from "./fields.ts";
import type { Quantity } from "./quantity.ts";
import type { Trajectory } from "./study-common.ts";

/** One rocket stage. Thrust in vacuum is given, or follows from specific impulse and mass flow. */
export interface StageFile {
  readonly propellantMass: Quantity;
  readonly dryMass: Quantity;
  readonly thrust?: Quantity;
  readonly vacuumSpecificImpulse?: Quantity;
  readonly massFlow?: Quantity;
  readonly burnTime?: Quantity;
  readonly exitArea?: Quantity;
  /** Pause after burnout before the next stage ignites. */
  readonly coastTime?: Quantity;
  /** Time from burnout until the empty stage is dropped; at once when left out. */
  readonly separationDelay?: Quantity;
  /** Drag coefficient times area of the empty stage as it tumbles; with it, the stage's fall is flown too. */
  readonly spentDragArea?: Quantity;
}

/** A point of a pitch programme: elevation of the thrust above the local horizontal. */
export interface PitchPointFile {
  readonly time: Quantity;
  readonly elevation: Quantity;
}

/** A cover that is thrown off on the way; its mass comes on top of the body and the stages. */
export interface ShroudFile {
  readonly mass: Quantity;
  readonly jettisonTime: Quantity;
  /** Drag coefficient times area as it tumbles; with it, its fall is flown too. */
  readonly dragArea?: Quantity;
}

/** A body; with stages, `mass` is what remains when all of them are gone. */
export interface BodyFile {
  readonly mass: Quantity;
  readonly referenceArea: Quantity;
  /** One number, or `[Mach number, coefficient]` by rising Mach number, linear in between and constant outside. */
  readonly dragCoefficient: number | readonly (readonly [mach: number, dragCoefficient: number])[];
  readonly stages?: readonly StageFile[];
  /** Direction of the thrust's plane at the start, clockwise from north; due with `pitch`. */
  readonly azimuth?: Quantity;
  /** Elevation of the thrust, linear in between; along the velocity after the last point. */
  readonly pitch?: readonly PitchPointFile[];
  readonly shroud?: ShroudFile;
  /** Thrust ends here at the latest. */
  readonly cutOff?: Quantity;
}

/** What falls beside a missile of a threat class. */
export interface FallingFile {
  /** Each stage where it burns out, as a tumbling cylinder of the class's diameter. */
  readonly spentStages?: boolean;
  /** Generic objects let go at the end of the boost, evenly around the flight path. */
  readonly objects?: {
    readonly count: number;
    readonly speed: Quantity;
    readonly ballisticCoefficient: Quantity;
  };
}

/** Where a body starts and how fast, relative to the rotating Earth. */
export interface StartFile extends PositionFile {
  readonly altitude: Quantity;
  readonly velocity: { readonly east: Quantity; readonly north: Quantity; readonly up: Quantity };
}

interface FlightCommon {
  readonly kind: "flight";
  readonly name?: string;
  readonly title?: LocalText;
  readonly note?: string;
  readonly earth?: EarthFile;
  readonly stop?: { readonly time: Quantity };
  readonly output?: { readonly every: Quantity };
}

/** A body from a state. */
export interface BodyFlightFile extends FlightCommon {
  readonly body: BodyFile;
  readonly start: StartFile;
}

/** A missile of a threat class from a launch point to an aim point. */
export interface VehicleFlightFile extends FlightCommon {
  readonly vehicle: string;
  readonly launch: PositionFile;
  readonly aim: PositionFile;
  readonly trajectory: Trajectory | { readonly apogee: Quantity };
  readonly falling?: FallingFile;
}

/** Altitude over distance flown of a cruise flight: levels, linear in between, or high first and low before the target. */
export type CruisePathFile =
  | readonly { readonly distance: Quantity; readonly altitude: Quantity }[]
  | {
      /** Both from the catalogue when left out: `cruiseAltitude` and `terminalAltitude`. */
      readonly high?: Quantity;
      readonly low?: Quantity;
      /** Flown low before the target. */
      readonly lowDistance: Quantity;
      /** Of climb and descent above the horizontal. */
      readonly climb: Quantity;
    };

/** A cruise missile of the catalogue over way points, from launch to target. */
export interface CruiseFlightFile extends FlightCommon {
  readonly cruise: string;
  readonly wayPoints: readonly PositionFile[];
  /** Over the ground; the catalogue's when left out. */
  readonly speed?: Quantity;
  /** The catalogue's `cruiseAltitude` all the way when left out. */
  readonly path?: CruisePathFile;
  /** An antenna, its altitude being its height above the sea: tells when the missile rises above its horizon. */
  readonly radar?: PositionFile;
}

/** Where and when the defence expects the intercept, as it knows it from `time` on. */
export interface PredictionFile {
  readonly time: Quantity;
  readonly point: PlaceFile & { readonly altitude: Quantity };
  readonly interceptTime: Quantity;
}

/** An interceptor of the catalogue guided to a predicted intercept point, with updates on the way. */
export interface InterceptorFlightFile extends Omit<FlightCommon, "stop"> {
  readonly interceptor: string;
  readonly launch: PositionFile;
  /** By rising time; the first is the one on which the shot is planned. */
  readonly predictions: readonly PredictionFile[];
  /** Without it the interceptor leaves so that it arrives at the first predicted time. */
  readonly launchTime?: Quantity;
}

export type FlightFile = BodyFlightFile | VehicleFlightFile | CruiseFlightFile | InterceptorFlightFile;

const mass = (noun: string): Schema<Quantity> =>
  quantity({ dimension: "mass", noun, low: "0 kg", lowIs: "above", high: "1e8 kg" });
const time = (noun: string): Schema<Quantity> =>
  quantity({ dimension: "time", noun, low: "0 s", lowIs: "above", high: "10 d" });
const speed = (noun: string): Schema<Quantity> =>
  quantity({ dimension: "speed", noun, low: "-20 km/s", high: "20 km/s" });

const dragArea = (noun: string): Schema<Quantity> =>
  quantity({ dimension: "area", noun, low: "0 m^2", high: "10000 m^2" });

const stage: Schema<StageFile> = group({
  propellantMass: mass("a propellant mass"),
  dryMass: quantity({ dimension: "mass", noun: "a dry mass", low: "0 kg", high: "1e8 kg" }),
  thrust: quantity({ dimension: "force", noun: "a thrust in vacuum", low: "0 N", lowIs: "above" }).exactOptional(),
  vacuumSpecificImpulse: quantity({
    dimension: "time",
    noun: "a specific impulse",
    low: "0 s",
    lowIs: "above",
    high: "1000 s",
  }).exactOptional(),
  massFlow: quantity({ dimension: "massFlow", noun: "a mass flow", low: "0 kg/s", lowIs: "above" }).exactOptional(),
  burnTime: time("a burn time").exactOptional(),
  exitArea: quantity({ dimension: "area", noun: "a nozzle exit area", low: "0 m^2", high: "1000 m^2" }).exactOptional(),
  coastTime: quantity({ dimension: "time", noun: "a pause between stages", low: "0 s", high: "1 h" }).exactOptional(),
  separationDelay: quantity({
    dimension: "time",
    noun: "a time from burnout to separation",
    low: "0 s",
    high: "1 h",
  }).exactOptional(),
  spentDragArea: dragArea("the drag area of an empty stage").exactOptional(),
}).superRefine((found, context) => {
  const { thrust, vacuumSpecificImpulse, massFlow, burnTime } = found;
  const refuse = (path: string[], message: string): void => context.addIssue({ code: "custom", path, message });
  if (thrust === undefined && vacuumSpecificImpulse === undefined)
    refuse(["thrust"], "missing; thrust, or vacuumSpecificImpulse with massFlow, is due");
  if (thrust !== undefined && vacuumSpecificImpulse !== undefined)
    refuse(["thrust"], "found beside vacuumSpecificImpulse; one of them is due");
  if (massFlow === undefined && burnTime === undefined) refuse(["burnTime"], "missing; burnTime or massFlow is due");
  if (massFlow !== undefined && burnTime !== undefined)
    refuse(["burnTime"], "found beside massFlow; one of them is due");
});

const pitch: Schema<readonly PitchPointFile[]> = z
  .array(
    group({
      time: quantity({ dimension: "time", noun: "a time of flight", low: "0 s", high: "1 h" }),
      elevation: quantity({ dimension: "angle", noun: "an elevation of the thrust", low: "-90 deg", high: "90 deg" }),
    }),
  )
  .min(1)
  .max(2000)
  .superRefine((points, context) => {
    points.forEach(({ time }, i) => {
      const before = points[i - 1]?.time;
      if (before !== undefined && !(time.value > before.value))
        context.addIssue({
          code: "custom",
          path: [i, "time"],
          message: `${time.text} found; times rise, and the one before is ${before.text}`,
        });
    });
  });

const shroud: Schema<ShroudFile> = group({
  mass: mass("the mass of a shroud"),
  jettisonTime: time("a time to throw off the shroud"),
  dragArea: dragArea("the drag area of a shroud").exactOptional(),
});

const dragTable = z
  .array(z.tuple([z.number().min(0).max(100), z.number().min(0).max(100)]))
  .min(1)
  .max(500)
  .superRefine((points, context) => {
    points.forEach(([mach], i) => {
      const before = points[i - 1]?.[0];
      if (before !== undefined && !(mach > before))
        context.addIssue({
          code: "custom",
          path: [i, 0],
          input: mach,
          message: `${mach} found; Mach numbers rise, and the one before is ${before}`,
        });
    });
  });

const body: Schema<BodyFile> = group({
  mass: mass("a mass"),
  referenceArea: quantity({ dimension: "area", noun: "a reference area", low: "0 m^2", high: "10000 m^2" }),
  dragCoefficient: z.union([z.number().min(0).max(100), dragTable], {
    error: () => "FOUND; a number or a list of [Mach number, drag coefficient] is due",
  }),
  stages: z.array(stage).min(1).max(6).exactOptional(),
  azimuth: quantity({ dimension: "angle", noun: "an azimuth", low: "-360 deg", high: "360 deg" }).exactOptional(),
  pitch: pitch.exactOptional(),
  shroud: shroud.exactOptional(),
  cutOff: time("a time to cut off the thrust").exactOptional(),
}).superRefine((found, context) => {
  const refuse = (path: string, message: string): void => context.addIssue({ code: "custom", path: [path], message });
  for (const key of ["azimuth", "pitch", "shroud", "cutOff"] as const)
    if (found[key] !== undefined && found.stages === undefined)
      refuse(key, "found without stages; it belongs to a rocket");
  if (found.pitch !== undefined && found.azimuth === undefined) refuse("azimuth", "missing; it is due with pitch");
});

const falling: Schema<FallingFile> = group({
  spentStages: z.boolean().exactOptional(),
  objects: group({
    count: count(1, 20),
    speed: quantity({ dimension: "speed", noun: "a speed of separation", low: "0 m/s", high: "200 m/s" }),
    ballisticCoefficient: quantity({
      dimension: "arealDensity",
      noun: "a ballistic coefficient",
      low: "0 kg/m^2",
      lowIs: "above",
    }),
  }).exactOptional(),
});

const start: Schema<StartFile> = group({
  latitude: latitude(),
  longitude: longitude(),
  altitude: altitude(),
  velocity: group({
    east: speed("a speed to the east"),
    north: speed("a speed to the north"),
    up: speed("a speed upwards"),
  }),
});

const commonShape = {
  kind: z.literal("flight"),
  name: id("the name of a flight").exactOptional(),
  title: localText().exactOptional(),
  note: text().exactOptional(),
  earth: earthSchema.exactOptional(),
  output: group({ every: time("a step of the output") }).exactOptional(),
};
const stop = group({ time: time("a time to stop at") });

/** The schema of a flight of a bare or staged body. */
export const bodyFlightSchema: Schema<BodyFlightFile> = group({ ...commonShape, body, start, stop });

/** The schema of a flight of a threat class. */
export const vehicleFlightSchema: Schema<VehicleFlightFile> = group({
  ...commonShape,
  stop: stop.exactOptional(),
  vehicle: id("the id of a threat class of the catalogue"),
  launch: position(),
  aim: position(),
  trajectory: z.union(
    [
      choice(["minimum-energy", "lofted", "depressed"]),
      group({
        apogee: quantity({ dimension: "length", noun: "an apogee", low: "0 m", lowIs: "above", high: "20000 km" }),
      }),
    ],
    { error: () => "FOUND; minimum-energy, lofted, depressed or { apogee: 500 km } is due" },
  ),
  falling: falling.exactOptional(),
});

const level = group({
  distance: quantity({ dimension: "length", noun: "a distance flown", low: "0 m", high: "40000 km" }),
  altitude: quantity({ dimension: "length", noun: "a cruise altitude", low: "0 m", high: "30 km" }),
});
const cruiseAltitude = (noun: string): Schema<Quantity> =>
  quantity({ dimension: "length", noun, low: "0 m", high: "30 km" });

const cruisePath: Schema<CruisePathFile> = z.union([
  z
    .array(level)
    .min(1)
    .max(1000)
    .superRefine((levels, context) => {
      levels.forEach(({ distance }, i) => {
        const before = levels[i - 1]?.distance;
        if (before !== undefined && !(distance.value > before.value))
          context.addIssue({
            code: "custom",
            path: [i, "distance"],
            message: `${distance.text} found; distances rise, and the one before is ${before.text}`,
          });
      });
    }),
  group({
    high: cruiseAltitude("the altitude of the high part").exactOptional(),
    low: cruiseAltitude("the altitude of the low part").exactOptional(),
    lowDistance: quantity({ dimension: "length", noun: "a distance flown low", low: "0 m", high: "10000 km" }),
    climb: quantity({ dimension: "angle", noun: "an angle of climb", low: "0 deg", lowIs: "above", high: "80 deg" }),
  }),
]);

/** The schema of a cruise flight. */
export const cruiseFlightSchema: Schema<CruiseFlightFile> = group({
  ...commonShape,
  stop: stop.exactOptional(),
  cruise: id("the id of a cruise missile of the catalogue"),
  wayPoints: z.array(position()).min(2).max(1000),
  speed: quantity({
    dimension: "speed",
    noun: "a speed over the ground",
    low: "0 m/s",
    lowIs: "above",
    high: "5 km/s",
  }).exactOptional(),
  path: cruisePath.exactOptional(),
  radar: position().exactOptional(),
});

const predictions: Schema<readonly PredictionFile[]> = z
  .array(
    group({
      time: quantity({ dimension: "time", noun: "a time", low: "0 s", high: "1 d" }),
      point: group({ latitude: latitude(), longitude: longitude(), altitude: altitude() }),
      interceptTime: time("a time of intercept"),
    }),
  )
  .min(1)
  .max(1000)
  .superRefine((found, context) => {
    found.forEach(({ time: known, interceptTime }, i) => {
      const before = found[i - 1]?.time;
      const refuse = (key: string, message: string): void =>
        context.addIssue({ code: "custom", path: [i, key], message });
      if (before !== undefined && !(known.value > before.value))
        refuse("time", `${known.text} found; times rise, and the one before is ${before.text}`);
      if (!(interceptTime.value > known.value))
        refuse("interceptTime", `${interceptTime.text} found; a time after ${known.text}, when it is known, is due`);
    });
  });

/** The schema of a guided interceptor's flight. */
export const interceptorFlightSchema: Schema<InterceptorFlightFile> = group({
  ...commonShape,
  interceptor: id("the id of an interceptor of the catalogue"),
  launch: position(),
  predictions,
  launchTime: quantity({ dimension: "time", noun: "a launch time", low: "0 s", high: "1 d" }).exactOptional(),
});
