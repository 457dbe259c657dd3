import { spawn } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { isClone, packageFolder } from "../host/package.ts";
import { refuse } from "../host/problems.ts";

/** Folder of the built workbench: below apps/web in a clone, beside the code in a package. */
export const workbenchFolder: string = isClone
  ? resolve(packageFolder, "..", "..", "apps", "web", "dist")
  : join(packageFolder, "data", "workbench");

/** Builds the workbench where that is possible and its sources are newer than what was built. Throws BadInput when it fails. */
export async function ensureWorkbench(note: (line: string) => void): Promise<void> {
  const page = join(workbenchFolder, "index.html");
  if (!isClone) {
    if (!existsSync(page)) throw refuse("this installation has no workbench: its built pages are missing");
    return;
  }
  const root = resolve(packageFolder, "..", "..");
  const sources = [join(root, "apps", "web"), join(root, "packages", "parapet", "src")];
  if (existsSync(page) && statSync(page).mtimeMs >= Math.max(...sources.map(newestIn))) return;
  note("building the workbench ...");
  // Built beside its place and moved there whole, so that two servers that start at once do no harm.
  const fresh = `${workbenchFolder}-${process.pid}`;
  await runVite(join(root, "apps", "web"), fresh);
  const old = `${fresh}-old`;
  if (existsSync(workbenchFolder)) await rename(workbenchFolder, old).catch(() => undefined);
  await rename(fresh, workbenchFolder).catch(() => rm(fresh, { recursive: true, force: true }));
  await rm(old, { recursive: true, force: true });
}

async function runVite(app: string, outDir: string): Promise<void> {
  const vite = createRequire(join(app, "package.json")).resolve("vite/package.json");
  const args = [
    join(dirname(vite), "bin", "vite.js"),
    "build",
    "--outDir",
    outDir,
    "--emptyOutDir",
    "--logLevel",
    "warn",
  ];
  const child = spawn(process.execPath, args, {
    cwd: app,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, NODE_ENV: "production" },
  });
  let told = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (told += chunk.toString()));
  const code = await new Promise<number | null>((done) => child.on("close", done));
  if (code !== 0) throw refuse(`the workbench could not be built: ${told.trim() || `code ${code}`}`);
}

/** Time of the last change of any file of a folder, leaving out what was built and what was installed. */
function newestIn(folder: string): number {
  let newest = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name === "node_modules" || entry.name.startsWith("dist")) continue;
    const path = join(folder, entry.name);
    newest = Math.max(newest, entry.isDirectory() ? newestIn(path) : statSync(path).mtimeMs);
  }
  return newest;
}
