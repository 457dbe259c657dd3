import { refuse } from "../host/problems.ts";
import type { Answer, Session } from "../session.ts";

/** Judges the named claims, or all of them. */
export async function checkClaims(_claims: readonly string[], _session: Session): Promise<Answer> {
  throw refuse("`check` is not available in this version");
}
