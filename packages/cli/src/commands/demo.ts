import { refuse } from "../host/problems.ts";
import type { Answer, Session } from "../session.ts";

/** Runs the flagship study on the shipped scenario. */
export async function runDemo(_session: Session): Promise<Answer> {
  throw refuse("`demo` is not available in this version");
}
