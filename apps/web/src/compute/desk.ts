import type {
  AnnouncementAsked,
  AreaAnswer,
  AssessAnswer,
  Language,
  MovedTo,
  Prepared,
  ScenarioReading,
  Shipped,
  StudyDone,
  Work,
} from "./desk-types.ts";
import { Caller } from "./rpc.ts";

const worker = new Caller(new Worker(new URL("./desk-worker.ts", import.meta.url), { type: "module", name: "desk" }));

/** The library, which runs in a worker so that the page never waits. */
export const desk = {
  open: (): Promise<Shipped> => worker.call("open", undefined),
  readScenario: (text: string, file: string): Promise<ScenarioReading> => worker.call("readScenario", { text, file }),
  prepare: (work: Work): Promise<Prepared> => worker.call("prepare", work),
  preview: (moved: MovedTo): Promise<AreaAnswer | undefined> => worker.call("preview", { moved }),
  solve: (tell: (answer: AreaAnswer) => void): Promise<StudyDone | undefined> => worker.call("solve", undefined, tell),
  assess: (asked: AnnouncementAsked, language: Language): Promise<AssessAnswer> =>
    worker.call("assess", { asked, language }),
  files: (): Promise<Readonly<Record<string, string | Uint8Array>> | undefined> => worker.call("files", undefined),
};
