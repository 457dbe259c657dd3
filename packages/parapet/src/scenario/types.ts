import type { KillPosterior } from "../engagement/kill-probability.ts";
import type { CruiseLevel } from "../flight/cruise.ts";
import type { FallingChoice, PartDragAreas } from "../flight/falling-parts.ts";
import type { BoostProgramme } from "../flight/fly-programme.ts";
import type { FlightEnvironment, Vehicle, Body } from "../flight/vehicle.ts";
import type { Geodetic } from "../earth/model.ts";
import type { FireOn } from "../network/firing-rights.ts";
import type { Outage, SharedKind } from "../network/links.ts";
import type { Vec3 } from "../math/vec3.ts";
import type { Dimension } from "./dimensions.ts";
import type { Status } from "./evidence.ts";
import type { LocalText } from "./fields.ts";
import type { UnitType } from "./scenario-file.ts";
import type { MetricBounds, Trajectory } from "./study-common.ts";

/**
 * A published number in SI with its range, its standing and where it comes from. Angles are radians, decibels have become
 * ratios, prices are in their currency. Without a published range `low` and `high` equal `value`.
 */
export interface SourcedValue {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly dimension: Dimension;
  /** SI unit of the three numbers; empty for plain numbers, the currency for prices. */
  readonly unit: string;
  /** As written, "4.5 km/s"; likewise for the ends of the range where there is one. */
  readonly text: string;
  readonly lowText?: string;
  readonly highText?: string;
  readonly status: Status;
  /** Ids of the bibliography. */
  readonly sources: readonly string[];
  readonly note?: string;
  readonly derivation?: string;
  readonly reason?: string;
  readonly asOf?: string;
  readonly priceYear?: number;
  /** Id of the catalogue entry, and the value's name in it. */
  readonly systemId: string;
  readonly name: string;
  /** True when the scenario or study replaced the published value. */
  readonly isOverride?: true;
  /** Of a kill probability that stands for a test record: draws come from Beta(alpha, beta) in the place of its range. */
  readonly posterior?: KillPosterior;
}

/** A published text. */
export interface SourcedText {
  readonly texts: readonly string[];
  readonly status: Status;
  readonly sources: readonly string[];
  readonly systemId: string;
  readonly name: string;
}

interface ResolvedSystem {
  readonly id: string;
  readonly name: LocalText;
}

/** An interceptor as the computation takes it. */
export interface ResolvedInterceptor extends ResolvedSystem {
  readonly burnoutSpeed_mps: SourcedValue;
  readonly burnTime_s: SourcedValue;
  readonly interceptFloor_m: SourcedValue;
  readonly interceptCeiling_m: SourcedValue;
  readonly range_m: SourcedValue;
  /** Of the kill vehicle. */
  readonly divertSpeed_mps?: SourcedValue;
  readonly minimumFlightTime_s?: SourcedValue;
  readonly ballisticCoefficient_kgpm2?: SourcedValue;
  readonly verticalTime_s?: SourcedValue;
  /** Of the area that the seeker searches around the place it is told. */
  readonly basketRadius_m?: SourcedValue;
  /** From the seeker's first sight to the intercept. */
  readonly homingTime_s?: SourcedValue;
  /** From a track of fire-control quality to the launch. */
  readonly reactionTime_s: SourcedValue;
  /** Between launches of one unit. */
  readonly shotInterval_s: SourcedValue;
  /** Kill assessment before the second shot. */
  readonly assessTime_s: SourcedValue;
  readonly perTarget: SourcedValue;
  readonly killProbability: SourcedValue;
  /** Share of the failures of its rounds that all of them have in common. */
  readonly commonFailureShare?: SourcedValue;
  /** Probability that its seeker knows the warhead among objects that look like it. */
  readonly discrimination?: SourcedValue;
}

/** A radar as the computation takes it. */
export interface ResolvedRadar extends ResolvedSystem {
  readonly detectionRange_m: SourcedValue;
  /** Radar cross-section at which `detectionRange_m` holds. */
  readonly referenceCrossSection_m2: SourcedValue;
  /** Full width of one face. */
  readonly fieldOfViewAzimuth_rad: SourcedValue;
  readonly faceCount: SourcedValue;
  readonly elevationMinimum_rad: SourcedValue;
  readonly elevationMaximum_rad: SourcedValue;
  /** From first detection to fire-control quality. */
  readonly trackTime_s: SourcedValue;
  readonly frequency_Hz?: SourcedValue;
  readonly aperture_m2?: SourcedValue;
  readonly averagePower_W?: SourcedValue;
  readonly beamWidth_rad?: SourcedValue;
  readonly noiseTemperature_K?: SourcedValue;
  /** A ratio, not decibels. */
  readonly loss?: SourcedValue;
  readonly scanLossExponent?: SourcedValue;
  /** Of the waveform that tracks. */
  readonly bandwidth_Hz?: SourcedValue;
  /** On one object for one update. */
  readonly dwellTime_s?: SourcedValue;
  /** Between looks at an object that needs them. */
  readonly trackInterval_s?: SourcedValue;
  /** To search the whole sector once with half of the radar's time. */
  readonly searchFrame_s?: SourcedValue;
  /** Probability that it knows the warhead among objects that look like it. */
  readonly discrimination?: SourcedValue;
}

/** Space-based infrared as the computation takes it. */
export interface ResolvedSensor extends ResolvedSystem {
  readonly detectionAltitude_m?: SourcedValue;
  readonly revisitTime_s?: SourcedValue;
  readonly reportDelay_s?: SourcedValue;
  readonly launchPointError_m?: SourcedValue;
  readonly looksToDeclare?: SourcedValue;
}

/** A generic class of ballistic missile, or a named one, as the computation takes it. */
export interface ResolvedThreatClass extends ResolvedSystem {
  readonly range_m: SourcedValue;
  readonly burnTime_s: SourcedValue;
  readonly stageCount: SourcedValue;
  readonly propellant?: string;
  readonly specificImpulse_s: SourcedValue;
  readonly structuralFraction: SourcedValue;
  /** Of the re-entry vehicle. */
  readonly crossSection_m2: SourcedValue;
  /** Objects that fly with the warhead and look like it, itself counted. */
  readonly objectsPerThreat?: SourcedValue;
  /** Of the whole missile while it burns. */
  readonly bodyCrossSection_m2?: SourcedValue;
  readonly ballisticCoefficient_kgpm2: SourcedValue;
  readonly payloadMass_kg: SourcedValue;
  readonly bodyDiameter_m: SourcedValue;
  /** Multiples of the apogee of the minimum-energy flight to the same place. */
  readonly loftedApogeeFactor: SourcedValue;
  readonly depressedApogeeFactor: SourcedValue;
  readonly seaLevelThrustShare?: SourcedValue;
}

/** A radar on a unit. */
export interface UnitRadar {
  readonly radar: ResolvedRadar;
  /** Azimuth of its first face. */
  readonly facing_rad: number;
  /** Azimuth of every face: as listed, or at equal angles from the first. */
  readonly faces_rad: readonly number[];
}

/** Interceptors ready to fire on a unit. */
export interface UnitLauncher {
  readonly interceptor: ResolvedInterceptor;
  readonly rounds: number;
}

/** A platform with its radars and launchers. */
export interface ResolvedUnit {
  readonly id: string;
  readonly type: UnitType;
  readonly name: LocalText;
  readonly position: Geodetic;
  readonly status: Status;
  readonly sources: readonly string[];
  readonly note?: string;
  /** Id of the site or ship in the catalogue. */
  readonly system?: string;
  /** Of a satellite: what it sees launches with. */
  readonly sensor?: ResolvedSensor;
  readonly radars: readonly UnitRadar[];
  readonly launchers: readonly UnitLauncher[];
  /** On whose tracks its launchers fire; a unit that does not say so fires on its own radars only. */
  readonly fireOn: FireOn;
}

/** A disc on the ground from which threats start. */
export interface LaunchRegion {
  readonly id: string;
  readonly name: LocalText;
  readonly centre: Geodetic;
  readonly radius_m: number;
  readonly status: Status;
  readonly sources: readonly string[];
  readonly note?: string;
}

/** One direction of a communication link between two units, by their ids. */
export interface ResolvedLink {
  readonly from: string;
  readonly to: string;
  readonly system: string;
  readonly shares: readonly SharedKind[];
  readonly latency_s: SourcedValue;
  /** A message also waits between 0 and this, evenly distributed. */
  readonly jitter_s?: SourcedValue;
  readonly rate_bitps?: SourcedValue;
  /** The probability that a message is lost; none is when left out. */
  readonly loss?: SourcedValue;
  readonly outages: readonly Outage[];
}

/** Who stands where, in SI, frozen; lists are ordered by id, so the order in the file does not matter. */
export interface Scenario {
  readonly name: string;
  readonly title: LocalText;
  readonly date?: string;
  readonly earth: FlightEnvironment;
  readonly units: readonly ResolvedUnit[];
  readonly launchRegions: readonly LaunchRegion[];
  readonly links: readonly ResolvedLink[];
  /** Name of the geography that is defended. */
  readonly defend?: string;
}

/** A set of assumptions as a study that rests on it names it. */
export interface NamedAssumptions {
  readonly id: string;
  readonly name: LocalText;
  readonly description: LocalText;
}

/** A defended-area study with everything it refers to, in SI, frozen. */
export interface DefendedAreaStudy {
  readonly kind: "defended-area";
  readonly name: string;
  readonly title?: LocalText;
  readonly scenario: Scenario;
  readonly units: readonly ResolvedUnit[];
  readonly interceptors: readonly ResolvedInterceptor[];
  readonly threats: readonly ResolvedThreatClass[];
  readonly trajectories: readonly Trajectory[];
  readonly launchRegions: readonly LaunchRegion[];
  readonly grid_m: number;
  /** No value is moved by itself: only central values and draws are asked about. */
  readonly sweeps?: "none";
  /** The set in the place of the catalogue's values; not part of the hash, its values are. */
  readonly assumptions?: NamedAssumptions;
  readonly draws: number;
  readonly seed: number;
  readonly expect: readonly MetricBounds[];
}

/** Units whose radars look together. */
export interface SensorSet {
  readonly id: string;
  readonly name?: LocalText;
  readonly units: readonly ResolvedUnit[];
}

/** A place that flights of a study go to, on the ellipsoid. */
export interface StudyAim {
  readonly id: string;
  readonly name: LocalText;
  readonly position: Geodetic;
}

/** A coverage study with everything it refers to, in SI, frozen. The last set is compared with the first. */
export interface CoverageStudy {
  readonly kind: "coverage";
  readonly name: string;
  readonly title?: LocalText;
  readonly scenario: Scenario;
  readonly sets: readonly SensorSet[];
  /** Every unit of any set. */
  readonly units: readonly ResolvedUnit[];
  readonly threats: readonly ResolvedThreatClass[];
  readonly trajectories: readonly Trajectory[];
  readonly launchRegions: readonly LaunchRegion[];
  readonly aims: readonly StudyAim[];
  /** The unit of the scenario at which a track has to be heard to count; without one a track counts where it forms. */
  readonly heardAt?: string;
  /** At these altitudes and for these cross-sections the fields of the sets are drawn and measured; ascending. */
  readonly altitudes_m: readonly number[];
  readonly crossSections_m2: readonly number[];
  /** No value is moved by itself: only central values and draws are asked about. */
  readonly sweeps?: "none";
  /** The set in the place of the catalogue's values; not part of the hash, its values are. */
  readonly assumptions?: NamedAssumptions;
  readonly draws: number;
  readonly seed: number;
  readonly expect: readonly MetricBounds[];
}

/** A missile that reaches over the ground: an anti-ship or land-attack one, or an interceptor. */
export interface ResolvedMissile extends ResolvedSystem {
  readonly range_m: SourcedValue;
  /** Of the battery's own radar above the sea, and of a target's highest parts; both or none. */
  readonly radarHeight_m?: SourcedValue;
  readonly targetHeight_m?: SourcedValue;
  /** Distance to which others report targets. */
  readonly targetingRange_m?: SourcedValue;
}

/** A strait as the straight line between its shores. */
export interface ResolvedStrait extends ResolvedSystem {
  readonly from: Geodetic;
  readonly to: Geodetic;
  /** The four published coordinates. */
  readonly ends: readonly SourcedValue[];
}

/** A missile at a unit. */
export interface RangeWeapon {
  readonly id: string;
  readonly name?: LocalText;
  readonly unit: ResolvedUnit;
  readonly missile: ResolvedMissile;
}

/** What every study of the newer kinds has, in SI, frozen. */
interface StudyFrame {
  readonly name: string;
  readonly title?: LocalText;
  readonly scenario: Scenario;
  readonly units: readonly ResolvedUnit[];
  readonly launchRegions: readonly LaunchRegion[];
  /** Names of what the study itself calls by an id. */
  readonly names: readonly { readonly id: string; readonly name: LocalText }[];
  /** No value is moved by itself: only central values and draws are asked about. */
  readonly sweeps?: "none";
  /** The set in the place of the catalogue's values; not part of the hash, its values are. */
  readonly assumptions?: NamedAssumptions;
  readonly draws: number;
  readonly seed: number;
  readonly expect: readonly MetricBounds[];
}

/** A range study with everything it refers to. */
export interface RangeStudy extends StudyFrame {
  readonly kind: "range";
  readonly weapons: readonly RangeWeapon[];
  readonly straits: readonly ResolvedStrait[];
  readonly places: readonly StudyAim[];
  readonly band?: { readonly low_m: SourcedValue; readonly high_m: SourcedValue };
}

/** The first stage of an interceptor at a site. */
export interface BoosterStage {
  readonly id: string;
  readonly name?: LocalText;
  readonly unit: ResolvedUnit;
  readonly interceptor: ResolvedInterceptor;
  readonly burnTime_s: SourcedValue;
  /** Burnt out. */
  readonly mass_kg: SourcedValue;
  readonly length_m: SourcedValue;
  readonly diameter_m: SourcedValue;
  /** Share of the stages that fall end first rather than tumble. */
  readonly stableShare: SourcedValue;
}

/** A study of where first stages come down, with everything it refers to. */
export interface BoosterFallStudy extends StudyFrame {
  readonly kind: "booster-fall";
  readonly boosters: readonly BoosterStage[];
  readonly azimuths_rad: readonly number[];
  readonly elevations_rad: readonly number[];
  readonly within_m: number;
  readonly wind: FlightEnvironment["wind"];
  readonly windFactors: readonly [number, number];
  readonly falls: number;
}

/** A place that missiles of a raid go to. */
export interface RaidStudyAim extends StudyAim {
  readonly spread_m: number;
  readonly value: number;
}

/** Missiles of one class from one region; aims by their ids, in the order in which missiles take them. */
export interface RaidStudyGroup {
  readonly id: string;
  readonly threat: ResolvedThreatClass;
  readonly count: number;
  readonly launchRegion: string;
  readonly aims: readonly string[];
  readonly trajectory: Trajectory;
  readonly firstLaunch_s: number;
  readonly spacing_s: number;
  readonly jitter_s: number;
}

/** Interceptors that fire as one layer; without a `reserveValue` the reserve is held to the end. */
export interface RaidStudyLayer {
  readonly id: string;
  readonly interceptors: readonly string[];
  readonly volleys: readonly number[];
  readonly roundsWithoutLook: number;
  readonly reserve: number;
  readonly reserveValue?: number;
  readonly whileEarlierFires: "wait" | "wait-unless-last-chance" | "fire";
  readonly separation_s: number;
  readonly channels: number;
  readonly responsibility_m?: number;
}

/** A change that is compared with the raid as it stands, under the same chance. */
export interface RaidStudyVariant {
  readonly id: string;
  readonly linksOff: readonly string[];
  readonly unitsRemoved: readonly string[];
  readonly cuts: readonly { readonly node: string; readonly from_s: number }[];
  readonly perfectInformation?: boolean;
}

/** A raid study with everything it refers to; `draws` are its trials. */
export interface RaidStudy extends StudyFrame {
  readonly kind: "raid";
  readonly aims: readonly RaidStudyAim[];
  readonly groups: readonly RaidStudyGroup[];
  readonly layers: readonly RaidStudyLayer[];
  readonly controller: "rule-based" | "optimal";
  readonly killModel: "simulated" | "test-record";
  readonly perfectInformation: boolean;
  readonly cycle_s: number;
  /** Sets of values drawn from what is not known. */
  readonly unknowns: number;
  /** Trials at each end of each parameter's range. */
  readonly sensitivity: number;
  /** Half-width of the interval of leakage at which the trials end early. */
  readonly stopAt?: number;
  /** Numbers of missiles of which leakage is measured, ascending. */
  readonly sizes: readonly number[];
  readonly variants: readonly RaidStudyVariant[];
}

/** A raid whose unknown inputs are ranked by their share of the variance of leakage. */
export interface SensitivityStudy extends Omit<RaidStudy, "kind"> {
  readonly kind: "sensitivity";
  readonly points: number;
  readonly inputs: number;
}

/** Exchange rates and price levels by year. */
export interface MoneyTables {
  readonly yenPerDollar: Readonly<Record<string, SourcedValue>>;
  readonly dollarPrices: Readonly<Record<string, SourcedValue>>;
  readonly yenPrices: Readonly<Record<string, SourcedValue>>;
}

/** Something that could be bought, with what it defends where the study asks that. */
export interface CostOption {
  readonly id: string;
  readonly name: LocalText;
  readonly count: number;
  /** Of one. */
  readonly price: SourcedValue;
  /** Of all of them over their life. */
  readonly lifeCycle?: SourcedValue;
  readonly units: readonly ResolvedUnit[];
  readonly interceptors: readonly ResolvedInterceptor[];
}

/** A cost study with everything it refers to. Prices are in the currency in which they were published. */
export interface CostStudy extends StudyFrame {
  readonly kind: "cost";
  /** The year in whose prices, and at whose exchange rate, the answers are given. */
  readonly year: number;
  readonly money: MoneyTables;
  readonly series?: {
    readonly id: string;
    readonly name: LocalText;
    readonly prices: readonly SourcedValue[];
    readonly claimed: SourcedValue;
  };
  readonly shares: readonly {
    readonly id: string;
    readonly name: LocalText;
    readonly part: SourcedValue;
    readonly whole: SourcedValue;
  }[];
  readonly pairs: readonly {
    readonly id: string;
    readonly name: LocalText;
    readonly yen: SourcedValue;
    readonly dollars: SourcedValue;
  }[];
  readonly options: readonly CostOption[];
  readonly against?: {
    readonly threats: readonly ResolvedThreatClass[];
    readonly trajectories: readonly Trajectory[];
    readonly grid_m: number;
  };
  readonly raid?: {
    readonly missiles: number;
    readonly threat: string;
    readonly threatCost?: SourcedValue;
    readonly interceptors: readonly {
      readonly id: string;
      readonly unitCost: SourcedValue;
      readonly perTarget: SourcedValue;
    }[];
  };
}

/** One kind of interceptor at one unit, with the rounds that the scenario puts there. */
export interface Shooter {
  readonly id: string;
  readonly name?: LocalText;
  readonly unit: ResolvedUnit;
  readonly interceptor: ResolvedInterceptor;
  readonly rounds?: number;
}

/** Units whose radars start the shooters' clock, over links or at once. */
export interface CueSet {
  readonly id: string;
  readonly name?: LocalText;
  readonly units: readonly ResolvedUnit[];
  readonly overLinks: boolean;
}

/** A reach study with everything it refers to. */
export interface ReachStudy extends StudyFrame {
  readonly kind: "reach";
  readonly shooters: readonly Shooter[];
  readonly cues: readonly CueSet[];
  readonly threats: readonly ResolvedThreatClass[];
  readonly trajectories: readonly Trajectory[];
  readonly aims: readonly StudyAim[];
  readonly warheads?: SourcedValue;
}

/** One kind of site: what it fires and sees with, where it may stand, and how its cover is reckoned. */
export interface SiteOption {
  readonly id: string;
  readonly name: LocalText;
  readonly interceptor: ResolvedInterceptor;
  readonly radar: ResolvedRadar;
  readonly covers: "engagement" | "range";
  /** Of the disc, where it is not the published range. */
  readonly radius_m?: number;
  /** Of people or land, that has to be defended. */
  readonly share: number;
  /** Units that stand already; each fires what its launchers hold. */
  readonly fixed: readonly ResolvedUnit[];
  readonly price?: SourcedValue;
  readonly candidates:
    | { readonly on: "land" | "sea"; readonly spacing_m: number; readonly within_m: number }
    | { readonly places: readonly StudyAim[] };
}

/** A siting study with everything it refers to. */
export interface SitingStudy extends StudyFrame {
  readonly kind: "siting";
  readonly options: readonly SiteOption[];
  readonly of: "people" | "area";
  readonly threats: readonly ResolvedThreatClass[];
  readonly trajectories: readonly Trajectory[];
  readonly grid_m: number;
  readonly prices?: { readonly year: number; readonly money: MoneyTables };
}

/** Any study, resolved. */
export type ResolvedStudy =
  | DefendedAreaStudy
  | CoverageStudy
  | RangeStudy
  | BoosterFallStudy
  | CostStudy
  | RaidStudy
  | SensitivityStudy
  | ReachStudy
  | SitingStudy;

interface FlightSettings {
  readonly environment: FlightEnvironment;
  readonly stopTime_s?: number;
  readonly outputStep_s?: number;
}

/** Where a body starts; the velocity is relative to the rotating Earth, towards east, north and up. */
export interface FlightStart {
  readonly position: Geodetic;
  readonly v_enu: Vec3<"enu">;
}

/** A flight of a bare body, of a rocket from a state, or of a threat class from a launch point to an aim point. */
export type ResolvedFlight =
  | (FlightSettings & { readonly kind: "body"; readonly body: Body; readonly start: FlightStart })
  | (FlightSettings & {
      readonly kind: "rocket";
      readonly rocket: Vehicle;
      readonly start: FlightStart;
      readonly programme?: BoostProgramme;
      readonly dragAreas?: PartDragAreas;
    })
  | (FlightSettings & {
      readonly kind: "threat";
      readonly threat: ResolvedThreatClass;
      readonly launch: Geodetic;
      readonly aim: Geodetic;
      readonly trajectory: Trajectory | { readonly apogee_m: number };
      readonly falling?: FallingChoice;
    })
  | (FlightSettings & ResolvedCruise)
  | (FlightSettings & ResolvedGuided);

/** A cruise missile over way points. */
export interface ResolvedCruise {
  readonly kind: "cruise";
  readonly missile: ResolvedSystem & {
    readonly range_m: SourcedValue;
    readonly speed_mps?: SourcedValue;
    readonly cruiseAltitude_m?: SourcedValue;
    readonly terminalAltitude_m?: SourcedValue;
  };
  readonly wayPoints: readonly Geodetic[];
  /** Over the ground. */
  readonly speed_mps: number;
  readonly path:
    | readonly CruiseLevel[]
    | {
        readonly high_m: number;
        readonly low_m: number;
        readonly lowDistance_m: number;
        /** Rise over distance. */
        readonly slope: number;
      };
  /** An antenna; its altitude is its height above the sea. */
  readonly radar?: Geodetic;
}

/** An interceptor guided to predicted points; times count from the file's time 0. */
export interface ResolvedGuided {
  readonly kind: "guided";
  readonly interceptor: ResolvedInterceptor;
  readonly launch: Geodetic;
  readonly predictions: readonly {
    readonly time_s: number;
    readonly point: Geodetic;
    readonly interceptTime_s: number;
  }[];
  readonly launchTime_s?: number;
}
