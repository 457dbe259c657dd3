import { refuse } from "../host/problems.ts";
import type { Answer, Session } from "../session.ts";

export interface RunOptions {
  readonly resume?: boolean;
  readonly queue?: string;
}

/** Runs a study or scenario file by its kind. */
export async function runFile(_file: string, _options: RunOptions, _session: Session): Promise<Answer> {
  throw refuse("`run` is not available in this version");
}
