import { refuse } from "../host/problems.ts";
import type { Answer, Session } from "../session.ts";
import type { ExportFormat } from "../verbs.ts";

/** Writes a result in another format. */
export async function exportResult(_result: string, _format: ExportFormat, _session: Session): Promise<Answer> {
  throw refuse("`export` is not available in this version");
}
