import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { readCatalogue } from "./data.ts";
import { isClone, packageFolder } from "./package.ts";
import { readVersion } from "./version.ts";

/** What two machines must have in common for one to do the other's work: the version, in a clone the code itself, and the catalogue. */
export interface Build {
  readonly version: string;
  /** Digest of the sources in a clone; empty in a published package, whose version says it all. */
  readonly code: string;
  /** Digest of every file of the catalogue. */
  readonly catalogue: string;
}

/** Reads the build of this machine. Unlike a cache's key it depends on contents alone, so that two clones agree. */
export async function readBuild(): Promise<Build> {
  const { bibliography, systems } = await readCatalogue();
  const catalogue = createHash("sha256");
  for (const { content } of [bibliography, ...systems]) catalogue.update(content).update("\0");
  return { version: readVersion(), code: digestSources(), catalogue: catalogue.digest("hex").slice(0, 16) };
}

/** One word for a build, the name of the queue that its machines share. */
export function nameBuild({ version, code, catalogue }: Build): string {
  return createHash("sha256")
    .update(JSON.stringify([version, code, catalogue]))
    .digest("hex")
    .slice(0, 16);
}

/** How two builds differ, in words; empty when they are one. */
export function compareBuilds(ours: Build, theirs: Build): string {
  if (ours.version !== theirs.version) return `version ${theirs.version}, here ${ours.version}`;
  if (ours.code !== theirs.code) return `version ${theirs.version} with other code`;
  if (ours.catalogue !== theirs.catalogue) return `catalogue ${theirs.catalogue}, here ${ours.catalogue}`;
  return "";
}

function digestSources(): string {
  if (!isClone) return "";
  const digest = createHash("sha256");
  const root = resolve(packageFolder, "..", "..");
  for (const folder of ["packages/cli/src", "packages/parapet/src"].map((name) => join(root, name)))
    for (const entry of readdirSync(folder, { recursive: true, encoding: "utf8" }).toSorted())
      if (entry.endsWith(".ts") && !entry.endsWith(".test.ts"))
        digest.update(`${entry}\0`).update(readFileSync(join(folder, entry)));
  return digest.digest("hex").slice(0, 16);
}
