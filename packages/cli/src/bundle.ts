import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { refuse } from "./host/problems.ts";

/** A question with its answer, as the workbench hands it out. */
export interface BundleFile {
  readonly version: string;
  readonly study: string;
  readonly scenario: string;
  readonly metrics: Readonly<Record<string, unknown>>;
}

const schema: z.ZodType<BundleFile> = z.object({
  kind: z.literal("bundle"),
  version: z.string(),
  study: z.string().max(1_000_000),
  scenario: z.string().max(5_000_000),
  metrics: z.record(z.string(), z.unknown()),
});

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
  const parsed = schema.safeParse(value);
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
