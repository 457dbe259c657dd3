import { spawn } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isAlive } from "../host/alive.ts";
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
  const isFresh = (): boolean =>
    existsSync(page) && statSync(page).mtimeMs >= Math.max(...sources.map((folder) => newestIn(folder)));
  if (isFresh()) return;
  const release = await takeLock(join(root, ".parapet"), "workbench.lock");
  try {
    // Another one may have built it meanwhile.
    if (!isFresh()) await build(root, note);
  } finally {
    await release();
  }
}

/** Lets one process at a time go on; one that died is not waited for. */
async function takeLock(folder: string, name: string): Promise<() => Promise<void>> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, name);
  for (;;) {
    try {
      await writeFile(path, String(process.pid), { flag: "wx" });
      return () => rm(path, { force: true });
    } catch {
      const owner = Number(await readFile(path, "utf8").catch(() => "0"));
      if (owner > 0 && !isAlive(owner)) await rm(path, { force: true });
      else await sleep(150);
    }
  }
}

async function build(root: string, note: (line: string) => void): Promise<void> {
  note("building the workbench ...");
  // Built beside its place and moved there whole: whoever asks meanwhile gets the old pages or the new ones.
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

/** Time of the last change of any file of a folder, leaving out tests, what was built and what was installed. */
function newestIn(folder: string): number {
  let newest = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (["node_modules", "test"].includes(entry.name) || /^dist|\.test\.ts$/.test(entry.name)) continue;
    const path = join(folder, entry.name);
    newest = Math.max(newest, entry.isDirectory() ? newestIn(path) : statSync(path).mtimeMs);
  }
  return newest;
}
