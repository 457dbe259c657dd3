import type { QuantityField } from "./quantity.ts";

/** The kinds of catalogue entry; `sensor` is a space-borne infrared one, `cruise` an anti-ship or land-attack missile, `strait` a line from shore to shore. */
export type CatalogueKind =
  | "interceptor"
  | "radar"
  | "threat"
  | "site"
  | "ship"
  | "launcher"
  | "cost"
  | "link"
  | "sensor"
  | "cruise"
  | "strait";

/** What one named value of an entry is. `needed`: the code cannot use the system without it. */
export interface ValueRule {
  readonly field: QuantityField | "text";
  readonly needed?: true;
}

const length: QuantityField = { dimension: "length", low: "0 m" };
const time: QuantityField = { dimension: "time", low: "0 s" };
const speed: QuantityField = { dimension: "speed", low: "0 m/s" };
const mass: QuantityField = { dimension: "mass", low: "0 kg" };
const money: QuantityField = { dimension: "money", low: "0 JPY" };
const probability: QuantityField = { dimension: "share", noun: "a probability", low: "0", high: "1" };
const share: QuantityField = { dimension: "share", low: "0", high: "1" };
const count: QuantityField = { dimension: "count", low: "0" };
const number: QuantityField = { dimension: "number" };
const positive: QuantityField = { dimension: "number", low: "0", lowIs: "above" };
const turn: QuantityField = {
  dimension: "angle",
  noun: "a width in azimuth",
  low: "0 deg",
  lowIs: "above",
  high: "360 deg",
};
const azimuth: QuantityField = { dimension: "angle", noun: "an azimuth", low: "0 deg", high: "360 deg" };
const elevation: QuantityField = { dimension: "angle", noun: "an elevation", low: "-90 deg", high: "90 deg" };
const crossSection: QuantityField = { dimension: "crossSection", low: "0 m^2", lowIs: "above" };
const above = (field: QuantityField): QuantityField => ({ ...field, lowIs: "above" });

const body: Readonly<Record<string, ValueRule>> = {
  mass: { field: mass },
  length: { field: length },
  diameter: { field: length },
  unitCost: { field: money },
  testHits: { field: count },
  testAttempts: { field: count },
};

const geodetic: Readonly<Record<string, ValueRule>> = {
  latitude: { field: { dimension: "angle", noun: "a latitude", low: "-90 deg", high: "90 deg" } },
  longitude: { field: { dimension: "angle", noun: "a longitude", low: "-180 deg", high: "180 deg" } },
  altitude: { field: { dimension: "length", noun: "an altitude", low: "-500 m", high: "100000 km" } },
};

/**
 * The values with a fixed name and meaning, kind by kind. An entry may carry others, which are shown but not computed with.
 * Ratios in decibels become plain ratios; angles radians.
 */
export const CATALOGUE_VALUES: Readonly<Record<CatalogueKind, Readonly<Record<string, ValueRule>>>> = {
  interceptor: {
    ...body,
    burnoutSpeed: { field: above(speed), needed: true },
    burnTime: { field: above(time), needed: true },
    interceptFloor: { field: length, needed: true },
    interceptCeiling: { field: above(length), needed: true },
    range: { field: above(length), needed: true },
    divertSpeed: { field: speed },
    minimumFlightTime: { field: time },
    ballisticCoefficient: { field: { dimension: "arealDensity", low: "0 kg/m^2", lowIs: "above" } },
    verticalTime: { field: time },
    /** Of the area that the seeker searches around the place it is told. */
    basketRadius: { field: above(length) },
    /** From the seeker's first sight to the intercept. */
    homingTime: { field: above(time) },
    reactionTime: { field: time, needed: true },
    shotInterval: { field: time, needed: true },
    assessTime: { field: time, needed: true },
    perTarget: { field: above(number), needed: true },
    killProbability: { field: probability, needed: true },
    /** Of the failures of rounds of this kind, how many all of them have in common. */
    commonFailureShare: { field: share },
    /** That its seeker knows the warhead among objects that look like it. */
    discrimination: { field: probability },
  },
  radar: {
    frequency: { field: { dimension: "frequency", low: "0 Hz", lowIs: "above" } },
    aperture: { field: { dimension: "area", low: "0 m^2", lowIs: "above" } },
    averagePower: { field: { dimension: "power", low: "0 W", lowIs: "above" } },
    peakPower: { field: { dimension: "power", low: "0 W", lowIs: "above" } },
    detectionRange: { field: above(length), needed: true },
    referenceCrossSection: { field: crossSection, needed: true },
    fieldOfViewAzimuth: { field: turn, needed: true },
    faceCount: { field: { ...count, low: "1", high: "16" }, needed: true },
    elevationMinimum: { field: elevation, needed: true },
    elevationMaximum: { field: elevation, needed: true },
    beamWidth: { field: { dimension: "angle", low: "0 deg", lowIs: "above", high: "90 deg" } },
    trackTime: { field: time, needed: true },
    noiseTemperature: { field: { dimension: "temperature", low: "0 K", lowIs: "above" } },
    loss: { field: { dimension: "ratio", noun: "a loss", low: "0 dB" } },
    scanLossExponent: { field: { ...number, low: "0", high: "10" } },
    /** Of the waveform that tracks. */
    bandwidth: { field: { dimension: "frequency", low: "0 Hz", lowIs: "above" } },
    /** On one object for one update. */
    dwellTime: { field: above(time) },
    /** Between looks at an object that needs them. */
    trackInterval: { field: above(time) },
    /** To search the whole sector once with half of the radar's time. */
    searchFrame: { field: above(time) },
    /** That it knows the warhead among objects that look like it. */
    discrimination: { field: probability },
    mass: { field: mass },
    unitCost: { field: money },
  },
  threat: {
    ...body,
    range: { field: above(length), needed: true },
    burnTime: { field: above(time), needed: true },
    stageCount: { field: { ...count, low: "1", high: "4" }, needed: true },
    propellant: { field: "text" },
    specificImpulse: { field: above(time), needed: true },
    seaLevelThrustShare: { field: { ...share, lowIs: "above" } },
    structuralFraction: { field: { ...share, lowIs: "above" }, needed: true },
    crossSection: { field: crossSection, needed: true },
    /** Objects that fly with the warhead and look like it, itself counted. */
    objectsPerThreat: { field: { ...count, low: "1", high: "100" } },
    bodyCrossSection: { field: crossSection },
    ballisticCoefficient: { field: { dimension: "arealDensity", low: "0 kg/m^2", lowIs: "above" }, needed: true },
    payloadMass: { field: above(mass), needed: true },
    bodyDiameter: { field: above(length), needed: true },
    loftedApogeeFactor: { field: positive, needed: true },
    depressedApogeeFactor: { field: positive, needed: true },
  },
  site: {
    ...geodetic,
    unitCost: { field: money },
    cells: { field: count },
    radar: { field: "text" },
    azimuthFrom: { field: azimuth },
    azimuthTo: { field: azimuth },
  },
  ship: {
    cells: { field: count },
    interceptorsPerShip: { field: count },
    radar: { field: "text" },
    interceptor: { field: "text" },
    interceptors: { field: "text" },
    unitCost: { field: money },
  },
  launcher: { cells: { field: count }, unitCost: { field: money } },
  cost: {},
  link: {
    latency: { field: time, needed: true },
    /** A message also waits between 0 and this, evenly distributed. */
    jitter: { field: time },
    rate: { field: { dimension: "dataRate", low: "0 bit/s", lowIs: "above" } },
    /** Of one message. */
    loss: { field: probability },
  },
  sensor: {
    detectionAltitude: { field: length },
    revisitTime: { field: time },
    reportDelay: { field: time },
    launchPointError: { field: length },
    looksToDeclare: { field: { ...count, low: "1", high: "20" } },
    directionAccuracy: { field: { dimension: "angle", low: "0 deg", high: "360 deg" } },
  },
  cruise: {
    ...body,
    range: { field: above(length), needed: true },
    speed: { field: above(speed) },
    cruiseAltitude: { field: length },
    radarHeight: { field: length },
    targetHeight: { field: length },
    targetingRange: { field: length },
  },
  strait: {
    fromLatitude: { ...geodetic["latitude"]!, needed: true },
    fromLongitude: { ...geodetic["longitude"]!, needed: true },
    toLatitude: { ...geodetic["latitude"]!, needed: true },
    toLongitude: { ...geodetic["longitude"]!, needed: true },
    width: { field: length },
  },
};

/** The kinds in the order of the table. */
export const CATALOGUE_KINDS: readonly CatalogueKind[] = Object.keys(CATALOGUE_VALUES) as CatalogueKind[];
