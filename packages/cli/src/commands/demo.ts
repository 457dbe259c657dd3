import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Answer, Session } from "../session.ts";
import { answerClaims, checkOneClaim } from "./check.ts";

/** The claim that the flagship study answers. */
const FLAGSHIP = "two-sites-cover-japan";

/** Judges the flagship claim on the shipped scenario, and tells where its report stands. */
export async function runDemo(session: Session): Promise<Answer> {
  // By the catalogue alone: a first answer within a minute; `parapet check` sets the three sets of assumptions beside it.
  const judged = await checkOneClaim(FLAGSHIP, { assumptions: "none" }, session);
  const answer = answerClaims([judged], session);
  const run = judged.page;
  if (run === undefined) return answer;
  const report = join(run.result, "report.html");
  const hint = existsSync(report) ? `\n\nOpen the report in a browser: ${report}` : "";
  const { hash, version, outcome, result } = run;
  return {
    exitCode: answer.exitCode,
    document: { ...(answer.document as object), hash, version, metrics: outcome.metrics, result },
    text: `${answer.text}${hint}`,
  };
}
