import type { DefendedAreaStory } from "../../src/export/defended-area-report.ts";
import { runDefendedArea } from "../../src/study/defended-area.ts";
import { summariseDefendedArea } from "../../src/study/defended-area-summary.ts";
import { loadSmallShared, mapInOrder, resolveStudyText } from "./defended-area.ts";

/** A study of two launch regions, so that nothing may be named by class and path alone. */
export const TWO_REGIONS = `kind: defended-area
name: two-regions
title: { en: A <small> study & more, ja: 小さな<研究> }
scenario: japan-2018
units: [araya, mutsumi]
interceptors: [sm3-ia, sm3-iia]
threats: [mrbm]
trajectories: [minimum-energy, depressed]
launchRegions: [north-korea-sunan, north-korea-kusong]
grid: 120 km
draws: 4
seed: 3
`;

/** Runs a small study and gives what its reports and files are made of, but for the language. */
export async function runStory(text: string = TWO_REGIONS): Promise<Omit<DefendedAreaStory, "language">> {
  const { study, hash } = resolveStudyText(text);
  if (study.kind !== "defended-area") throw new Error("a defended-area study was due");
  const result = await runDefendedArea(
    loadSmallShared(text),
    mapInOrder((count) => Array.from({ length: count }, (_, i) => i)),
  );
  return {
    study,
    result,
    summary: summariseDefendedArea(result),
    nameOf: (id) => `<${id}>`,
    sourceOf: (id) => ({ id, title: id, url: `https://example.org/${id}` }),
    hash,
    version: "0.0.0",
    command: "parapet run studies/two-regions.yaml",
  };
}
