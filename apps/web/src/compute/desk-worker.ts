import {
  type CellAnswer,
  checkVehicles,
  type DefendedAreaAnswer,
  DefendedAreaPreview,
  type DefendedAreaProblem,
  type DefendedAreaStory,
  type DefendedAreaStudy,
  describeDefendedArea,
  describeInfluences,
  drawDefendedArea,
  type Geodetic,
  gridFrame,
  type LandGrid,
  listThreatCases,
  makeDefendedAreaProblem,
  makeLandGrid,
  makeSourceOf,
  type MapLand,
  parseScenario,
  parseStudy,
  type Problem,
  type PlacesFormat,
  resolveScenario,
  resolveStudy,
  runDefendedArea,
  type Shares,
  summariseDefendedArea,
  tellDefendedArea,
  toReport,
  writeDefendedAreaFiles,
} from "parapet";
import { drawEdges, mergeAnswers, sharesOfAnswers, tellResult, tellShares } from "./area-answers.ts";
import type { ClaimAsked } from "./claim-work.ts";
import { Crew, Superseded } from "./crew.ts";
import { loadCountries } from "./countries.ts";
import type {
  AnnouncementAsked,
  AreaAnswer,
  AssessAnswer,
  Language,
  LonLat,
  MovedTo,
  Prepared,
  ScenarioReading,
  StudyDone,
  Work,
} from "./desk-types.ts";
import { type Addition, addEntity, removeEntity } from "./edit-scenario.ts";
import { makeNameOf } from "./name-of.ts";
import type { PlayAsked, TrialSought } from "./play.ts";
import { answerCalls } from "./rpc.ts";
import { type Loaded, loadShipped, readFirstScenario } from "./shipped.ts";
import { applyMoves, WHAT_IF, writeStudy } from "./work-texts.ts";

type PathsAnswer = Extract<DefendedAreaAnswer, { kind: "paths" }>;

/** The flights of a study's threats, which do not depend on who defends: a site that was moved needs no new ones. */
interface Flown {
  readonly key: string;
  readonly paths: readonly PathsAnswer["paths"][];
}

/** The study at hand with what a drag needs of it. */
interface OnDesk {
  readonly study: DefendedAreaStudy;
  readonly problem: DefendedAreaProblem;
  readonly hash: string;
  readonly cell_m: number;
  readonly land: LandGrid;
  readonly language: Language;
  preview?: DefendedAreaPreview;
  story?: DefendedAreaStory;
}

let loading: Promise<Loaded> | undefined;
let crew: Crew | undefined;
let onDesk: OnDesk | undefined;
let flown: Flown | undefined;
const lands = new Map<number, LandGrid>();

/** How long the other threads rest after a preview. */
const REST_ms = 300;

const load = (): Promise<Loaded> => (loading ??= loadShipped());

function landOf({ prefectures, places }: Loaded, cell_m: number): LandGrid {
  let land = lands.get(cell_m);
  if (land === undefined) {
    land = makeLandGrid({ prefectures, places, cell_m, people: "census" });
    lands.set(cell_m, land);
  }
  return land;
}

function crewOf({ prefectures, places }: Loaded): Crew {
  crew ??= new Crew(Math.max(1, Math.min(4, navigator.hardwareConcurrency || 2)), { prefectures, places });
  return crew;
}

const toGeodetic = (moved: MovedTo): Record<string, Geodetic> =>
  Object.fromEntries(
    Object.entries(moved).map(([id, [longitude, latitude]]) => [
      id,
      { latitude_rad: (latitude * Math.PI) / 180, longitude_rad: (longitude * Math.PI) / 180, altitude_m: 0 },
    ]),
  );

/** Everything that the flights of a study's threats depend on. */
function keyOfFlights({ threats, launches, paths, earth, parameters }: DefendedAreaProblem, cell_m: number): string {
  return JSON.stringify([threats, launches, paths, earth, parameters.map(({ value }) => value), cell_m]);
}

const problemOf = (message: string): Problem => ({
  file: WHAT_IF,
  line: 1,
  column: 1,
  path: "",
  found: "",
  message,
  severity: "error",
});

/** Reads and resolves what is asked; the flights of the old study are given up. */
async function prepare(work: Work): Promise<Prepared> {
  const loaded = await load();
  crewOf(loaded).supersede();
  onDesk = undefined;
  const scenarioText = applyMoves(work.scenarioText, work.moved);
  const scenario = parseScenario({ file: "scenario.yaml", content: scenarioText });
  if (!scenario.ok) return scenario;
  const studyText = writeStudy(scenario.value.name, work, loaded.catalogue);
  const parsed = parseStudy({ file: `${WHAT_IF}.yaml`, content: studyText });
  if (!parsed.ok) return parsed;
  const resolved = resolveStudy(parsed, scenario, loaded.catalogue);
  if (!resolved.ok) return resolved;
  const study = resolved.study as DefendedAreaStudy;
  const problem = makeDefendedAreaProblem(study, resolved.hash);
  const cell_m = 1000 * work.cell_km;
  const hasFlown = flown?.key === keyOfFlights(problem, cell_m);
  const [noVehicle] = hasFlown ? [] : checkVehicles(problem);
  if (noVehicle !== undefined) return { ok: false, problems: [problemOf(noVehicle)] };
  if (problem.sites.length === 0)
    return { ok: false, problems: [problemOf("none of the units has a launcher, so nothing can be defended")] };
  const land = landOf(loaded, cell_m);
  onDesk = { study, problem, hash: resolved.hash, cell_m, land, language: work.language };
  const { projection: _, ...grid } = gridFrame(land);
  return {
    ok: true,
    hash: resolved.hash,
    scenario: study.scenario,
    problems: resolved.problems,
    studyText,
    scenarioText,
    grid,
  };
}

/** The screen's answer with things moved; the first one of a study waits for its flights. */
function preview({ moved }: { readonly moved: MovedTo }): AreaAnswer | undefined {
  if (onDesk?.preview === undefined) return undefined;
  // Draws of a question that is about to change would take the processor from it.
  crew?.rest(REST_ms);
  const start = performance.now();
  const { defended, shares } = onDesk.preview.answer(toGeodetic(moved));
  return {
    state: "preview",
    ...tellShares(onDesk.land, shares, []),
    edges: drawEdges(onDesk.land, defended, 0),
    draws: 0,
    drawsWanted: onDesk.study.draws,
    compute_ms: performance.now() - start,
  };
}

/** Computes the study at hand, telling the exact answer as soon as it is there and the interval while it narrows. */
async function solve(_: unknown, tell: (answer: AreaAnswer) => void): Promise<StudyDone | undefined> {
  const loaded = await load();
  const desk = onDesk;
  if (desk === undefined) return undefined;
  const { problem, cell_m, land, study, language } = desk;
  const hands = crewOf(loaded);
  const turn = hands.supersede();
  const start = performance.now();
  const cases = listThreatCases(problem);
  const cells: CellAnswer[][] = cases.map(() => []);
  const draws: Shares[] = [];
  let nominal: Shares | undefined;
  let edges: AreaAnswer["edges"] | undefined;
  let told = 0;
  const report = (state: AreaAnswer["state"]): void => {
    if (nominal === undefined || edges === undefined) return;
    told = performance.now();
    tell({
      state,
      ...tellShares(land, nominal, draws),
      edges,
      draws: draws.length,
      drawsWanted: study.draws,
      compute_ms: told - start,
    });
  };
  try {
    const { prefectures, places } = loaded;
    const shared = { problem, prefectures, places, cell_m };
    const result = await runDefendedArea(shared, async (withPaths, tasks) => {
      if (tasks[0]?.kind === "paths") {
        const key = keyOfFlights(problem, cell_m);
        if (flown?.key !== key) {
          const answers = await hands.map(turn, withPaths, tasks);
          const paths = answers.map((answer) => (answer as PathsAnswer).paths);
          flown = { key, paths };
        }
        desk.preview = new DefendedAreaPreview(problem, flown.paths, land);
        return flown.paths.map((paths) => ({ kind: "paths", paths }) as const);
      }
      let left = tasks.filter(({ kind }) => kind === "nominal").length;
      return hands.map(turn, withPaths, tasks, (answer, index) => {
        const task = tasks[index]!;
        if (answer.kind === "nominal" && task.kind === "nominal") {
          answer.cells.forEach((cell, i) => (cells[task.case]![task.from + i] = cell));
          left--;
          if (left === 0) {
            nominal = sharesOfAnswers(problem, land, cells);
            edges = drawEdges(land, mergeAnswers(land, cells));
            report("exact");
          }
        } else if (answer.kind === "rows" && task.kind === "rows" && task.count) {
          draws.push(...answer.shares);
          if (performance.now() - told > 200) report("draws");
        }
      });
    });
    const summary = summariseDefendedArea(result);
    const nameOf = makeNameOf([...study.units, ...study.launchRegions], loaded.catalogue, language);
    desk.story = {
      study,
      result,
      summary,
      nameOf,
      language,
      sourceOf: makeSourceOf(loaded.catalogue),
      hash: desk.hash,
      version: loaded.shipped.version,
      command: `parapet run ${WHAT_IF}.yaml`,
    };
    tell({
      state: "done",
      ...tellResult(result, summary),
      draws: study.draws,
      drawsWanted: study.draws,
      compute_ms: performance.now() - start,
    });
    return {
      hash: desk.hash,
      summary,
      tornado: describeInfluences({ summary, nameOf, language }),
      text: describeDefendedArea(summary, nameOf, language),
    };
  } catch (error) {
    if (error instanceof Superseded) return undefined;
    throw error;
  }
}

/** The files of the finished study: maps for other programmes, tables, and the report. */
async function files(): Promise<Readonly<Record<string, string | Uint8Array>> | undefined> {
  const story = onDesk?.story;
  if (story === undefined) return undefined;
  const { prefectures } = await load();
  const pictures = drawDefendedArea(story, { prefectures, abroad: await landAbroad() });
  return {
    ...writeDefendedAreaFiles(story),
    "report.html": toReport({ ...tellDefendedArea(story), ...pictures }),
    "metrics.json": `${JSON.stringify(story.summary, null, 2)}\n`,
  };
}

async function assess({
  asked,
  language,
}: {
  readonly asked: AnnouncementAsked;
  readonly language: Language;
}): Promise<AssessAnswer> {
  const { catalogue, prefectures } = await load();
  const { assessAnnouncement } = await import("./assess.ts");
  return assessAnnouncement(asked, { catalogue, prefectures, countries: await loadCountries(), language });
}

/** Land outside Japan, which the prefectures are. */
async function landAbroad(): Promise<MapLand["abroad"]> {
  return (await loadCountries()).map(({ geometry }) => geometry);
}

async function readScenario({
  text,
  file,
}: {
  readonly text: string;
  readonly file: string;
}): Promise<ScenarioReading> {
  const { catalogue } = await load();
  const parsed = parseScenario({ file, content: text });
  return parsed.ok ? resolveScenario(parsed, catalogue) : parsed;
}

answerCalls({
  first: ({ scenario, text }: { readonly scenario: string; readonly text: string | undefined }) =>
    readFirstScenario(scenario, text),
  open: async () => (await load()).shipped,
  readScenario,
  prepare,
  preview,
  solve,
  files,
  assess,
  evaluateClaim: async (asked: ClaimAsked) => (await import("./claim-work.ts")).evaluateClaim(asked, await load()),
  playTrial: async (asked: PlayAsked) => (await import("./play.ts")).playTrial(asked, (await load()).catalogue),
  findTrial: async (sought: TrialSought) => (await import("./play.ts")).findTrial(sought, (await load()).catalogue),
  applyMoves: ({ text, moved }: { readonly text: string; readonly moved: MovedTo }) => applyMoves(text, moved),
  addEntity: async ({
    text,
    addition,
    place,
  }: {
    readonly text: string;
    readonly addition: Addition;
    readonly place: LonLat;
  }) => addEntity(text, addition, place, (await load()).catalogue),
  removeEntity: ({ text, id }: { readonly text: string; readonly id: string }) => removeEntity(text, id),
  importPlaces: async ({
    name,
    text,
    format,
    origin,
  }: {
    readonly name: string;
    readonly text: string;
    readonly format: PlacesFormat;
    readonly origin: string;
  }) => {
    const { readPlaces, writeImportedScenario } = await import("./import-places.ts");
    const places = readPlaces(text, format);
    if ("problem" in places) return places;
    return { text: writeImportedScenario(name, places, { origin, type: "battery" }), skipped: places.skipped };
  },
});
