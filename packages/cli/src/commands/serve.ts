import { refuse } from "../host/problems.ts";
import type { Answer, Session } from "../session.ts";

export interface ServeOptions {
  readonly port: number;
  readonly host: string;
}

/** Serves the workbench and its HTTP interface. */
export async function serve(_options: ServeOptions, _session: Session): Promise<Answer> {
  throw refuse("`serve` is not available in this version");
}
