import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { rename, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { z } from "zod";
import { describeFileError, readInputFile } from "./host/files.ts";
import { refuse } from "./host/problems.ts";
import type { Session } from "./session.ts";
import type { StudyRun } from "./study-run.ts";

/** A question with its answer, as the workbench and `run --bundle` hand it out. */
export interface BundleFile {
  readonly version: string;
  readonly study: string;
  readonly scenario: string;
  readonly metrics: Readonly<Record<string, unknown>>;
}

const bundleSchema: z.ZodType<BundleFile> = z.object({
  kind: z.literal("bundle").meta({ description: "What this file is" }),
  version: z.string().meta({ description: "Version of Parapet that made it" }),
  study: z.string().max(1_000_000).meta({ description: "The study file, or the scenario that was run, as one text" }),
  scenario: z.string().max(5_000_000).meta({ description: "The scenario file as one text" }),
  metrics: z
    .record(z.string(), z.unknown())
    .meta({ description: "Every number of the answer, which a run of the bundle is compared with" }),
});

/** The JSON Schema of a bundle, with a sentence about each field. */
export function makeBundleSchema(): Record<string, unknown> {
  return z.toJSONSchema(bundleSchema, { io: "input", target: "draft-2020-12" });
}

/** The bundle that a file holds; undefined for a file of another kind. Throws BadInput for a bundle that lacks something. */
export function readBundle(content: string | Uint8Array, file: string): BundleFile | undefined {
  const text = typeof content === "string" ? content : Buffer.from(content).toString("utf8");
  if (!/^\s*\{[\s\S]{0,200}"kind":\s*"bundle"/.test(text)) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw refuse(`no bundle that can be read: ${(error as Error).message}`, file);
  }
  const parsed = bundleSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw refuse(`no bundle that can be read: ${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}`, file);
}

/** Puts study and scenario of a bundle where studies find their scenario, for as long as `work` takes. */
export async function unpackBundle<T>(
  { study, scenario }: BundleFile,
  work: (studyFile: string) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "parapet-bundle-"));
  try {
    const name = /^name:\s*([a-z0-9][a-z0-9-]{0,63})\s*$/m.exec(scenario)?.[1] ?? "scenario";
    mkdirSync(join(folder, "scenarios"));
    writeFileSync(join(folder, "scenarios", `${name}.yaml`), scenario);
    const file = join(folder, "study.yaml");
    writeFileSync(file, study);
    return await work(file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Refuses, before any work is done, what a bundle cannot hold or where it cannot go. */
export function checkBundlePlace(
  place: string,
  { assumptions, shard }: { readonly assumptions?: string; readonly shard?: string },
  { settings: { seed, runs } }: Session,
): void {
  if (assumptions !== undefined || shard !== undefined || seed !== undefined || runs !== undefined)
    throw refuse(
      "a bundle holds the study as its file says; --seed, --runs, --assumptions and --shard do not go with --bundle",
    );
  if (!existsSync(dirname(place))) throw refuse("there is no such folder for the bundle", dirname(place));
  if (existsSync(place) && statSync(place).isDirectory())
    throw refuse("a folder stands where the bundle should go", place);
}

/** Writes study, scenario and metrics into one file, which `parapet run` computes again and compares. */
export async function writeBundle(
  place: string,
  { study: { seed, draws }, hash, version, outcome }: StudyRun,
  files: { readonly study: string; readonly scenario: string },
): Promise<void> {
  const read = async (file: string): Promise<string> =>
    Buffer.from((await readInputFile(file)).content).toString("utf8");
  const [study, scenario] = [await read(files.study), await read(files.scenario)];
  const bundle = { kind: "bundle", version, hash, seed, draws, study, scenario, metrics: outcome.metrics };
  try {
    // Whole or not at all: written beside, then renamed.
    await writeFile(`${place}.partial`, `${JSON.stringify(bundle, undefined, 2)}\n`);
    await rename(`${place}.partial`, place);
  } catch (error) {
    throw describeFileError(error, place);
  }
}
