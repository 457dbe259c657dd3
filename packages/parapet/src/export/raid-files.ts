import type { RaidProblem } from "../engine/raid-problem.ts";
import type { EngineEvent, TrialOutcome } from "../engine/trial-types.ts";
import type { TrialNumbers } from "../study/raid-central.ts";
import { makeRaidPlay } from "../study/raid-play.ts";
import type { Scenario } from "../scenario/types.ts";
import { toCsv } from "./csv.ts";
import { toCzml } from "./czml.ts";
import type { DisPlay } from "./dis-stream.ts";
import { toKml } from "./kml.ts";
import { toParquet } from "./parquet.ts";
import type { Language } from "./report-input.ts";
import type { Scene, SceneFlight } from "./scene.ts";
import type { Table } from "./table.ts";

/** A raid has no date: time 0 is this instant for programmes that need one. */
const EPOCH = "2000-01-01T00:00:00Z";

/** A trial that is kept whole, to be looked at, explained and played. */
export interface KeptTrial {
  readonly outcome: Omit<TrialOutcome, "events">;
  readonly events: readonly EngineEvent[];
  readonly play: Pick<DisPlay, "scene" | "shots" | "radars">;
}

/** What is needed to show one trial of a raid. */
export interface KeepTrialOptions {
  readonly problem: RaidProblem;
  readonly scenario: Scenario;
  readonly outcome: TrialOutcome;
  readonly seed: number;
  readonly nameOf: (id: string) => string;
  readonly language: Language;
}

/** A trial with its flights as a scene; the outcome must have its log. */
export function keepTrial(options: KeepTrialOptions): KeptTrial {
  const { problem, scenario, outcome, nameOf, language } = options;
  const { events = [], ...rest } = outcome;
  const { threats, rounds } = makeRaidPlay(problem, outcome, options.seed);
  const flights: SceneFlight[] = [
    ...threats.map(({ id, class: threatClass, states }): SceneFlight => ({
      id,
      name: `${nameOf(threatClass)} ${id}`,
      side: "threat",
      states,
    })),
    ...rounds.map(({ id, shot, states }): SceneFlight => ({
      id,
      name: `${nameOf(shot.interceptor)} ${id}`,
      side: "interceptor",
      states,
    })),
  ];
  const launchers = new Set(problem.nodes);
  const scene: Scene = {
    name: scenario.title[language] ?? scenario.title.en,
    epoch: EPOCH,
    attribution: "Parapet. A simulated trial without a date: time 0 is shown as 1 January 2000.",
    sites: scenario.units
      .filter(({ id }) => launchers.has(id))
      .map(({ id, name, type, position }) => ({ id, name: name[language] ?? name.en, kind: type, position })),
    areas: [],
    flights,
  };
  const shots = rounds.map(({ id, shot }) => ({
    interceptor: id,
    target: shot.threat,
    site: shot.unit,
    isHit: shot.isHit,
  }));
  const value = (index: number): number => problem.parameters[index]!.value;
  const radars = problem.radars.map((radar) => ({
    site: radar.unit,
    frequency_Hz: value(radar.frequency_Hz),
    power_W: 0.001,
    azimuthCentre_rad: radar.faces_rad[0] ?? 0,
    azimuthSweep_rad: 0.5 * value(radar.fieldOfView_rad),
    elevationCentre_rad: 0.5 * (value(radar.elevationMinimum_rad) + value(radar.elevationMaximum_rad)),
    elevationSweep_rad: 0.5 * (value(radar.elevationMaximum_rad) - value(radar.elevationMinimum_rad)),
  }));
  return { outcome: rest, events, play: { scene, shots, radars } };
}

/** The files of a raid: all trials as a table, and of the kept one events for queries, flights for globes, and all of it for replay. */
export function writeTrialFiles(
  kept: KeptTrial,
  trials: { readonly numbers: readonly TrialNumbers[]; readonly layers: readonly string[] },
): Readonly<Record<string, string | Uint8Array>> {
  const { play, events, outcome } = kept;
  const table = makeEventTable(kept.events, outcome.trial);
  const all = makeTrialsTable(trials.numbers, trials.layers);
  return {
    "trials.parquet": toParquet(all),
    "trials.csv": toCsv(all),
    "events.parquet": toParquet(table),
    "events.csv": toCsv(table),
    "shots.csv": toCsv(makeShotTable(outcome)),
    "trial.czml": toCzml(play.scene),
    "trial.kml": toKml(play.scene),
    "play.json": `${JSON.stringify({ ...play, events, outcome })}\n`,
  };
}

/** All trials of a raid with central values, one a row. */
function makeTrialsTable(trials: readonly TrialNumbers[], layers: readonly string[]): Table {
  const column = (name: string, valueOf: (trial: TrialNumbers) => number): Table["columns"][number] => ({
    name,
    type: "integer",
    values: trials.map(valueOf),
  });
  return {
    columns: [
      column("trial", ({ trial }) => trial),
      column("threats", ({ threats }) => threats),
      column("leakers", ({ leakers }) => leakers),
      column("spent", ({ spent }) => spent),
      ...layers.flatMap((layer, i) => [
        column(`spent ${layer}`, (trial) => trial.layers[i]!.spent),
        column(`stopped ${layer}`, (trial) => trial.layers[i]!.stopped),
      ]),
    ],
  };
}

/** The log of a trial, one event a row. */
export function makeEventTable(events: readonly EngineEvent[], trial: number): Table {
  const text = (name: "threat" | "unit" | "layer" | "interceptor" | "reason"): Table["columns"][number] => ({
    name,
    type: "text",
    values: events.map((event) => event[name]),
  });
  return {
    columns: [
      { name: "trial", type: "integer", values: events.map(() => trial) },
      { name: "time", unit: "s", type: "number", values: events.map(({ time_s }) => time_s) },
      { name: "event", type: "text", values: events.map(({ kind }) => kind) },
      text("threat"),
      text("unit"),
      text("layer"),
      text("interceptor"),
      text("reason"),
      { name: "number", type: "number", values: events.map(({ number }) => number ?? NaN) },
    ],
    metadata: {
      "parapet.number":
        "detection: signal-to-noise ratio; track-confirmed, fire-control-track: one-sigma position error, m; saturated: objects not looked at; order, interceptor-launch: planned intercept, s; intercept: handover error, m; kill, impact: altitude, m; no-shot: how much too late, s",
    },
  };
}

function makeShotTable({ shots }: Pick<TrialOutcome, "shots">): Table {
  return {
    columns: [
      { name: "threat", type: "text", values: shots.map(({ threat }) => threat) },
      { name: "layer", type: "text", values: shots.map(({ layer }) => layer) },
      { name: "unit", type: "text", values: shots.map(({ unit }) => unit) },
      { name: "interceptor", type: "text", values: shots.map(({ interceptor }) => interceptor) },
      { name: "launch", unit: "s", type: "number", values: shots.map(({ launch_s }) => launch_s) },
      { name: "intercept", unit: "s", type: "number", values: shots.map(({ intercept_s }) => intercept_s) },
      { name: "altitude", unit: "m", type: "number", values: shots.map(({ altitude_m }) => altitude_m) },
      { name: "handoverError", unit: "m", type: "number", values: shots.map(({ handoverError_m }) => handoverError_m ?? NaN) }, // prettier-ignore
      { name: "result", type: "text", values: shots.map(({ isHit, missReason }) => (isHit ? "hit" : (missReason ?? "missed"))) }, // prettier-ignore
    ],
  };
}
