// Asks of one site what it defends, with files of one's own beside the catalogue's: parse, resolve, run, judge.
// A coarse grid and few draws, so that it takes seconds in one thread.
// Run it: node --conditions=development examples/defended-area.ts
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  buildCatalogue,
  type CatalogueEntry,
  DefendedAreaWorker,
  describeDefendedArea,
  describeVerdict,
  judgeDefendedArea,
  type LandPlace,
  makeDefendedAreaProblem,
  type MapDefendedArea,
  parseBibliography,
  parseCatalogueEntry,
  parseScenario,
  parseStudy,
  type PrefectureFeature,
  type Problem,
  resolveStudy,
  runDefendedArea,
  summariseDefendedArea,
} from "parapet";

const root = join(import.meta.dirname, "..");
const source = (file: string): { file: string; content: string } => ({
  file,
  content: readFileSync(join(root, file), "utf8"),
});

/** The value, or every problem of the file at once. */
function need<T extends { readonly ok: boolean }>(result: T): Extract<T, { ok: true }> {
  if (!result.ok) {
    const { problems } = result as unknown as { readonly problems: readonly Problem[] };
    throw new Error(problems.map(({ file, line, message }) => `${file}:${line}: ${message}`).join("\n"));
  }
  return result as Extract<T, { ok: true }>;
}

const kinds = [
  "costs",
  "cruises",
  "interceptors",
  "launchers",
  "links",
  "radars",
  "sensors",
  "ships",
  "sites",
  "threats",
];
const entries = kinds.flatMap((kind) =>
  readdirSync(join(root, "catalogue", kind)).map((file) =>
    need(parseCatalogueEntry(source(`catalogue/${kind}/${file}`))),
  ),
);
const names = new Map(entries.map(({ value }): [string, CatalogueEntry] => [value.id, value]));
const nameOf = (id: string): string => names.get(id)?.name.en ?? id;
const { catalogue } = buildCatalogue(entries, need(parseBibliography(source("catalogue/bibliography.yaml"))));

const scenario = need(parseScenario(source("scenarios/japan-2018.yaml")));
const file = need(
  parseStudy({
    file: "one-site.yaml",
    content: `
kind: defended-area
name: one-site
scenario: japan-2018
units: [mutsumi]
interceptors: [sm3-iia]
threats: [mrbm]
trajectories: [minimum-energy, depressed]
launchRegions: [north-korea-sunan]
grid: 60 km
draws: 20
seed: 1
`,
  }),
);
const { study, hash } = need(resolveStudy(file, scenario, catalogue));
if (study.kind !== "defended-area") throw new Error("a defended-area study was due");

// The host decides where tasks run: here one after the other, in this thread.
const inThisThread: MapDefendedArea = async (shared, tasks) => {
  const worker = new DefendedAreaWorker(shared);
  return tasks.map((task) => worker.run(task));
};
const geography = (name: string): unknown => JSON.parse(source(`catalogue/geography/${name}.json`).content);
const result = await runDefendedArea(
  {
    problem: makeDefendedAreaProblem(study, hash),
    prefectures: (geography("japan-prefectures") as { features: PrefectureFeature[] }).features,
    places: (geography("japan-places") as { places: LandPlace[] }).places,
    cell_m: study.grid_m,
  },
  inThisThread,
);
const summary = summariseDefendedArea(result);
console.log(describeDefendedArea(summary, nameOf, "en"));
const verdict = judgeDefendedArea({ metric: "defendedPopulationShare", atLeast: 0.5 }, summary);
console.log(describeVerdict(verdict, nameOf, "en"));
