import { type Vec3, vec3 } from "../math/vec3.ts";
import type { DisEntityId, DisEntityType } from "./dis-pdu.ts";

/** An entity as its Entity State unit tells it. */
export interface ReadEntity {
  readonly kind: "entity";
  readonly exercise: number;
  readonly id: DisEntityId;
  /** 0 other, 1 friendly, 2 opposing, 3 neutral. */
  readonly force: number;
  readonly type: DisEntityType;
  /** Up to 11 characters; what is no printable ASCII is left out. */
  readonly marking: string;
  readonly position_ecef: Vec3<"ecef">;
  readonly velocity_ecef: Vec3<"ecef">;
  /** Zero where the unit's dead reckoning does not use it. */
  readonly acceleration_ecef: Vec3<"ecef">;
  readonly isGone: boolean;
}

/** A launch or the end of a munition. */
export interface ReadShot {
  readonly kind: "fire" | "detonation";
  readonly exercise: number;
  readonly firing: DisEntityId;
  readonly target: DisEntityId;
  readonly munition: DisEntityId;
  readonly position_ecef: Vec3<"ecef">;
  /** 1 entity impact, 6 none; absent for a launch. */
  readonly result?: number;
}

const HEADER_bytes = 12;
const ENTITY_bytes = 144;
const FIRE_bytes = 96;
const DETONATION_bytes = 104;
/** Dead reckoning models that use the acceleration: FVW and RVW, FVB and RVB (7.2.2, UID 44). */
const ACCELERATED = new Set([4, 5, 8, 9]);
/** Beyond this distance from the Earth's centre nothing on a map is meant. */
const FAR_m = 5e8;

/**
 * Reads one protocol data unit of Distributed Interactive Simulation, versions 6 and 7 (IEEE 1278.1A-1998, IEEE 1278.1-2012): Entity State, Fire and Detonation.
 * Undefined for every other unit, and for bytes that are none: lengths are held against what came, and numbers must be finite.
 */
export function readDisPdu(bytes: Uint8Array): ReadEntity | ReadShot | undefined {
  if (bytes.byteLength < HEADER_bytes) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [version, exercise, type, length] = [view.getUint8(0), view.getUint8(1), view.getUint8(2), view.getUint16(8)];
  if ((version !== 6 && version !== 7) || length > bytes.byteLength) return undefined;
  if (type === 1 && length >= ENTITY_bytes) return readEntity(view, exercise);
  if (type === 2 && length >= FIRE_bytes) return readShot(view, exercise, "fire");
  if (type === 3 && length >= DETONATION_bytes) return readShot(view, exercise, "detonation");
  return undefined;
}

/** Where an entity is some time after it was heard, s: uniformly accelerated in world axes, without rotation (IEEE 1278.1-2012, Annex E, model FVW). */
export function deadReckon(
  { position_ecef: r, velocity_ecef: v, acceleration_ecef: a }: ReadEntity,
  time_s: number,
): Vec3<"ecef"> {
  const half = 0.5 * time_s * time_s;
  return vec3(
    r[0] + time_s * v[0] + half * a[0],
    r[1] + time_s * v[1] + half * a[1],
    r[2] + time_s * v[2] + half * a[2],
  );
}

function readEntity(view: DataView, exercise: number): ReadEntity | undefined {
  const position_ecef = readVector64(view, 48);
  const velocity_ecef = readVector32(view, 36);
  const isAccelerated = ACCELERATED.has(view.getUint8(88));
  const acceleration_ecef = isAccelerated ? readVector32(view, 104) : vec3<"ecef">(0, 0, 0);
  if (!isPlausible(position_ecef) || !isPlausible(velocity_ecef) || !isPlausible(acceleration_ecef)) return undefined;
  let marking = "";
  for (let at = 129; at < 140; at++) {
    const code = view.getUint8(at);
    if (code === 0) break;
    if (code >= 32 && code < 127) marking += String.fromCharCode(code);
  }
  return {
    kind: "entity",
    exercise,
    id: readId(view, 12),
    force: view.getUint8(18),
    type: {
      kind: view.getUint8(20),
      domain: view.getUint8(21),
      country: view.getUint16(22),
      category: view.getUint8(24),
      subcategory: view.getUint8(25),
      specific: view.getUint8(26),
    },
    marking: marking.trim(),
    position_ecef,
    velocity_ecef,
    acceleration_ecef,
    isGone: (view.getUint32(84) & (1 << 23)) !== 0,
  };
}

function readShot(view: DataView, exercise: number, kind: ReadShot["kind"]): ReadShot | undefined {
  const position_ecef = readVector64(view, kind === "fire" ? 40 : 48);
  if (!isPlausible(position_ecef)) return undefined;
  const ids = { firing: readId(view, 12), target: readId(view, 18), munition: readId(view, 24) };
  const shot = { kind, exercise, ...ids, position_ecef };
  return kind === "fire" ? shot : { ...shot, result: view.getUint8(100) };
}

function readId(view: DataView, at: number): DisEntityId {
  return { site: view.getUint16(at), application: view.getUint16(at + 2), entity: view.getUint16(at + 4) };
}

function readVector32(view: DataView, at: number): Vec3<"ecef"> {
  return vec3(view.getFloat32(at), view.getFloat32(at + 4), view.getFloat32(at + 8));
}

function readVector64(view: DataView, at: number): Vec3<"ecef"> {
  return vec3(view.getFloat64(at), view.getFloat64(at + 8), view.getFloat64(at + 16));
}

function isPlausible(vector: Vec3<"ecef">): boolean {
  return vector.every((each) => Math.abs(each) < FAR_m);
}
