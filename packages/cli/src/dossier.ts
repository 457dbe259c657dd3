import { type DossierClaim, makeTexts, parseTimeline, toDossier, type TimelineFile } from "parapet";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { findData, listData } from "./host/data.ts";
import { describeFileError } from "./host/files.ts";
import { readVersion } from "./host/version.ts";
import type { JudgedClaim } from "./judge-claims.ts";
import { readAndParse } from "./parse-input.ts";
import type { Session } from "./session.ts";

/** Writes the pages of all judged claims, with the timeline of the debate, as one file that stands alone; beside its final name first. */
export async function writeDossier(file: string, judged: readonly JudgedClaim[], session: Session): Promise<void> {
  const { language } = session.settings;
  const texts = makeTexts(language);
  const claims: DossierClaim[] = [];
  for (const { claim, verdict, page } of judged)
    claims.push({
      id: claim.id,
      statement: claim.statement[language] ?? claim.statement.en,
      verdict: texts.say(`verdict.${verdict.verdict}`),
      sentence: verdict.sentence,
      ...(page === undefined ? {} : { page: await readFile(`${page.result}/report.html`, "utf8") }),
    });
  const timeline = await openTimeline(session);
  const html = toDossier({
    language,
    title: language === "ja" ? "ミサイル防衛をめぐる主張の検証" : "The claims of the debate, checked",
    claims,
    ...(timeline === undefined ? {} : { timeline }),
    version: readVersion(),
    command: session.command,
  });
  const place = resolve(session.folder, file);
  const unfinished = `${place}.unfinished-${process.pid}`;
  try {
    await mkdir(dirname(place), { recursive: true });
    await writeFile(unfinished, html);
    await rename(unfinished, place);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw describeFileError(error, file);
  }
}

async function openTimeline({ folder }: Session): Promise<TimelineFile | undefined> {
  const [name] = listData("timelines", { folder });
  if (name === undefined) return undefined;
  return (await readAndParse(findData("timelines", name, { folder }), parseTimeline)).value;
}
