import { geodeticToEcef } from "../earth/frames.ts";
import type { EarthModel, Geodetic } from "../earth/model.ts";
import { FLY_OUT_RADIUS_m } from "../flight/fly-out.ts";
import { addFaults } from "../math/fault-tally.ts";
import type { ReachStudy } from "../scenario/types.ts";
import { listRadarPlaces, type RadarPlace, reachOf } from "./coverage-radars.ts";
import {
  type BundleFlight,
  countBundle,
  flyOne,
  type MissingFlight,
  type SampledFlight,
  solveClassVehicle,
} from "./flight-bundle.ts";
import { Hearing } from "./hearing.ts";
import type { MetricNames } from "./metric-names.ts";
import { exploreNumbers, type MetricRule, type NumbersSummary, type StudyNumbers } from "./numbers.ts";
import { makeNominalRow, type ParameterRow } from "./parameter.ts";
import { type ParameterIndex, ParameterList } from "./parameter-list.ts";
import {
  EnvelopeMaker,
  farthestReach,
  groundDistance,
  type InterceptorPlace,
  outlineEnvelope,
  placeInterceptor,
  type ReachEnvelope,
  timeWithin,
} from "./reach-envelope.ts";

/** The cue that knows a flight from its first second: the bound of what any sensors could do. */
export const PERFECT = "perfect";

/** How one shooter stands to one flight, with central values. */
export interface ShooterView {
  /** Nearest the flight comes over the ground while it is between the floor and the ceiling; absent when it never is. */
  readonly closest_m?: number;
  /** For each cue how much earlier than needed the interceptor could be there, s; absent where it cannot. */
  readonly spare_s: Readonly<Record<string, number | undefined>>;
}

/** The envelope of one shooter as the picture shows it. */
export interface ShooterEnvelope {
  readonly id: string;
  readonly interceptor: string;
  readonly position: Geodetic;
  readonly farthest_m: number;
  /** Farthest distance by altitude: of the whole envelope (time Infinity) and after rounds of time. */
  readonly outlines: readonly {
    readonly time_s: number;
    readonly points: readonly { readonly altitude_m: number; readonly distance_m: number }[];
  }[];
}

/** The answer of a reach study as plain data. */
export interface ReachSummary extends NumbersSummary {
  readonly kind: "reach";
  readonly cues: readonly string[];
  readonly flights: readonly (BundleFlight & { readonly views: Readonly<Record<string, ShooterView>> })[];
  readonly missing: readonly MissingFlight[];
  readonly envelopes: readonly ShooterEnvelope[];
  /** For each flight, seen from the first shooter: distance over the ground and altitude, every tenth sample. */
  readonly passes: readonly (readonly { readonly distance_m: number; readonly altitude_m: number }[])[];
}

interface PlacedShooter {
  readonly id: string;
  readonly interceptor: InterceptorPlace;
  readonly maker: EnvelopeMaker;
  readonly position: Geodetic;
  readonly rounds: number;
}

interface BundledFlight extends BundleFlight {
  readonly sampled: SampledFlight;
  readonly crossSection_m2: ParameterIndex;
  readonly altitude_m: Float64Array;
  /** First sample after burnout. */
  readonly from: number;
  /** Chord to each shooter, m, by sample. */
  readonly chords: readonly Float64Array[];
  /** For each radar: range (m) and elevation (rad) by sample; elevation -9 where it does not look. */
  readonly looks: readonly { readonly range_m: Float32Array; readonly elevation_rad: Float32Array }[];
}

/**
 * Finds what shooters can touch of a bundle of flights. A flight is touched where it is after burnout, within floor, ceiling and range,
 * and the interceptor can be there in time: with the perfect cue it may leave from the first second of the flight on; with a set of
 * radars, once one of them has had the flight in view for its track time, the track has come over the links where the set asks
 * for that, and the reaction time has passed. Draws move the interceptors, radars, delays and cross-sections.
 */
export function runReach(
  study: ReachStudy,
  onProgress: (done: number, total: number) => void = () => {},
): ReachSummary {
  const { earth } = study.scenario.earth;
  const list = new ParameterList();
  const shooters = study.shooters.map(({ id, unit, interceptor, rounds }): PlacedShooter => {
    const place = placeInterceptor(interceptor, list);
    return { id, interceptor: place, maker: new EnvelopeMaker(place), position: unit.position, rounds: rounds ?? 0 };
  });
  const radars = listRadarPlaces({ units: study.cues.length === 0 ? [] : study.units }, list);
  const cues = study.cues.map((cue) => ({
    ...cue,
    radars: radars.flatMap((radar, i) => (cue.units.some(({ id }) => id === radar.unit) ? [i] : [])),
    hearings: study.shooters.map(({ unit }) =>
      cue.overLinks ? new Hearing({ heardAt: unit.id, scenario: study.scenario, sets: [cue] }, list) : undefined,
    ),
  }));
  const { flown, missing } = flyBundle(study, shooters, radars, list, earth);
  const warheads = study.warheads === undefined ? undefined : list.add(study.warheads, "drawn");

  // Without radars a shooter's answer rests on its interceptor alone: what a sweep leaves as it was is not computed again.
  const known = shooters.map(() => new Map<string, readonly Float64Array[]>());
  const keyOf = (shooter: PlacedShooter, row: ParameterRow): string =>
    Object.values(shooter.interceptor)
      .map((index) => (typeof index === "number" ? row[index] : index))
      .join(" ");

  /** For each flight and shooter the spare time of each cue; -Infinity where there is none. */
  const touch = (row: ParameterRow): readonly (readonly Float64Array[])[] => {
    if (cues.length === 0) {
      const answers = shooters.map((shooter, s) => {
        const key = keyOf(shooter, row);
        const envelope = shooter.maker.make(row);
        const found = known[s]!.get(key) ?? flown.map((flight) => findSpare(flight, s, envelope, [0]));
        if (known[s]!.size < 4) known[s]!.set(key, found);
        return found;
      });
      return flown.map((_, f) => answers.map((each) => each[f]!));
    }
    const envelopes = shooters.map(({ maker }) => maker.make(row));
    const heard = cues.map((cue) => cue.hearings.map((hearing) => hearing?.withRow(row)));
    return flown.map((flight) => {
      const tracks = radars.map((radar) => firstTrack(flight, radar, radars.indexOf(radar), row));
      return shooters.map((shooter, s) => {
        const ready = [
          0,
          ...cues.map((cue, c) => {
            let first = Infinity;
            for (const r of cue.radars) {
              const when = heard[c]![s];
              const time =
                when === undefined || tracks[r] === Infinity ? tracks[r]! : when(0, radars[r]!.unit, tracks[r]!);
              first = Math.min(first, time);
            }
            return first + row[shooter.interceptor.reactionTime_s]!;
          }),
        ];
        return findSpare(flight, s, envelopes[s]!, ready);
      });
    });
  };
  const numbersOf = (row: ParameterRow): StudyNumbers => {
    const spare = touch(row);
    return {
      ...countTouched(study, shooters, spare, flown.length),
      ...measureEnvelopes(shooters, row),
      ...(warheads === undefined ? {} : boundRaid(shooters, spare, row[warheads]!)),
    };
  };
  const summary = exploreNumbers({
    parameters: list.parameters,
    draws: study.draws,
    seed: study.seed,
    sweeps: study.sweeps,
    numbersOf,
    ruleOf: (metric) => ruleOf(metric, study),
    onProgress,
  });
  const row = makeNominalRow(list.parameters);
  const spare = touch(row);
  return {
    kind: "reach",
    ...summary,
    faults: addFaults(summary.faults, countBundle(flown.length, missing)),
    cues: [PERFECT, ...study.cues.map(({ id }) => id)],
    flights: flown.map((flight, f) => ({
      ...labelsOf(flight),
      views: Object.fromEntries(
        shooters.map(({ id }, s) => [id, viewOf(study, flight, s, spare[f]![s]!, shooters[s]!.maker.make(row))]),
      ),
    })),
    missing,
    envelopes: shooters.map(({ id, interceptor, maker, position }) =>
      describeEnvelope(id, interceptor.id, position, maker.make(row)),
    ),
    passes: flown.map(({ altitude_m, chords, from }) => {
      const points: { distance_m: number; altitude_m: number }[] = [];
      for (let i = from; i < altitude_m.length; i += 10)
        points.push({ distance_m: groundDistance(chords[0]![i]!), altitude_m: altitude_m[i]! });
      return points;
    }),
  };
}

function labelsOf(flight: BundledFlight): BundleFlight {
  const { threat, trajectory, launchRegion, aim, flightTime_s, apogee_m, burnoutTime_s } = flight;
  return { threat, trajectory, launchRegion, aim, flightTime_s, apogee_m, burnoutTime_s };
}

function flyBundle(
  study: ReachStudy,
  shooters: readonly PlacedShooter[],
  radars: readonly RadarPlace[],
  list: ParameterList,
  earth: EarthModel,
): { readonly flown: readonly BundledFlight[]; readonly missing: readonly MissingFlight[] } {
  const flown: BundledFlight[] = [];
  const missing: MissingFlight[] = [];
  const places = shooters.map(({ position }) => geodeticToEcef(position, earth));
  for (const threat of study.threats) {
    const vehicle = solveClassVehicle(threat);
    const crossSection_m2 = list.add(threat.crossSection_m2, "drawn");
    for (const trajectory of study.trajectories)
      for (const region of study.launchRegions)
        for (const aim of study.aims) {
          const labels = { threat: threat.id, trajectory, launchRegion: region.id, aim: aim.id };
          const sampled = vehicle === undefined ? ("no-vehicle" as const) : flyOne(study, vehicle, threat, labels);
          if (typeof sampled === "string") {
            missing.push({ ...labels, reason: sampled });
            continue;
          }
          const { flightTime_s, apogee_m, burnoutTime_s, time_s, ecef_m } = sampled;
          flown.push({
            ...labels,
            flightTime_s,
            apogee_m,
            burnoutTime_s,
            sampled,
            crossSection_m2,
            from: time_s.findIndex((t) => t >= burnoutTime_s),
            altitude_m: altitudesOf(ecef_m, earth),
            chords: places.map((place) => chordsTo(ecef_m, place)),
            looks: radars.map(({ sight }) => {
              const range_m = new Float32Array(time_s.length);
              const elevation_rad = new Float32Array(time_s.length);
              for (let i = 0; i < time_s.length; i++) {
                const blocked = sight.lookAt(ecef_m, i);
                range_m[i] = sight.range_m;
                elevation_rad[i] = blocked === undefined ? sight.elevation_rad : -9;
              }
              return { range_m, elevation_rad };
            }),
          });
        }
  }
  return { flown, missing };
}

/** Altitude over the ellipsoid to some metres, from the radius and the latitude. */
function altitudesOf(ecef_m: Float64Array, { equatorialRadius_m, flattening }: EarthModel): Float64Array {
  const altitude_m = new Float64Array(ecef_m.length / 3);
  for (let i = 0; i < altitude_m.length; i++) {
    const [x, y, z] = [ecef_m[3 * i]!, ecef_m[3 * i + 1]!, ecef_m[3 * i + 2]!];
    const r2 = x * x + y * y + z * z;
    altitude_m[i] = Math.sqrt(r2) - equatorialRadius_m * (1 - (flattening * z * z) / r2);
  }
  return altitude_m;
}

/** Straight line on the sphere of the fly-out tables between a place and the point below each sample, m. */
function chordsTo(ecef_m: Float64Array, place: ArrayLike<number>): Float64Array {
  const [px, py, pz] = [place[0]!, place[1]!, place[2]!];
  const p = Math.sqrt(px * px + py * py + pz * pz);
  const chord_m = new Float64Array(ecef_m.length / 3);
  for (let i = 0; i < chord_m.length; i++) {
    const [x, y, z] = [ecef_m[3 * i]!, ecef_m[3 * i + 1]!, ecef_m[3 * i + 2]!];
    const r = Math.sqrt(x * x + y * y + z * z);
    const [dx, dy, dz] = [x / r - px / p, y / r - py / p, z / r - pz / p];
    chord_m[i] = FLY_OUT_RADIUS_m * Math.sqrt(dx * dx + dy * dy + dz * dz);
  }
  return chord_m;
}

/** When a radar has a track of a flight, s; Infinity for never. */
function firstTrack(flight: BundledFlight, radar: RadarPlace, index: number, row: ParameterRow): number {
  const { range_m, elevation_rad } = flight.looks[index]!;
  const reach = reachOf(radar, row, row[flight.crossSection_m2]!);
  const lowest = row[radar.elevationMinimum_rad]!;
  for (let i = 0; i < range_m.length; i++)
    if (elevation_rad[i]! > -8 && elevation_rad[i]! >= lowest && range_m[i]! <= reach)
      return flight.sampled.time_s[i]! + row[radar.trackTime_s]!;
  return Infinity;
}

/** For each time of readiness the most time to spare at any point of the flight; -Infinity where no point is in reach at all. */
function findSpare(
  flight: BundledFlight,
  shooter: number,
  envelope: ReachEnvelope,
  ready: readonly number[],
): Float64Array {
  const spare = new Float64Array(ready.length).fill(-Infinity);
  const { time_s } = flight.sampled;
  const chord = flight.chords[shooter]!;
  for (let i = flight.from; i < time_s.length; i++) {
    if (chord[i]! > envelope.chord_m) continue;
    const flying = timeWithin(envelope, chord[i]!, flight.altitude_m[i]!);
    if (flying === Infinity) continue;
    for (let c = 0; c < ready.length; c++) spare[c] = Math.max(spare[c]!, time_s[i]! - flying - ready[c]!);
  }
  return spare;
}

function viewOf(
  study: ReachStudy,
  flight: BundledFlight,
  shooter: number,
  spare: Float64Array,
  { floor_m, ceiling_m }: ReachEnvelope,
): ShooterView {
  let closest = Infinity;
  for (let i = flight.from; i < flight.altitude_m.length; i++)
    if (flight.altitude_m[i]! >= floor_m && flight.altitude_m[i]! <= ceiling_m)
      closest = Math.min(closest, flight.chords[shooter]![i]!);
  const cues = [PERFECT, ...study.cues.map(({ id }) => id)];
  return {
    ...(closest === Infinity ? {} : { closest_m: groundDistance(closest) }),
    spare_s: Object.fromEntries(cues.map((id, c) => [id, spare[c]! >= 0 ? spare[c]! : undefined])),
  };
}

function countTouched(
  study: ReachStudy,
  shooters: readonly PlacedShooter[],
  spare: readonly (readonly Float64Array[])[],
  flights: number,
): StudyNumbers {
  const numbers: Record<string, number> = {};
  const total = Math.max(1, flights);
  const cues = [PERFECT, ...study.cues.map(({ id }) => id)];
  cues.forEach((cue, c) => {
    const any = spare.filter((each) => each.some((s) => s[c]! >= 0)).length / total;
    numbers[`touchedShare:${cue}`] = any;
    shooters.forEach(({ id }, s) => {
      numbers[`touchedShare:${id}:${cue}`] = spare.filter((each) => each[s]![c]! >= 0).length / total;
    });
    if (c === 0) numbers["touchedShare"] = any;
    // The last set of radars is what the study ends in.
    if (c === cues.length - 1 && c > 0) numbers["touchedShareCued"] = any;
  });
  return numbers;
}

function measureEnvelopes(shooters: readonly PlacedShooter[], row: ParameterRow): StudyNumbers {
  const numbers: Record<string, number> = {};
  const reaches = shooters.map(({ maker }) => farthestReach(maker.make(row)) / 1000);
  shooters.forEach(({ id }, s) => (numbers[`reach:${id}`] = reaches[s]!));
  if (reaches.length > 1) numbers["reachRatio"] = reaches[0]! / Math.max(1e-9, reaches.at(-1)!);
  return numbers;
}

/** What every round that can touch a flight at all could at most take out of a raid, if every one of them hit a warhead of its own. */
function boundRaid(
  shooters: readonly PlacedShooter[],
  spare: readonly (readonly Float64Array[])[],
  warheads: number,
): StudyNumbers {
  const rounds = shooters.reduce(
    (sum, shooter, s) => sum + (spare.some((each) => each[s]![0]! >= 0) ? shooter.rounds : 0),
    0,
  );
  return {
    roundsInReach: rounds,
    roundsStated: shooters.reduce((sum, shooter) => sum + shooter.rounds, 0),
    metAtMost: Math.min(1, rounds / warheads),
    leakingAtLeast: Math.max(0, 1 - rounds / warheads),
  };
}

function describeEnvelope(
  id: string,
  interceptor: string,
  position: Geodetic,
  envelope: ReachEnvelope,
): ShooterEnvelope {
  const longest = longestTime(envelope);
  const step = longest > 900 ? 300 : longest > 400 ? 120 : longest > 150 ? 60 : 30;
  const times = Array.from({ length: Math.floor(longest / step) }, (_, i) => (i + 1) * step);
  return {
    id,
    interceptor,
    position,
    farthest_m: farthestReach(envelope),
    outlines: [Infinity, ...times].map((time_s) => ({ time_s, points: outlineEnvelope(envelope, time_s) })),
  };
}

function longestTime(envelope: ReachEnvelope): number {
  let longest = 0;
  for (let h = envelope.floor_m; h <= envelope.ceiling_m; h += 20_000)
    for (let chord = 0; chord <= envelope.chord_m; chord += 20_000) {
      const time = timeWithin(envelope, chord, h);
      if (time < Infinity) longest = Math.max(longest, time);
    }
  return longest;
}

function ruleOf(metric: string, study: ReachStudy): MetricRule {
  const [name = "", first, second] = metric.split(":");
  const rule = REACH_METRICS[name];
  if (rule === undefined) return { unit: "" };
  const cue = second ?? (name === "touchedShare" && study.shooters.every(({ id }) => id !== first) ? first : undefined);
  if (first === undefined) return { unit: rule.unit, name: { en: rule.en, ja: rule.ja } };
  const how =
    cue === undefined ? undefined : cue === PERFECT ? PERFECT_NAME : study.names.find(({ id }) => id === cue)?.name;
  const who = study.names.find(({ id }) => id === first && id !== cue)?.name;
  if (who === undefined && how === undefined) return { unit: rule.unit };
  const parts = [who, { en: rule.en, ja: rule.ja }, how].filter((each) => each !== undefined);
  return {
    unit: rule.unit,
    name: { en: parts.map(({ en }) => en).join(", "), ja: parts.map(({ en, ja }) => ja ?? en).join("、") },
  };
}

const PERFECT_NAME = { en: "flights known from the start", ja: "飛翔を初めから知る場合" } as const;

/** What the metrics of a reach study measure. */
export const REACH_METRICS: MetricNames = {
  touchedShare: { unit: "1", en: "share of the flights that can be touched", ja: "届きうる飛翔の割合" },
  touchedShareCued: {
    unit: "1",
    en: "share of the flights that can be touched, seen by the radars",
    ja: "レーダーで見て届きうる飛翔の割合",
  },
  reach: { unit: "km", en: "farthest reach over the ground", ja: "地表に沿う最大到達距離" },
  reachRatio: { unit: "", en: "reach of the first over that of the last", ja: "到達距離の比(最初/最後)" },
  roundsInReach: { unit: "", en: "rounds that can touch any flight", ja: "いずれかの飛翔に届きうる弾数" },
  roundsStated: { unit: "", en: "rounds stated", ja: "公表された弾数" },
  metAtMost: { unit: "1", en: "share of the raid that could be met at most", ja: "迎撃しうる攻撃の割合の上限" },
  leakingAtLeast: { unit: "1", en: "share of the raid that comes through at least", ja: "突破する割合の下限" },
};
