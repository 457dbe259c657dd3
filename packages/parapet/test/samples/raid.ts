// Raids on the shipped scenarios, from the files of the repository, for tests and benchmarks.
import { readdirSync, readFileSync } from "node:fs";
import type { RaidProblem } from "../../src/engine/raid-problem.ts";
import { buildCatalogue, type Catalogue } from "../../src/scenario/catalogue.ts";
import { parseBibliography, parseCatalogueEntry, parseScenario } from "../../src/scenario/parse.ts";
import { resolveThreatClass } from "../../src/scenario/resolve-systems.ts";
import { resolveScenario } from "../../src/scenario/resolve.ts";
import type { Scenario } from "../../src/scenario/types.ts";
import { makeRaidProblem } from "../../src/study/make-raid-problem.ts";
import type { RaidAim, RaidDefinition, RaidGroup, RaidLayerDefinition } from "../../src/study/raid-definition.ts";

const ROOT = new URL("../../../../", import.meta.url);
const KINDS = ["interceptors", "launchers", "links", "radars", "sensors", "ships", "sites", "threats"];
const read = (path: string): { file: string; content: string } => ({
  file: path,
  content: readFileSync(new URL(path, ROOT), "utf8"),
});

function accept<T extends { readonly ok: boolean }>(parsed: T): Extract<T, { ok: true }> {
  if (!parsed.ok) throw new Error(JSON.stringify((parsed as unknown as { problems: unknown }).problems).slice(0, 2000));
  return parsed as Extract<T, { ok: true }>;
}

export function shippedCatalogue(): Catalogue {
  const entries = KINDS.flatMap((kind) =>
    readdirSync(new URL(`catalogue/${kind}`, ROOT)).map((file) =>
      accept(parseCatalogueEntry(read(`catalogue/${kind}/${file}`))),
    ),
  );
  return buildCatalogue(entries, accept(parseBibliography(read("catalogue/bibliography.yaml")))).catalogue;
}

/** A scenario of the repository; `edit` changes its text first. */
export function shippedScenario(
  name: string,
  catalogue: Catalogue,
  edit: (content: string) => string = (content) => content,
): Scenario {
  const { file, content } = read(`scenarios/${name}.yaml`);
  return accept(resolveScenario(accept(parseScenario({ file, content: edit(content) })), catalogue)).scenario;
}

const DEGREE = Math.PI / 180;
const aim = (id: string, latitude: number, longitude: number): RaidAim => ({
  id,
  position: { latitude_rad: latitude * DEGREE, longitude_rad: longitude * DEGREE, altitude_m: 0 },
  spread_m: 5000,
  value: 1,
});
export const TOKYO: RaidAim = aim("tokyo", 35.69, 139.69);
export const OSAKA: RaidAim = aim("osaka", 34.69, 135.5);
export const FUKUOKA: RaidAim = aim("fukuoka", 33.59, 130.4);
export const SEOUL: RaidAim = aim("seoul", 37.55, 126.99);

const doctrine = (
  id: string,
  interceptors: readonly string[],
  volleys: readonly number[],
  more: Partial<RaidLayerDefinition> = {},
): RaidLayerDefinition => ({
  id,
  interceptors,
  volleys,
  roundsWithoutLook: 0,
  reserve: 0,
  reserveValue: Infinity,
  whileEarlierFires: "wait-unless-last-chance",
  separation_s: 0,
  channels: 8,
  ...more,
});
export const UPPER: RaidLayerDefinition = doctrine("sm-3", ["sm3-ia", "sm3-ib", "sm3-iia"], [1, 1]);
export const MIDDLE: RaidLayerDefinition = doctrine("thaad", ["thaad"], [1, 1]);
export const LOWER: RaidLayerDefinition = doctrine("pac-3", ["pac3-cri", "pac3-mse"], [2]);

/** Units of japan-2018 that make a small defence of every kind. */
export const FEW_UNITS: readonly string[] = [
  "araya",
  "mutsumi",
  "kongo-west",
  "kongo-north",
  "atago-centre",
  "jfps5-sado",
  "jfps5-shimokoshiki",
  "tpy2-kyogamisaki",
  "jadge",
  "early-warning",
  "patriot-narashino",
  "patriot-aibano",
  "patriot-kasuga",
];

/** A raid of medium-range missiles on cities of Japan. */
export function japanRaid(
  options: {
    readonly count?: number;
    readonly spacing_s?: number;
    readonly scenario?: Scenario;
    readonly groups?: (catalogue: Catalogue, scenario: Scenario) => readonly RaidGroup[];
  } & Partial<Omit<RaidDefinition, "scenario" | "groups">> = {},
): RaidDefinition {
  const { count = 4, spacing_s = 10, groups, scenario: given, ...rest } = options;
  const catalogue = shippedCatalogue();
  const scenario = given ?? shippedScenario("japan-2018", catalogue);
  return {
    name: "raid-on-japan",
    scenario,
    groups: groups?.(catalogue, scenario) ?? [
      {
        id: "mrbm",
        threat: resolveThreatClass("mrbm", catalogue),
        count,
        launchRegion: scenario.launchRegions[1]!,
        aims: [TOKYO, OSAKA, FUKUOKA],
        trajectory: "minimum-energy",
        firstLaunch_s: 0,
        spacing_s,
        jitter_s: 5,
      },
    ],
    layers: [UPPER, LOWER],
    controller: "rule-based",
    killModel: "simulated",
    perfectInformation: false,
    cycle_s: 2,
    variants: [],
    ...rest,
  };
}

export function problemOf(raid: RaidDefinition): RaidProblem {
  const problem = makeRaidProblem(raid, "0");
  if ("refusal" in problem) throw new Error(problem.refusal);
  return problem;
}
