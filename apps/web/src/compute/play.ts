import {
  type Catalogue,
  defineRaid,
  describeThreat,
  ecefToGeodetic,
  explainTrial,
  makeRaidPlay,
  makeRaidProblem,
  makeTexts,
  makeTrialRunner,
  parseScenario,
  type Problem,
  type RaidPlay,
  resolveStudy,
  takeRaid,
} from "parapet";
import type { DrawnFlight, Language, LonLat, PlayedTrial } from "./desk-types.ts";

const DEGREES = 180 / Math.PI;
/** Trials run until this many seconds of raid have gone by at most; a log beyond this many lines is cut for the page. */
const MOST_EVENTS = 20_000;

export interface PlayAsked {
  readonly scenarioText: string;
  readonly seed: number;
  readonly trial: number;
  readonly language: Language;
}

type Refused = { readonly ok: false; readonly problems: readonly Problem[]; readonly why?: "no-raid" | string };

/** Runs one trial of a scenario's raid with its log, and samples every flight for the map. */
export function playTrial(
  { scenarioText, seed, trial, language }: PlayAsked,
  catalogue: Catalogue,
): PlayedTrial | Refused {
  const scenario = parseScenario({ file: "scenario.yaml", content: scenarioText });
  if (!scenario.ok) return scenario;
  const raid = takeRaid(scenario);
  if (raid === undefined) return { ok: false, problems: [], why: "no-raid" };
  const resolved = resolveStudy(raid, scenario, catalogue);
  if (!resolved.ok) return resolved;
  const { study, hash } = resolved;
  if (study.kind !== "raid") return { ok: false, problems: [], why: "no-raid" };
  const problem = makeRaidProblem(defineRaid(study), hash);
  if ("refusal" in problem) return { ok: false, problems: [], why: problem.refusal };
  const outcome = makeTrialRunner(problem).run({ seed, trial, draw: [], log: true });
  const play = makeRaidPlay(problem, outcome, seed);
  const texts = makeTexts(language);
  const nameOf = makeNameOf(study, catalogue, language);
  const fired = new Map(play.rounds.map(({ id, shot }) => [id, shot]));
  return {
    ok: true,
    trial,
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
        end_s: ended.isLeaker ? ended.impact_s : (ended.time_s ?? ended.impact_s),
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

function makeNameOf(
  study: {
    readonly units: readonly { readonly id: string; readonly name: { readonly en: string; readonly ja?: string } }[];
  },
  catalogue: Catalogue,
  language: Language,
): (id: string) => string {
  const local = new Map(study.units.map(({ id, name }) => [id, name]));
  return (id) => {
    const name = local.get(id) ?? catalogue.entries.get(id)?.name;
    return name === undefined ? id : (name[language] ?? name.en);
  };
}

function drawStates(states: RaidPlay["threats"][number]["states"]): DrawnFlight {
  const places: LonLat[] = [];
  const altitude_m: number[] = [];
  for (const { r_ecef } of states) {
    const at = ecefToGeodetic(r_ecef);
    places.push([at.longitude_rad * DEGREES, at.latitude_rad * DEGREES]);
    altitude_m.push(at.altitude_m);
  }
  return { places, altitude_m, time_s: states.map(({ time_s }) => time_s) };
}
