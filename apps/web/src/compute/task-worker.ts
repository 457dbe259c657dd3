import { type DefendedAreaShared, type DefendedAreaTask, DefendedAreaWorker } from "parapet";
import { answerCalls } from "./rpc.ts";

type Geography = Pick<DefendedAreaShared, "prefectures" | "places">;

let geography: Geography | undefined;
let worker: DefendedAreaWorker | undefined;

// One of the threads that the desk spreads a study over: the same work as a thread of the command line does.
answerCalls({
  land: (given: Geography) => void (geography = given),
  study: (shared: Omit<DefendedAreaShared, keyof Geography>) => {
    if (geography === undefined) throw new Error("the geography is due before a study");
    worker = new DefendedAreaWorker({ ...shared, ...geography }, worker);
  },
  task: (task: DefendedAreaTask) => {
    if (worker === undefined) throw new Error("a study is due before its tasks");
    return worker.run(task);
  },
});
