import { describe, expect, it } from "vitest";
import { explainTrial } from "../engine/explain.ts";
import type { LayerReasonCode, Shot, TrialOutcome } from "../engine/trial-types.ts";
import { describeReason, describeThreat } from "./raid-words.ts";
import { MESSAGES_EN } from "./messages-en.ts";
import { makeTexts } from "./texts.ts";

const shot: Shot = {
  threat: "mrbm-1",
  layer: "sm-3",
  unit: "araya",
  interceptor: "sm3-iia",
  launch_s: 212.4,
  intercept_s: 371,
  altitude_m: 240_400,
  isHit: false,
  missReason: "divert-exhausted",
};
const trial: TrialOutcome = {
  trial: 0,
  threats: 2,
  leakers: 1,
  killed: [
    {
      threat: "mrbm-1",
      isLeaker: true,
      firstTrack_s: 71,
      fireControl_s: 102,
      launch_s: 0,
      impact_s: 656,
      aim: "tokyo",
      reasons: [
        { layer: "sm-3", code: "missed", unit: "araya", miss: "divert-exhausted", shots: 1 },
        { layer: "pac-3", code: "track-too-late", unit: "patriot-iruma", by_s: 41.2, shots: 0 },
      ],
    },
    {
      threat: "mrbm-2",
      isLeaker: false,
      killedBy: "sm-3",
      time_s: 300,
      altitude_m: 2e5,
      launch_s: 5,
      impact_s: 600,
      aim: "osaka",
      reasons: [],
    },
  ],
  spent: { "sm-3": 1, "pac-3": 0 },
  shots: [shot],
  launchWindows: [],
  exhausted: [],
  faults: { "divert-exhausted": 1 },
  isUpperBound: true,
};
const NAMES: Record<string, string> = {
  tokyo: "Tokyo",
  "patriot-iruma": "Patriot Iruma",
  "sm-3": "SM-3",
  "pac-3": "PAC-3",
};
const nameOf = (id: string): string => NAMES[id] ?? id;

describe("the story of a threat", () => {
  it("is told in English", () => {
    expect(describeThreat(explainTrial(trial, "mrbm-1")[0]!, makeTexts("en"), nameOf)).toEqual([
      "mrbm-1: launched at 0 s towards Tokyo, due there at 656 s.",
      "First track at 71 s.",
      "A unit could be told to fire from 102 s on: a track whose error fits the seeker.",
      "SM-3, shot 1: sm3-iia from araya, launched at 212 s, at the target at 371 s and 240 km; no kill: kill vehicle out of divert.",
      "PAC-3: no shot from Patriot Iruma: track of fire-control quality 41 s too late.",
      "Came through to Tokyo at 656 s.",
      "Perfect information: an upper bound.",
    ]);
  });

  it("is told in Japanese", () => {
    const lines = describeThreat(explainTrial(trial, "mrbm-1")[0]!, makeTexts("ja"), nameOf);
    expect(lines[4]).toBe("PAC-3: Patriot Iruma\u304b\u3089発射なし(射撃管制に足る航跡が41秒遅かった)。");
    expect(lines).toHaveLength(7);
  });

  it("is there for every threat, for one, and for none that is unknown", () => {
    expect(explainTrial(trial).map(({ outcome }) => outcome.threat)).toEqual(["mrbm-1", "mrbm-2"]);
    expect(explainTrial(trial, "mrbm-3")).toEqual([]);
    expect(describeThreat(explainTrial(trial, "mrbm-2")[0]!, makeTexts("en"), nameOf)[2]).toBe(
      "Stopped by SM-3 at 300 s, 200 km up.",
    );
  });

  it("has words for every reason", () => {
    const codes = Object.keys(MESSAGES_EN).flatMap((key) =>
      key.startsWith("raid.reason.") ? [key.slice("raid.reason.".length) as LayerReasonCode] : [],
    );
    expect(codes.length).toBeGreaterThan(15);
    for (const code of codes)
      expect(describeReason({ layer: "sm-3", code, shots: 0 }, makeTexts("ja"))).not.toMatch(/undefined|\{/);
  });
});
