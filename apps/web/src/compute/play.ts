import {
  type Catalogue,
  defineRaid,
  describeThreat,
  ecefToGeodetic,
  explainTrial,
  firstThreats,
  type Geodetic,
  makeRaidPlay,
  makeRaidProblem,
  makeTexts,
  makeTrialRunner,
  parseScenario,
  parseStudy,
  playTracks,
  type Problem,
  type RaidPlay,
  type RaidProblem,
  type RaidStudy,
  resolveStudy,
  takeRaid,
  type TrackState,
} from "parapet";
import type { DrawnFlight, DrawnTrack, Language, LonLat, PlayedTrial } from "./desk-types.ts";
import { loadRaidSolver } from "./highs.ts";
import { makeNameOf } from "./name-of.ts";

const DEGREES = 180 / Math.PI;
/** A log beyond this many lines is cut for the page. */
const MOST_EVENTS = 20_000;
/** Share of the errors that lie inside the ellipses that are shown. */
const ELLIPSE_PROBABILITY = 0.95;

/** Which raid: that of the scenario, or that of a study. */
export interface RaidAsked {
  readonly scenarioText: string;
  /** Without it the scenario's own raid is played. */
  readonly studyText?: string;
  readonly controller?: "rule-based" | "optimal";
  /** Only so many missiles: the first ones to be launched. */
  readonly size?: number;
}

export interface PlayAsked extends RaidAsked {
  /** The study's own when left out. */
  readonly seed?: number;
  readonly trial: number;
  readonly variant?: string;
  readonly language: Language;
}

/** A trial that is looked for: the first one in which a round of a layer met its target between two altitudes. */
export interface TrialSought extends RaidAsked {
  readonly seed: number;
  readonly layer: string;
  readonly low_m: number;
  readonly high_m: number;
  /** How many trials to look through. */
  readonly trials: number;
}

type Refused = { readonly ok: false; readonly problems: readonly Problem[]; readonly why?: "no-raid" | string };
type OpenedRaid = { readonly ok: true; readonly study: RaidStudy; readonly problem: RaidProblem };

let opened: { readonly key: string; readonly raid: OpenedRaid } | undefined;

/** The raid that is asked for, ready to run; the last one is kept, for its flights take a while. */
function openRaid(asked: RaidAsked, catalogue: Catalogue): OpenedRaid | Refused {
  const key = JSON.stringify([asked.scenarioText, asked.studyText, asked.controller, asked.size]);
  if (opened?.key === key) return opened.raid;
  const scenario = parseScenario({ file: "scenario.yaml", content: asked.scenarioText });
  if (!scenario.ok) return scenario;
  const raid =
    asked.studyText === undefined ? takeRaid(scenario) : parseStudy({ file: "study.yaml", content: asked.studyText });
  if (raid === undefined) return { ok: false, problems: [], why: "no-raid" };
  if ("problems" in raid && !("value" in raid)) return raid as Refused;
  const resolved = resolveStudy(raid as Parameters<typeof resolveStudy>[0], scenario, catalogue);
  if (!resolved.ok) return resolved;
  const { hash } = resolved;
  const found = resolved.study;
  if (found.kind !== "raid" && found.kind !== "sensitivity") return { ok: false, problems: [], why: "no-raid" };
  const study: RaidStudy = { ...found, kind: "raid", controller: asked.controller ?? found.controller };
  const whole = makeRaidProblem(defineRaid(study), hash);
  if ("refusal" in whole) return { ok: false, problems: [], why: whole.refusal };
  const problem = asked.size === undefined ? whole : { ...whole, threats: firstThreats(whole, asked.size) };
  const result: OpenedRaid = { ok: true, study, problem };
  opened = { key, raid: result };
  return result;
}

/** Runs one trial of a raid with its log, and samples every flight and track for the map. */
export async function playTrial(asked: PlayAsked, catalogue: Catalogue): Promise<PlayedTrial | Refused> {
  const { trial, variant, language } = asked;
  const raid = openRaid(asked, catalogue);
  if (!raid.ok) return raid;
  const { study, problem } = raid;
  const seed = asked.seed ?? study.seed;
  if (variant !== undefined && !problem.variants.some(({ id }) => id === variant))
    return { ok: false, problems: [], why: `the raid has no variant "${variant}"` };
  const runner = makeTrialRunner(problem, await loadRaidSolver(problem));
  const outcome = runner.run({
    seed,
    trial,
    draw: [],
    log: true,
    tracks: true,
    ...(variant === undefined ? {} : { variant }),
  });
  const play = makeRaidPlay(problem, outcome, seed);
  const texts = makeTexts(language);
  const nameOf = makeNameOf([...study.units, ...study.names], catalogue, language);
  const fired = new Map(play.rounds.map(({ id, shot }) => [id, shot]));
  const endOf = new Map(
    outcome.killed.map((each) => [each.threat, each.isLeaker ? each.impact_s : (each.time_s ?? each.impact_s)]),
  );
  const tracks = playTracks(outcome.tracks ?? [], {
    earth: problem.earth,
    probability: ELLIPSE_PROBABILITY,
    endOf: (threat) => endOf.get(threat) ?? 0,
  });
  return {
    ok: true,
    trial,
    seed,
    study: study.name,
    controller: study.controller,
    layers: problem.layers.map(({ id }) => id),
    variants: problem.variants.map(({ id }) => ({ id, name: nameOf(id) })),
    leakers: outcome.leakers,
    threatCount: outcome.threats,
    spent: outcome.spent,
    end_s: Math.max(...outcome.killed.map(({ impact_s }) => impact_s)),
    threats: play.threats.map(({ id, class: threatClass, states }) => {
      const ended = outcome.killed.find((each) => each.threat === id)!;
      return {
        id,
        name: nameOf(threatClass),
        flight: drawStates(states),
        isLeaker: ended.isLeaker,
        end_s: endOf.get(id)!,
        track: drawTrack(tracks.get(id) ?? []),
        ...(ended.firstTrack_s === undefined ? {} : { firstTrack_s: ended.firstTrack_s }),
        ...(ended.fireControl_s === undefined ? {} : { fireControl_s: ended.fireControl_s }),
      };
    }),
    rounds: play.rounds.map(({ id, states }) => {
      const shot = fired.get(id)!;
      return {
        id,
        name: nameOf(shot.interceptor),
        unit: shot.unit,
        threat: shot.threat,
        isHit: shot.isHit,
        flight: drawStates(states),
      };
    }),
    events: (outcome.events ?? []).slice(0, MOST_EVENTS),
    stories: explainTrial(outcome).map((story) => ({
      threat: story.outcome.threat,
      lines: describeThreat(story, texts, nameOf),
    })),
    names: Object.fromEntries(
      [
        ...study.units.map(({ id }) => id),
        ...Object.keys(outcome.spent),
        ...problem.threats.map(({ class: id }) => id),
      ].map((id) => [id, nameOf(id)]),
    ),
  };
}

/** The first trial that answers; undefined when none of them does. */
export async function findTrial(
  sought: TrialSought,
  catalogue: Catalogue,
): Promise<{ readonly trial: number; readonly threat: string; readonly time_s: number } | undefined> {
  const raid = openRaid(sought, catalogue);
  if (!raid.ok) throw new Error(raid.problems[0]?.message ?? raid.why ?? "the raid was refused");
  const runner = makeTrialRunner(raid.problem, await loadRaidSolver(raid.problem));
  for (let trial = 0; trial < sought.trials; trial++) {
    const { shots } = runner.run({ seed: sought.seed, trial, draw: [], log: false });
    const found = shots.find(
      ({ layer, altitude_m }) => layer === sought.layer && altitude_m >= sought.low_m && altitude_m < sought.high_m,
    );
    if (found !== undefined) return { trial, threat: found.threat, time_s: found.intercept_s };
  }
  return undefined;
}

const place = ({ longitude_rad, latitude_rad }: Geodetic): LonLat => [longitude_rad * DEGREES, latitude_rad * DEGREES];

function drawStates(states: RaidPlay["threats"][number]["states"]): DrawnFlight {
  const at = states.map(({ r_ecef }) => ecefToGeodetic(r_ecef));
  return {
    places: at.map(place),
    altitude_m: at.map(({ altitude_m }) => altitude_m),
    time_s: states.map(({ time_s }) => time_s),
    // Earth-fixed metres, for the globe: longitudes would jump at 180 degrees.
    ecef_m: Float64Array.from(states.flatMap(({ r_ecef }) => [r_ecef[0], r_ecef[1], r_ecef[2]])),
  };
}

function drawTrack(states: readonly TrackState[]): DrawnTrack {
  return {
    time_s: states.map(({ time_s }) => time_s),
    places: states.map(({ position }) => place(position)),
    altitude_m: states.map(({ position }) => position.altitude_m),
    units: states.map(({ unit }) => unit),
    ellipses: states.map((state) => [
      state.semiMajorAxis_m,
      state.semiMinorAxis_m,
      state.azimuth_rad * DEGREES,
      state.upSigma_m,
    ]),
  };
}
