import { hashStudy } from "parapet";
import { openCatalogue } from "../catalogue-files.ts";
import { refuse } from "../host/problems.ts";
import type { Answer, Session } from "../session.ts";
import { STUDIES } from "../studies.ts";
import { mapFromParts, readParts } from "../study-shards.ts";
import type { PreparedStudy } from "../prepared-study.ts";
import { runStudy } from "../study-run.ts";
import type { PerformStudy, ResolvedStudy } from "../study-seam.ts";
import { answerRun } from "./run.ts";

/** Makes the result of a study from the parts that its shards left, with the bytes that one machine would have written. */
export async function merge(
  files: readonly string[],
  { queue }: { readonly queue?: string },
  session: Session,
): Promise<Answer> {
  const { seed, runs, out } = session.settings;
  if (seed !== undefined || runs !== undefined)
    throw refuse("seed and runs are those of the parts; --seed and --runs belong to the runs of the shards");
  const parts = await readParts(files);
  const study = parts.study as ResolvedStudy;
  const { hash, command } = parts.facts;
  if (hashStudy(study) !== hash) throw refuse("the parts' study does not have the hash that they are marked with");
  const load = STUDIES[study.kind];
  if (load === undefined) throw refuse(`a study of kind ${study.kind} is not available in this version`);
  const prepared: PreparedStudy = {
    study,
    hash,
    catalogue: await openCatalogue(),
    warnings: [],
    perform: (await load()) as PerformStudy,
  };
  return answerRun(await runStudy(prepared, { out, queue, command, mapPiece: mapFromParts(parts, session) }, session));
}
