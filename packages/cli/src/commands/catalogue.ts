import { refuse } from "../host/problems.ts";
import type { Answer, Session } from "../session.ts";

export async function listCatalogue(
  _options: { readonly kind?: string; readonly folder?: string },
  _session: Session,
): Promise<Answer> {
  throw refuse("`catalogue list` is not available in this version");
}
export async function showSystem(
  _id: string,
  _options: { readonly folder?: string },
  _session: Session,
): Promise<Answer> {
  throw refuse("`catalogue show` is not available in this version");
}
export async function checkCatalogue(_options: { readonly folder?: string }, _session: Session): Promise<Answer> {
  throw refuse("`catalogue check` is not available in this version");
}
