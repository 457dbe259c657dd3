import { refuse } from "../host/problems.ts";
import type { Answer, Session } from "../session.ts";

/** Shows every problem of the files; runs nothing. */
export async function validate(_files: readonly string[], _session: Session): Promise<Answer> {
  throw refuse("`validate` is not available in this version");
}
