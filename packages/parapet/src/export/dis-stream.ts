import { geodeticToEcef } from "../earth/frames.ts";
import { WGS84 } from "../earth/model.ts";
import { distance, type Vec3, vec3 } from "../math/vec3.ts";
import {
  type DisEntityId,
  type DisEntityType,
  encodeDetonation,
  encodeEmission,
  encodeEntityState,
  encodeFire,
} from "./dis-pdu.ts";
import { instantOf, type Scene, type SceneFlight, type SceneSite, type SceneState } from "./scene.ts";

/** A radar of a site, as it is announced. */
export interface DisRadar {
  /** The site's id. */
  readonly site: string;
  readonly frequency_Hz: number;
  readonly power_W: number;
  readonly azimuthCentre_rad: number;
  readonly azimuthSweep_rad: number;
  readonly elevationCentre_rad: number;
  readonly elevationSweep_rad: number;
}

/** One interceptor of the scene and what it was sent at. */
export interface DisShot {
  /** Ids of two flights of the scene, and of the site that fired. */
  readonly interceptor: string;
  readonly target: string;
  readonly site: string;
  readonly isHit: boolean;
}

export interface DisPlay {
  readonly scene: Scene;
  readonly shots: readonly DisShot[];
  readonly radars: readonly DisRadar[];
  /** 1 to 255. */
  readonly exercise: number;
  readonly site: number;
  readonly application: number;
  /** An entity is sent again when dead reckoning would be further off than this, m. 1: the standard's default. */
  readonly threshold_m?: number;
  /** Every entity and radar is sent at least this often, s. 5: the standard's default. */
  readonly heartbeat_s?: number;
  /** How often a flight is looked at, s. 0.1. */
  readonly step_s?: number;
}

/** One datagram and when it is due, from the start of the scene. */
export interface DisPacket {
  readonly time_s: number;
  readonly bytes: Uint8Array;
}

/** Generic types of SISO-REF-010; a class of missile has no number of its own, and no country is told. */
const MUNITION = { kind: 2, country: 0 } as const;
const TYPES = {
  threat: { ...MUNITION, domain: 11, category: 2 },
  interceptor: { ...MUNITION, domain: 1, category: 1 },
  "command-post": { kind: 1, domain: 1, country: 0, category: 13 },
  ship: { kind: 1, domain: 3, country: 0, category: 6 },
  "land-site": { kind: 1, domain: 1, country: 0, category: 13 },
  battery: { kind: 1, domain: 1, country: 0, category: 13 },
  "radar-station": { kind: 1, domain: 1, country: 0, category: 17 },
  satellite: { kind: 1, domain: 5, country: 0, category: 3 },
} as const satisfies Record<string, DisEntityType>;
const FRIENDLY = 1;
const OPPOSING = 2;
const ENTITY_IMPACT = 1;
const NO_DETONATION = 6;

/**
 * Plays a scene as the datagrams that other simulators expect: an Entity State for every unit and flight, sent again when dead reckoning
 * goes astray or a heartbeat is due, Fire and Detonation for every shot, Electromagnetic Emission for every radar. By rising time.
 * Entities are numbered from 1: sites in order, then flights. Source: IEEE Std 1278.1-2012, clauses 4.5 and 5.2 to 5.4.
 */
export function toDisPackets(play: DisPlay): readonly DisPacket[] {
  const { scene, exercise } = play;
  const heartbeat_s = play.heartbeat_s ?? 5;
  const stationary = scene.sites.filter(({ kind }) => kind !== "launch-region");
  const ids = new Map<string, DisEntityId>();
  for (const { id } of [...stationary, ...scene.flights])
    ids.set(id, { site: play.site, application: play.application, entity: ids.size + 1 });
  const idOf = (id: string): DisEntityId => {
    const found = ids.get(id);
    if (found === undefined) throw new RangeError(`toDisPackets: the scene has no site or flight "${id}"`);
    return found;
  };
  const start = instantOf(scene.epoch, 0);
  const start_s = start.getUTCMinutes() * 60 + start.getUTCSeconds() + start.getUTCMilliseconds() / 1000;
  const header = (time_s: number): { exercise: number; time_s: number } => ({ exercise, time_s: start_s + time_s });
  const end_s = Math.max(0, ...scene.flights.map(({ states }) => states.at(-1)?.time_s ?? 0));

  const packets: (DisPacket & { readonly rank: number })[] = [];
  const put = (time_s: number, rank: number, bytes: Uint8Array): void => void packets.push({ time_s, rank, bytes });
  const beats = Array.from({ length: Math.floor(end_s / heartbeat_s) + 1 }, (_, i) => i * heartbeat_s);

  for (const site of stationary)
    for (const time_s of beats) put(time_s, 0, encodeSite(site, { ...header(time_s), id: idOf(site.id) }));
  for (const flight of scene.flights) {
    const shot = play.shots.find(({ interceptor }) => interceptor === flight.id);
    for (const state of chooseUpdates(flight, play)) {
      put(
        state.time_s,
        1,
        encodeEntityState({
          ...header(state.time_s),
          id: idOf(flight.id),
          force: flight.side === "threat" ? OPPOSING : FRIENDLY,
          type: TYPES[flight.side],
          position_ecef: state.r_ecef,
          velocity_ecef: state.v_ecef,
          acceleration_ecef: state.a_ecef,
          marking: flight.id,
          isGone: state.isLast,
        }),
      );
    }
    const [first, last] = [flight.states[0], flight.states.at(-1)];
    if (shot === undefined || first === undefined || last === undefined) continue;
    const ends = {
      firing: idOf(shot.site),
      target: idOf(shot.target),
      munition: idOf(flight.id),
      munitionType: TYPES.interceptor,
      event: idOf(flight.id).entity,
    };
    const target = scene.flights.find(({ id }) => id === shot.target)!;
    put(
      first.time_s,
      2,
      encodeFire({
        ...header(first.time_s),
        ...ends,
        position_ecef: first.r_ecef,
        velocity_ecef: first.v_ecef,
        range_m: distance(first.r_ecef, stateAt(target.states, first.time_s).r_ecef),
      }),
    );
    put(
      last.time_s,
      3,
      encodeDetonation({
        ...header(last.time_s),
        ...ends,
        position_ecef: last.r_ecef,
        velocity_ecef: last.v_ecef,
        result: shot.isHit ? ENTITY_IMPACT : NO_DETONATION,
      }),
    );
  }
  for (const [i, radar] of play.radars.entries())
    for (const time_s of beats)
      put(
        time_s,
        4,
        encodeEmission({
          ...header(time_s),
          ...radar,
          id: idOf(radar.site),
          event: i + 1,
          frequencyRange_Hz: 0,
          pulseRate_Hz: 0,
          pulseWidth_s: 0,
          beamFunction: 1,
          targets: [],
        }),
      );
  return packets.sort((a, b) => a.time_s - b.time_s || a.rank - b.rank).map(({ time_s, bytes }) => ({ time_s, bytes }));
}

function encodeSite(site: SceneSite, header: { exercise: number; time_s: number; id: DisEntityId }): Uint8Array {
  if (site.kind === "launch-region") throw new RangeError(`toDisPackets: "${site.id}" is a region, not an entity`);
  return encodeEntityState({
    ...header,
    force: FRIENDLY,
    type: TYPES[site.kind],
    position_ecef: geodeticToEcef(site.position, WGS84),
    velocity_ecef: vec3(0, 0, 0),
    acceleration_ecef: vec3(0, 0, 0),
    marking: site.id,
  });
}

interface Update extends SceneState {
  readonly a_ecef: Vec3<"ecef">;
  readonly isLast: boolean;
}

/** The instants at which a flight has to be told again. */
function chooseUpdates(flight: SceneFlight, play: DisPlay): readonly Update[] {
  const { threshold_m = 1, heartbeat_s = 5, step_s = 0.1 } = play;
  const { states } = flight;
  const [first, last] = [states[0], states.at(-1)];
  if (first === undefined || last === undefined) return [];
  const updates: Update[] = [];
  const tell = (time_s: number): Update => {
    const state = { ...stateAt(states, time_s), isLast: time_s >= last.time_s };
    updates.push(state);
    return state;
  };
  let sent = tell(first.time_s);
  const steps = Math.floor((last.time_s - first.time_s) / step_s);
  for (let i = 1; i <= steps; i++) {
    const time_s = first.time_s + i * step_s;
    const state = stateAt(states, time_s);
    if (time_s - sent.time_s >= heartbeat_s || distance(reckon(sent, time_s), state.r_ecef) > threshold_m)
      sent = tell(time_s);
  }
  if (sent.time_s < last.time_s) tell(last.time_s);
  return updates;
}

/** Where a listener takes an entity to be: DRM(F, V, W). */
function reckon({ r_ecef: r, v_ecef: v, a_ecef: a, time_s: from_s }: Update, time_s: number): Vec3<"ecef"> {
  const t = time_s - from_s;
  return vec3(
    r[0] + t * (v[0] + 0.5 * t * a[0]),
    r[1] + t * (v[1] + 0.5 * t * a[1]),
    r[2] + t * (v[2] + 0.5 * t * a[2]),
  );
}

/** Cubic between two states (Hermite), its second derivative as the acceleration. */
function stateAt(states: readonly SceneState[], time_s: number): Omit<Update, "isLast"> {
  let low = 0;
  let high = states.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (states[middle]!.time_s <= time_s) low = middle;
    else high = middle;
  }
  const [p, q] = [states[low]!, states[high]!];
  const h = q.time_s - p.time_s;
  if (!(h > 0)) return { ...p, a_ecef: vec3(0, 0, 0) };
  const s = Math.max(0, Math.min(1, (time_s - p.time_s) / h));
  const blend = (p0: number, v0: number, p1: number, v1: number): readonly [number, number, number] => {
    const c = 3 * (p1 - p0) - h * (2 * v0 + v1);
    const d = 2 * (p0 - p1) + h * (v0 + v1);
    return [p0 + s * (h * v0 + s * (c + s * d)), v0 + (s * (2 * c + 3 * s * d)) / h, (2 * c + 6 * s * d) / (h * h)];
  };
  const axes = [0, 1, 2].map((i) => blend(p.r_ecef[i]!, p.v_ecef[i]!, q.r_ecef[i]!, q.v_ecef[i]!));
  const pick = (k: 0 | 1 | 2): Vec3<"ecef"> => vec3(axes[0]![k], axes[1]![k], axes[2]![k]);
  return { time_s, r_ecef: pick(0), v_ecef: pick(1), a_ecef: pick(2) };
}
