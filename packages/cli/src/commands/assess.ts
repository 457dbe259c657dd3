import { refuse } from "../host/problems.ts";
import type { Answer, Session } from "../session.ts";

/** Judges an announced flight from its published figures. */
export async function assess(_figures: Readonly<Record<string, string>>, _session: Session): Promise<Answer> {
  throw refuse("`assess` is not available in this version");
}
