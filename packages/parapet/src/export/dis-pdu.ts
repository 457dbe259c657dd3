import type { Vec3 } from "../math/vec3.ts";

/**
 * Protocol data units of Distributed Interactive Simulation, IEEE Std 1278.1-2012 (version 7), big-endian: Entity State (7.2.2), Fire (7.3.2),
 * Detonation (7.3.3) and Electromagnetic Emission (7.6.2). Positions and velocities are Earth-centred, Earth-fixed, in metres.
 */

/** Who an entity is on the wire: site, application and number, each 0 to 65,535. */
export interface DisEntityId {
  readonly site: number;
  readonly application: number;
  readonly entity: number;
}

/** What an entity is, by the enumerations of SISO-REF-010. */
export interface DisEntityType {
  readonly kind: number;
  readonly domain: number;
  readonly country: number;
  readonly category: number;
  readonly subcategory?: number;
  readonly specific?: number;
}

/** What stands in the header of every unit. */
export interface DisHeader {
  readonly exercise: number;
  /** Time past the hour of the exercise, s; sent as an absolute time stamp. */
  readonly time_s: number;
}

export interface DisEntityState extends DisHeader {
  readonly id: DisEntityId;
  /** 1 friendly, 2 opposing, 3 neutral. */
  readonly force: number;
  readonly type: DisEntityType;
  readonly position_ecef: Vec3<"ecef">;
  /** As seen by who turns with the Earth. */
  readonly velocity_ecef: Vec3<"ecef">;
  readonly acceleration_ecef: Vec3<"ecef">;
  /** Up to 11 characters of ASCII. */
  readonly marking: string;
  /** True when the entity has left the exercise. */
  readonly isGone?: boolean;
}

/** The events of one shot share its number. */
export interface DisShot extends DisHeader {
  readonly firing: DisEntityId;
  readonly target: DisEntityId;
  readonly munition: DisEntityId;
  readonly munitionType: DisEntityType;
  readonly event: number;
  readonly position_ecef: Vec3<"ecef">;
  readonly velocity_ecef: Vec3<"ecef">;
}

export interface DisFire extends DisShot {
  /** To the target, m; 0 where unknown. */
  readonly range_m: number;
}

export interface DisDetonation extends DisShot {
  /** 1 entity impact, 6 detonation none (a miss), by SISO-REF-010 UID 62. */
  readonly result: number;
}

export interface DisEmission extends DisHeader {
  readonly id: DisEntityId;
  readonly event: number;
  readonly frequency_Hz: number;
  readonly frequencyRange_Hz: number;
  /** Effective radiated power, W. */
  readonly power_W: number;
  readonly pulseRate_Hz: number;
  readonly pulseWidth_s: number;
  /** Sector that is searched, from the radar's own axes. */
  readonly azimuthCentre_rad: number;
  readonly azimuthSweep_rad: number;
  readonly elevationCentre_rad: number;
  readonly elevationSweep_rad: number;
  /** 1 search, 4 acquisition and tracking, by SISO-REF-010 UID 78. */
  readonly beamFunction: number;
  readonly targets: readonly DisEntityId[];
}

const VERSION = 7;
const PDU = {
  entityState: { type: 1, family: 1 },
  fire: { type: 2, family: 2 },
  detonation: { type: 3, family: 2 },
  emission: { type: 23, family: 6 },
} as const;
/** Targets that one beam may name; beyond, the count says so by its highest value (7.6.2, table 175). */
const TARGETS_MAX = 10;
/** Dead reckoning without rotation, with velocity and acceleration in world axes: DRM(F, V, W). */
const DRM_FVW = 5;

/** Writes numbers one after the other; the length is checked when the unit is done. */
class PduWriter {
  readonly #view: DataView;
  #at = 0;

  constructor(length: number, { type, family }: { readonly type: number; readonly family: number }, header: DisHeader) {
    this.#view = new DataView(new ArrayBuffer(length));
    this.u8(VERSION).u8(header.exercise).u8(type).u8(family).u32(timeStamp(header.time_s)).u16(length).u8(0).u8(0);
  }

  u8(value: number): this {
    this.#view.setUint8(this.#move(1), value);
    return this;
  }
  u16(value: number): this {
    this.#view.setUint16(this.#move(2), value);
    return this;
  }
  u32(value: number): this {
    this.#view.setUint32(this.#move(4), value);
    return this;
  }
  f32(...values: readonly number[]): this {
    for (const value of values) this.#view.setFloat32(this.#move(4), value);
    return this;
  }
  f64(...values: readonly number[]): this {
    for (const value of values) this.#view.setFloat64(this.#move(8), value);
    return this;
  }
  skip(bytes: number): this {
    this.#move(bytes);
    return this;
  }
  id({ site, application, entity }: DisEntityId): this {
    return this.u16(site).u16(application).u16(entity);
  }
  type({ kind, domain, country, category, subcategory = 0, specific = 0 }: DisEntityType): this {
    return this.u8(kind).u8(domain).u16(country).u8(category).u8(subcategory).u8(specific).u8(0);
  }
  /** Munition, warhead, fuse, quantity and rate. */
  munition(type: DisEntityType): this {
    return this.type(type).u16(0).u16(0).u16(1).u16(0);
  }
  ascii(text: string, length: number): this {
    for (let i = 0; i < length; i++) {
      const code = i < text.length ? text.charCodeAt(i) : 0;
      this.u8(code < 128 ? code : 63);
    }
    return this;
  }

  bytes(): Uint8Array {
    if (this.#at !== this.#view.byteLength)
      throw new RangeError(`PduWriter: wrote ${this.#at} bytes of ${this.#view.byteLength}`);
    return new Uint8Array(this.#view.buffer);
  }

  #move(bytes: number): number {
    const at = this.#at;
    this.#at += bytes;
    return at;
  }
}

/** Time past the hour in units of 3,600 s / 2^31, lowest bit set: absolute (6.2.88). */
export function timeStamp(time_s: number): number {
  const past = ((time_s % 3600) + 3600) % 3600;
  return ((Math.round((past / 3600) * 2_147_483_648) % 2_147_483_648) * 2 + 1) >>> 0;
}

/** An entity's place and motion, 144 bytes. */
export function encodeEntityState(state: DisEntityState): Uint8Array {
  return new PduWriter(144, PDU.entityState, state)
    .id(state.id)
    .u8(state.force)
    .u8(0)
    .type(state.type)
    .type(state.type)
    .f32(...state.velocity_ecef)
    .f64(...state.position_ecef)
    .f32(...pointAlong(state.velocity_ecef))
    .u32(state.isGone === true ? 1 << 23 : 0) // Appearance, bit 23: deactivated.
    .u8(DRM_FVW)
    .skip(15)
    .f32(...state.acceleration_ecef)
    .f32(0, 0, 0)
    .u8(1)
    .ascii(state.marking, 11)
    .u32(0)
    .bytes();
}

/** A launch, 96 bytes. */
export function encodeFire(fire: DisFire): Uint8Array {
  return new PduWriter(96, PDU.fire, fire)
    .id(fire.firing)
    .id(fire.target)
    .id(fire.munition)
    .id({ ...fire.firing, entity: fire.event })
    .u32(0)
    .f64(...fire.position_ecef)
    .munition(fire.munitionType)
    .f32(...fire.velocity_ecef)
    .f32(fire.range_m)
    .bytes();
}

/** The end of an interceptor, 104 bytes. */
export function encodeDetonation(detonation: DisDetonation): Uint8Array {
  return new PduWriter(104, PDU.detonation, detonation)
    .id(detonation.firing)
    .id(detonation.target)
    .id(detonation.munition)
    .id({ ...detonation.firing, entity: detonation.event })
    .f32(...detonation.velocity_ecef)
    .f64(...detonation.position_ecef)
    .munition(detonation.munitionType)
    .f32(0, 0, 0)
    .u8(detonation.result)
    .u8(0)
    .u16(0)
    .bytes();
}

/** What a radar sends: one system with one beam, 100 bytes and 8 for each target named. */
export function encodeEmission(emission: DisEmission): Uint8Array {
  const named = emission.targets.slice(0, TARGETS_MAX);
  const beam = 52 + 8 * named.length;
  const system = 20 + beam;
  const writer = new PduWriter(28 + system, PDU.emission, emission)
    .id(emission.id)
    .id({ ...emission.id, entity: emission.event })
    .u8(0) // A heartbeat: the whole state.
    .u8(1)
    .u16(0)
    .u8(system / 4)
    .u8(1)
    .u16(0)
    .u16(0) // Emitter name: other.
    .u8(emission.beamFunction === 1 ? 2 : 1) // Early warning or multi-function (UID 76).
    .u8(1)
    .f32(0, 0, 0)
    .u8(beam / 4)
    .u8(1)
    .u16(0)
    .f32(emission.frequency_Hz, emission.frequencyRange_Hz, 10 * Math.log10(1000 * emission.power_W))
    .f32(emission.pulseRate_Hz, emission.pulseWidth_s * 1e6)
    .f32(emission.azimuthCentre_rad, emission.azimuthSweep_rad)
    .f32(emission.elevationCentre_rad, emission.elevationSweep_rad, 0)
    .u8(emission.beamFunction)
    .u8(named.length)
    .u8(emission.targets.length > TARGETS_MAX ? 1 : 0)
    .u8(0)
    .u32(0);
  for (const target of named) writer.id(target).u8(1).u8(1);
  return writer.bytes();
}

/** Euler angles psi, theta, phi from world axes to a body that points along its velocity (Annex B). */
function pointAlong([x, y, z]: Vec3<"ecef">): readonly [number, number, number] {
  const speed = Math.hypot(x, y, z);
  return speed === 0 ? [0, 0, 0] : [Math.atan2(y, x), Math.asin(Math.max(-1, Math.min(1, -z / speed))), 0];
}
