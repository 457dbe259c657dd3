import { Interrupted } from "../exit.ts";
import { readBuild } from "../host/build.ts";
import { serveQueue } from "../host/queue-worker.ts";
import type { Answer, Session } from "../session.ts";

export interface WorkerOptions {
  readonly queue: string;
}

/** Works for a queue until it is stopped. */
export async function work({ queue }: WorkerOptions, session: Session): Promise<Answer> {
  const { settings, signal, note } = session;
  const threads = Math.max(1, settings.workers);
  await serveQueue({ url: queue, build: await readBuild(), threads, signal, note });
  throw new Interrupted("stopped: batches under way go to the other workers");
}
