import { refuse } from "../host/problems.ts";
import type { Answer, Session } from "../session.ts";

/** Solves one weapon-target assignment instance. */
export async function assign(_file: string, _session: Session): Promise<Answer> {
  throw refuse("`assign` is not available in this version");
}
