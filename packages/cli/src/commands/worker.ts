import { refuse } from "../host/problems.ts";
import type { Answer, Session } from "../session.ts";

export interface WorkerOptions {
  readonly queue: string;
}

/** Works for a queue until it is stopped. */
export async function work(_options: WorkerOptions, _session: Session): Promise<Answer> {
  throw refuse("`worker` is not available in this version");
}
