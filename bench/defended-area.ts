// How fast the quick defended area is, on 200 x 200 cells of 10 km, one launch point, two sites: every cell, coarse to fine, with margins, and
// over 200 draws of the parameters; and how two worker threads compare with one.
//   node --conditions=development bench/defended-area.ts [--rounds 9]
// Milliseconds of processor time after warm-up, median of the rounds. The machine may be busy: compare with the ratios beside them.
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { makeDefendedAreaProblem, parseScenario, parseStudy, resolveStudy } from "parapet";
import { openCatalogue } from "../packages/cli/src/catalogue-files.ts";
import { makeEqualAreaProjection, unprojectEqualArea } from "../packages/parapet/src/earth/projection.ts";
import { geodeticToEcef } from "../packages/parapet/src/earth/frames.ts";
import { makeStream } from "../packages/parapet/src/math/random.ts";
import { solveCasePaths } from "../packages/parapet/src/study/case-paths.ts";
import { listThreatCases } from "../packages/parapet/src/study/defended-area-problem.ts";
import { DefendedAreaScreen } from "../packages/parapet/src/study/defended-area-screen.ts";
import { SCREEN_BLOCK, type StudyGrid } from "../packages/parapet/src/study/study-grid.ts";

const flag = process.argv.indexOf("--rounds");
const rounds = flag < 0 ? 9 : Number(process.argv[flag + 1]);
const CELLS = 200;
const CELL_m = 10_000;
const root = resolve(import.meta.dirname, "..");
const read = (path: string): { file: string; content: string } => ({
  file: path,
  content: readFileSync(join(root, path), "utf8"),
});

const study = parseStudy({
  file: "bench.yaml",
  content: `kind: defended-area
name: bench
scenario: japan-2018
units: [araya, mutsumi]
interceptors: [sm3-iia]
threats: [mrbm]
trajectories: [minimum-energy]
launchRegions: [north-korea-sunan]
grid: 10 km
draws: 200
seed: 1
`,
});
const scenario = parseScenario(read("scenarios/japan-2018.yaml"));
if (!study.ok || !scenario.ok) throw new Error("the benchmark's own files are refused");
const resolved = resolveStudy(study, scenario, await openCatalogue());
if (!resolved.ok || resolved.study.kind !== "defended-area") throw new Error("the benchmark's study is refused");
const problem = makeDefendedAreaProblem(resolved.study, resolved.hash);

/** A square of cells around the middle of Japan, land everywhere. */
function makeSquare(): StudyGrid {
  const projection = makeEqualAreaProjection({
    centre: { latitude_rad: (38 * Math.PI) / 180, longitude_rad: (137 * Math.PI) / 180, altitude_m: 0 },
  });
  const ecef_m = new Float64Array(3 * CELLS * CELLS);
  for (let i = 0; i < CELLS * CELLS; i++) {
    const place = unprojectEqualArea(projection, {
      x_m: ((i % CELLS) + 0.5 - CELLS / 2) * CELL_m,
      y_m: (Math.floor(i / CELLS) + 0.5 - CELLS / 2) * CELL_m,
    });
    ecef_m.set(geodeticToEcef({ ...place, altitude_m: 0 }), 3 * i);
  }
  const blocks = Math.ceil(CELLS / SCREEN_BLOCK);
  const none = new Float64Array(0);
  return {
    columns: CELLS,
    rows: CELLS,
    block: SCREEN_BLOCK,
    ecef_m,
    hasLand: new Uint8Array(blocks * blocks).fill(1),
    landCell: new Int32Array(0),
    landArea_m2: none,
    population: none,
    latitude_rad: none,
    longitude_rad: none,
  };
}
const grid = makeSquare();
const theatre = { latitude_rad: (38 * Math.PI) / 180, longitude_rad: (137 * Math.PI) / 180, farthest_m: 2.2e6 };
const paths = listThreatCases(problem).map((one) => solveCasePaths(problem, one, theatre));
const nominal = Float64Array.from(problem.parameters, ({ value }) => value);
const stream = makeStream(1, 0, "bench");
const draws = Array.from({ length: 200 }, () =>
  Float64Array.from(problem.parameters, ({ low, high }) => low + (high - low) * stream.uniform()),
);

function time(work: () => void): number {
  const times: number[] = [];
  for (let i = -2; i < rounds; i++) {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    if (i >= 0) times.push((user + system) / 1000);
  }
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)]!;
}

const screens = {
  "coarse-to-fine": new DefendedAreaScreen(problem, grid, paths, { mode: "coarse-to-fine" }),
  exact: new DefendedAreaScreen(problem, grid, paths, { mode: "exact" }),
};
const answers = (["coarse-to-fine", "exact"] as const).map((mode) => {
  const codes = screens[mode].screen(nominal)[0]!;
  const spent = time(() => void screens[mode].screen(nominal));
  return { mode, codes, spent };
});
const [coarse, exact] = answers as [(typeof answers)[0], (typeof answers)[0]];
let differ = 0;
for (let i = 0; i < coarse.codes.length; i++) if (coarse.codes[i] !== exact.codes[i]) differ++;
const defended = exact.codes.filter((code) => code > 0).length;
console.log(
  `${CELLS} x ${CELLS} cells, ${problem.sites.length} sites, ${problem.radars.length} radars, ${defended} cells defended`,
);
console.log(`coarse to fine: ${coarse.spent.toFixed(1)} ms (goal 10)`);
console.log(`every cell: ${exact.spent.toFixed(1)} ms (goal 100)`);
console.log(`cells that differ: ${differ} of ${CELLS * CELLS}`);
const before = process.cpuUsage();
for (const row of draws) screens["coarse-to-fine"].screen(row);
const { user, system } = process.cpuUsage(before);
console.log(`200 draws: ${((user + system) / 1e6).toFixed(2)} s on one core (goal 2 s on two)`);
