import { describe, expect, it } from "vitest";
import { readAddress, writeAddress } from "./address.ts";
import { DEFAULT_LAYERS } from "./store.ts";

const KEPT = {
  page: "map",
  item: undefined,
  trialOf: {},
  language: "ja",
  theme: "dark",
  view: "sphere",
  camera: { centre: [-179.5, 52.25], span_deg: 12.5 },
  layers: { ...DEFAULT_LAYERS, coverage: true, labels: false },
  selected: "araya",
  asked: {
    scenario: "japan-2018",
    text: "kind: scenario\nname: mine # 日本\n",
    moved: { araya: [141.5, 39.25], mutsumi: [-179.9, -12] },
    whatIf: {
      units: ["araya", "mutsumi"],
      regions: ["north-korea-kusong"],
      interceptor: "sm3-iia",
      threat: "irbm",
      trajectory: "lofted",
      values: { "sm3-iia.reactionTime": 45 },
    },
    effort: "fine",
  },
} as const;

describe("the page's address", () => {
  it("brings back everything that it was made from", async () => {
    const read = await readAddress(`#${await writeAddress(KEPT)}`);
    const { item: _, ...expected } = KEPT;
    expect(read).toEqual(expected);
  });

  it("brings back a trial of a study", async () => {
    const trialOf = {
      study: "layers-of-japan",
      seed: 7,
      variant: "no-links",
      size: 12,
      controller: "optimal",
    } as const;
    const kept = { ...KEPT, page: "trial", item: "31", trialOf } as const;
    expect(await readAddress(`#${await writeAddress(kept)}`)).toMatchObject({ page: "trial", item: "31", trialOf });
  });

  it("takes nothing from an address that says nothing or nonsense", async () => {
    expect(await readAddress("")).toEqual({ trialOf: {} });
    const read = await readAddress(
      "page=nowhere&lang=xx&at=999,x,-3&view=&theme=blue&scenario=s&moved=a:1000,2 b&text=!!!&path=up",
    );
    expect(read).toEqual({
      trialOf: {},
      asked: { scenario: "s", text: undefined, moved: {}, whatIf: undefined, effort: "normal" },
    });
  });
});
