import type {
  AnnouncementAsked,
  AreaAnswer,
  AssessAnswer,
  Language,
  LonLat,
  MovedTo,
  PlayedTrial,
  Prepared,
  ScenarioReading,
  Shipped,
  StudyDone,
  Work,
} from "./desk-types.ts";
import type { PlacesFormat, Problem, Scenario } from "parapet";
import type { Addition } from "./edit-scenario.ts";
import type { PlayAsked, TrialSought } from "./play.ts";
import { Caller } from "./rpc.ts";

const worker = new Caller(
  () => new Worker(new URL("./desk-worker.ts", import.meta.url), { type: "module", name: "desk" }),
);

/** The library, which runs in a worker so that the page never waits. */
export const desk = {
  first: (scenario: string, text: string | undefined): Promise<Scenario | undefined> =>
    worker.call("first", { scenario, text }),
  open: (): Promise<Shipped> => worker.call("open", undefined),
  readScenario: (text: string, file: string): Promise<ScenarioReading> => worker.call("readScenario", { text, file }),
  prepare: (work: Work): Promise<Prepared> => worker.call("prepare", work),
  preview: (moved: MovedTo): Promise<AreaAnswer | undefined> => worker.call("preview", { moved }),
  solve: (tell: (answer: AreaAnswer) => void): Promise<StudyDone | undefined> => worker.call("solve", undefined, tell),
  assess: (asked: AnnouncementAsked, language: Language): Promise<AssessAnswer> =>
    worker.call("assess", { asked, language }),
  playTrial: (
    asked: PlayAsked,
  ): Promise<PlayedTrial | { readonly ok: false; readonly problems: readonly Problem[]; readonly why?: string }> =>
    worker.call("playTrial", asked),
  findTrial: (
    sought: TrialSought,
  ): Promise<{ readonly trial: number; readonly threat: string; readonly time_s: number } | undefined> =>
    worker.call("findTrial", sought),
  applyMoves: (text: string, moved: MovedTo): Promise<string> => worker.call("applyMoves", { text, moved }),
  addEntity: (
    text: string,
    addition: Addition,
    place: LonLat,
  ): Promise<{ readonly text: string; readonly id: string }> => worker.call("addEntity", { text, addition, place }),
  removeEntity: (text: string, id: string): Promise<string> => worker.call("removeEntity", { text, id }),
  importPlaces: (asked: {
    readonly name: string;
    readonly text: string;
    readonly format: PlacesFormat;
    readonly origin: string;
  }): Promise<{ readonly text: string; readonly skipped: readonly string[] } | { readonly problem: string }> =>
    worker.call("importPlaces", asked),
  files: (): Promise<Readonly<Record<string, string | Uint8Array>> | undefined> => worker.call("files", undefined),
};
