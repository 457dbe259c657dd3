// Processor time of one trial of a layered raid, log off, in one thread after warm-up: 20 medium-range missiles in five minutes, six radars
// of six kinds, four layers (SM-3 IIA, SM-3 IA, THAAD, PAC-3), fifteen minutes from the first launch to the last impact.
//   node --conditions=development bench/raid.ts [--threats 20] [--trials 200] [--profile]
import { makeTrialRunner } from "../packages/parapet/src/engine/trial.ts";
import {
  japanRaid,
  LOWER,
  MIDDLE,
  problemOf,
  shippedCatalogue,
  shippedScenario,
  UPPER,
} from "../packages/parapet/test/samples/raid.ts";

const argument = (name: string, otherwise: number): number => {
  const i = process.argv.indexOf(`--${name}`);
  return i < 0 ? otherwise : Number(process.argv[i + 1]);
};
const count = argument("threats", 20);
const trials = argument("trials", 200);

const used = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
const median = (x: readonly number[]): number => x.toSorted((a, b) => a - b)[x.length >> 1]!;

const catalogue = shippedCatalogue();
const scenario = shippedScenario("japan-2018-thaad", catalogue, (content) =>
  // One ship has the larger interceptor, so that the upper layer is two.
  content.replace(/(id: atago-centre[^]*?interceptor: )sm3-ia/, "$1sm3-iia"),
);
const started = used();
const problem = problemOf(
  japanRaid({
    scenario,
    count,
    spacing_s: 300 / count,
    units: [
      "atago-centre",
      "kongo-west",
      "jadge",
      "tpy2-kyogamisaki",
      "jfps5-sado",
      "thaad-narashino",
      "patriot-narashino",
    ],
    layers: [
      { ...UPPER, id: "sm-3-iia", interceptors: ["sm3-iia"] },
      { ...UPPER, interceptors: ["sm3-ia"] },
      MIDDLE,
      LOWER,
    ],
  }),
);
const made = used();
const runner = makeTrialRunner(problem);
for (let i = 0; i < 20; i++) runner.run({ seed: 1, trial: i, draw: [], log: false });
const times: number[] = [];
let leakers = 0;
let shots = 0;
let end = 0;
for (let i = 0; i < trials; i++) {
  const from = used();
  const outcome = runner.run({ seed: 2, trial: i, draw: [], log: false });
  times.push(used() - from);
  leakers += outcome.leakers;
  shots += outcome.shots.length;
  for (const { impact_s } of outcome.killed) end = Math.max(end, impact_s);
}
const mean = times.reduce((a, b) => a + b, 0) / trials;
console.log(
  `${problem.threats.length} threats, ${problem.radars.length} radars, ${problem.layers.length} layers, ${end.toFixed(0)} s: ` +
    `median ${median(times).toFixed(1)} ms, mean ${mean.toFixed(1)} ms a trial; problem made in ${(made - started).toFixed(0)} ms; ` +
    `${(leakers / trials).toFixed(2)} leakers, ${(shots / trials).toFixed(1)} rounds a trial`,
);
