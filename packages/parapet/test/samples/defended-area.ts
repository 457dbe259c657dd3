import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { buildCatalogue, type Catalogue } from "../../src/scenario/catalogue.ts";
import { parseBibliography, parseCatalogueEntry, parseScenario, parseStudy } from "../../src/scenario/parse.ts";
import type { Problem } from "../../src/scenario/problem.ts";
import { resolveStudy } from "../../src/scenario/resolve-study.ts";
import type { ResolvedStudy } from "../../src/scenario/types.ts";
import type { MapDefendedArea } from "../../src/study/defended-area.ts";
import { type DefendedAreaShared, DefendedAreaWorker } from "../../src/study/defended-area-worker.ts";
import type { LandPlace, PrefectureFeature } from "../../src/study/land-data.ts";
import { makeDefendedAreaProblem } from "../../src/study/make-problem.ts";

const root = resolve(import.meta.dirname, "../../../..");

/** The value of a parsed file; a problem fails the test with its words. */
function expectOk<T extends { readonly ok: boolean }>(result: T): Extract<T, { ok: true }> {
  if (!result.ok) throw new Error(JSON.stringify(result));
  return result as Extract<T, { ok: true }>;
}

const read = (path: string): string => readFileSync(join(root, path), "utf8");

/** The shipped catalogue. */
export function loadCatalogue(): Catalogue {
  const kinds = readdirSync(join(root, "catalogue"), { withFileTypes: true }).filter(
    (entry) => entry.isDirectory() && entry.name.endsWith("s"),
  );
  const entries = kinds.flatMap(({ name }) =>
    readdirSync(join(root, "catalogue", name))
      .filter((file) => file.endsWith(".yaml"))
      .map((file) => `catalogue/${name}/${file}`)
      .map((file) => expectOk(parseCatalogueEntry({ file, content: read(file) }))),
  );
  const file = "catalogue/bibliography.yaml";
  return buildCatalogue(entries, expectOk(parseBibliography({ file, content: read(file) }))).catalogue;
}

/** A study given as text, resolved against the shipped scenario and catalogue. */
export function resolveStudyText(
  text: string,
  file: string = "scenarios/japan-2018.yaml",
): {
  readonly study: ResolvedStudy;
  readonly problems: readonly Problem[];
  readonly hash: string;
} {
  const scenario = expectOk(parseScenario({ file, content: read(file) }));
  const study = expectOk(parseStudy({ file: "study.yaml", content: text }));
  return expectOk(resolveStudy(study, scenario, loadCatalogue()));
}

/** A defended-area study small enough for a test: two interceptors, one class, two paths. */
export const SMALL_STUDY = `kind: defended-area
name: small
scenario: japan-2018
units: [araya, mutsumi]
interceptors: [sm3-ia, sm3-iia]
threats: [mrbm]
trajectories: [minimum-energy, depressed]
launchRegions: [north-korea-sunan]
grid: 40 km
draws: 6
seed: 3
`;

/** What the tasks of the small study share. */
export function loadSmallShared(text: string = SMALL_STUDY): DefendedAreaShared {
  const { study, hash } = resolveStudyText(text);
  if (study.kind !== "defended-area") throw new Error("a defended-area study was due");
  const prefectures = JSON.parse(read("catalogue/geography/japan-prefectures.json")) as {
    features: PrefectureFeature[];
  };
  const places = JSON.parse(read("catalogue/geography/japan-places.json")) as { places: LandPlace[] };
  return {
    problem: makeDefendedAreaProblem(study, hash),
    prefectures: prefectures.features,
    places: places.places,
    cell_m: study.grid_m,
  };
}

/** Maps tasks in this thread, in any order, with a worker made anew now and then as threads would have it. */
export function mapInOrder(
  orderOf: (count: number) => readonly number[],
  tasksAWorker: number = Infinity,
): MapDefendedArea {
  return async (shared, tasks) => {
    let worker = new DefendedAreaWorker(shared);
    let done = 0;
    const answers = Array.from({ length: tasks.length }, () => undefined as never);
    for (const i of orderOf(tasks.length)) {
      if (done++ >= tasksAWorker) {
        worker = new DefendedAreaWorker(shared);
        done = 0;
      }
      answers[i] = worker.run(tasks[i]!) as never;
    }
    return answers;
  };
}

/** What a report of a study is told from, with names and sources that are their own identifiers. */
export function storyOf<Study extends { readonly name: string }, Summary>(told: {
  readonly study: Study;
  readonly summary: Summary;
  readonly hash: string;
}): typeof told & {
  readonly nameOf: (id: string) => string;
  readonly sourceOf: (id: string) => { readonly id: string; readonly title: string };
  readonly version: string;
  readonly command: string;
} {
  return {
    ...told,
    nameOf: (id) => id,
    sourceOf: (id) => ({ id, title: id }),
    version: "0.0.0",
    command: `parapet run studies/${told.study.name}.yaml`,
  };
}
