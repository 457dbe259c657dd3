import { readFileSync } from "node:fs";
import { buildCatalogue, parseBibliography, parseCatalogueEntry, parseScenario, type ParsedFile } from "parapet";
import { describe, expect, it } from "vitest";
import { addEntity, removeEntity } from "./edit-scenario.ts";
import { applyMoves } from "./work-texts.ts";

const root = new URL("../../../../", import.meta.url);
const read = (file: string): { file: string; content: string } => ({
  file,
  content: readFileSync(new URL(file, root), "utf8"),
});
const entries = [
  "ships/maya",
  "radars/spy7-japan",
  "radars/spy1d",
  "radars/mpq65",
  "interceptors/sm3-ib",
  "interceptors/sm3-iia",
  "interceptors/pac3-mse",
].map((name) => parseCatalogueEntry(read(`catalogue/${name}.yaml`)) as ParsedFile<"catalogue">);
const bibliography = parseBibliography(read("catalogue/bibliography.yaml")) as ParsedFile<"bibliography">;
const { catalogue } = buildCatalogue(entries, bibliography);
const { content: text } = read("scenarios/japan-2018.yaml");
const unitsOf = (content: string): readonly { readonly id: string; readonly type: string }[] => {
  const parsed = parseScenario({ file: "s.yaml", content });
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join("; "));
  return parsed.value.units;
};

describe("editing a scenario's text", () => {
  it("adds ships, batteries and launch regions that its schema accepts, with ids of their own", () => {
    let now = text;
    for (const addition of [
      { kind: "ship", system: "maya" },
      { kind: "ship", system: "maya" },
      { kind: "interceptor", system: "pac3-mse", radar: "mpq65" },
      { kind: "launch-region", system: "" },
    ] as const)
      now = addEntity(now, addition, [135.5, 40.25], catalogue).text;
    const units = unitsOf(now);
    expect(units.length).toBe(unitsOf(text).length + 3);
    expect(units.slice(-3).map(({ id, type }) => [id, type])).toEqual([
      ["maya-1", "ship"],
      ["maya-2", "ship"],
      ["pac3-mse-1", "battery"],
    ]);
    expect(now).toContain("id: launch-1");
  });

  it("removes a unit with its links, and what stays is a scenario", () => {
    const now = removeEntity(text, "kongo-west");
    expect(unitsOf(now).some(({ id }) => id === "kongo-west")).toBe(false);
    expect(unitsOf(now).length).toBe(unitsOf(text).length - 1);
  });

  it("moves a unit and a launch region and says that the place is assumed", () => {
    const moved = applyMoves(text, { araya: [141.1235, 39.5], "north-korea-kusong": [126, 41] });
    const parsed = parseScenario({ file: "s.yaml", content: moved });
    if (!parsed.ok) throw new Error("a scenario was due");
    const araya = parsed.value.units.find(({ id }) => id === "araya")!;
    expect((araya.position.longitude.value * 180) / Math.PI).toBeCloseTo(141.1235, 6);
    expect(araya).toMatchObject({ status: "assumed", reason: "Placed on the map of the workbench." });
    expect(applyMoves(text, {})).toBe(text);
  });
});
