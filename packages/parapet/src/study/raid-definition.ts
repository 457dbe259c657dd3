import type { Geodetic } from "../earth/model.ts";
import type { RaidAssumptions, RaidLayer, RaidVariant } from "../engine/raid-problem.ts";
import type { LaunchRegion, ResolvedThreatClass, Scenario } from "../scenario/types.ts";
import type { Trajectory } from "../scenario/study-common.ts";

/** Where missiles of a group go; the n-th missile takes the n-th aim, round and round. */
export interface RaidAim {
  readonly id: string;
  readonly position: Geodetic;
  /** The aim point is drawn in a disc of this radius, m. */
  readonly spread_m: number;
  /** What is lost when a missile comes through to it, in any unit that all aims share. */
  readonly value: number;
}

/** Missiles of one class from one region. */
export interface RaidGroup {
  readonly id: string;
  readonly threat: ResolvedThreatClass;
  readonly count: number;
  readonly launchRegion: LaunchRegion;
  readonly aims: readonly RaidAim[];
  readonly trajectory: Trajectory;
  /** Launch of the first missile after the start of the raid, and time from one to the next, s. */
  readonly firstLaunch_s: number;
  readonly spacing_s: number;
  /** Each launch comes up to this much later, drawn, s. */
  readonly jitter_s: number;
}

/** A layer and the interceptors that belong to it, wherever they stand. */
export interface RaidLayerDefinition extends RaidLayer {
  readonly interceptors: readonly string[];
  /** Rounds that one launcher can guide at once; Infinity for no limit. */
  readonly channels: number;
  /** Fires only at threats whose aims lie within this distance of the unit, m; left out, at everything in reach. */
  readonly responsibility_m?: number;
}

/** A number with its range; draws move it inside when `isDrawn`. */
export interface AssumedValue {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly isDrawn: boolean;
}

/**
 * A raid as `makeRaidProblem` takes it: a resolved raid study has these fields. Layers from the one that fires first to the last one.
 */
export interface RaidDefinition {
  readonly name: string;
  readonly scenario: Scenario;
  /** Ids of the units that take part; all when left out. */
  readonly units?: readonly string[];
  readonly groups: readonly RaidGroup[];
  readonly layers: readonly RaidLayerDefinition[];
  /** What is published of no system; see `RaidAssumptions`. What is left out is 0 shared failures and no other objects. */
  readonly assumptions?: Partial<Readonly<Record<keyof RaidAssumptions, AssumedValue>>>;
  readonly controller: "rule-based" | "optimal";
  readonly killModel: "simulated" | "test-record";
  readonly perfectInformation: boolean;
  /** From one plan of fire control to the next, s. */
  readonly cycle_s: number;
  readonly variants: readonly RaidVariant[];
}
