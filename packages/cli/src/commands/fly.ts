import { refuse } from "../host/problems.ts";
import type { Answer, Session } from "../session.ts";

export async function fly(_file: string, _session: Session): Promise<Answer> {
  throw refuse("`fly` is not available in this version");
}
