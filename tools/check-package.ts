// Installs the library the way its users do and uses it: `npm run package:check`. Packed from a fresh build, installed into an empty folder, the three examples run by plain
// Node and the block of its README, then bundled for a browser and run where nothing of Node is.
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createContext, Script } from "node:vm";
import { build } from "vite";
import { makeApiReport } from "./api-report.ts";

const root = resolve(import.meta.dirname, "..");
const folder = mkdtempSync(join(tmpdir(), "parapet-package-"));
const app = join(folder, "app");
const run = (program: string, argv: readonly string[], cwd: string): string =>
  execFileSync(program, argv, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"], maxBuffer: 1e8 });
const failures: string[] = [];

/** A fresh build: what an older one left in dist/ does not get into the package. */
const fresh = join(folder, "parapet");
mkdirSync(fresh);
for (const name of ["package.json", "README.md", "LICENSE"]) cpSync(join(root, "packages/parapet", name), join(fresh, name)); // prettier-ignore
run("npx", ["tsc", "-p", join(root, "packages/parapet"), "--outDir", join(fresh, "dist"), "--composite", "false", "--incremental", "false", "--tsBuildInfoFile", "null"], root); // prettier-ignore
const pack = (place: string): { readonly filename: string; readonly size: number; readonly files: readonly { readonly path: string }[] } =>
  (JSON.parse(run("npm", ["pack", "--json", "--pack-destination", folder], place)) as [ReturnType<typeof pack>])[0]; // prettier-ignore
const library = pack(fresh);
const catalogue = pack(join(root, "catalogue"));
const odd = library.files.filter(({ path }) => !/^(?:dist\/[\w/-]+\.(?:js|d\.ts|js\.map)|package\.json|README\.md|LICENSE)$/.test(path)); // prettier-ignore
for (const { path } of odd) failures.push(`the package holds ${path}`);
if (library.files.some(({ path }) => path.endsWith(".test.js"))) failures.push("the package holds tests");
console.log(`packed: ${library.files.length} files, ${(library.size / 1000).toFixed(0)} kB`);

const api = makeApiReport(join(fresh, "dist"));
const said = readFileSync(join(root, "packages/parapet/api.txt"), "utf8");
if (api === said) console.log(`interface: ${/\d+ names/.exec(api)?.[0]}, as packages/parapet/api.txt says`);
else failures.push(`the interface is not what packages/parapet/api.txt says (${listChanged(said, api)}); npm run api writes it anew`); // prettier-ignore

/** Names whose declarations differ between two reports. */
function listChanged(before: string, after: string): string {
  const byName = (text: string): Map<string, string> => new Map(text.split("\n## ").slice(1).map((part) => [part.split("\n")[0]!, part])); // prettier-ignore
  const [a, b] = [byName(before), byName(after)];
  const names = [...new Set([...a.keys(), ...b.keys()])].filter((name) => a.get(name)?.trim() !== b.get(name)?.trim());
  return `${names.slice(0, 8).join(", ")}${names.length > 8 ? ` and ${names.length - 8} more` : ""}`;
}

mkdirSync(app);
writeFileSync(join(app, "package.json"), JSON.stringify({ name: "user", private: true, type: "module" }));
const tarballs = [library, catalogue].map(({ filename }) => join(folder, filename));
const installed = spawnSync("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", "--ignore-scripts", ...tarballs], { cwd: app, encoding: "utf8" }); // prettier-ignore
if (installed.status !== 0) throw new Error(`npm install failed: ${installed.stderr}`);
const count = readdirSync(join(app, "node_modules")).length;
console.log(`installed into an empty folder: ${count} folders of packages`);

// The examples read the catalogue beside them; a user has it as a package.
symlinkSync(join(app, "node_modules/parapet-catalogue"), join(app, "catalogue"));
for (const name of ["examples", "scenarios"]) cpSync(join(root, name), join(app, name), { recursive: true });
for (const name of ["minimum-energy", "defended-area", "booster-fall"]) {
  const printed = run(process.execPath, [`examples/${name}.ts`], app);
  if (printed !== readFileSync(join(root, "examples", `${name}.txt`), "utf8"))
    failures.push(`examples/${name}.ts prints something else as a package's user`);
}
const block = /```js\n([\s\S]*?)```/.exec(readFileSync(join(root, "packages/parapet/README.md"), "utf8"))![1]!;
writeFileSync(join(app, "readme.js"), block);
const fallen_m = Number(run(process.execPath, ["readme.js"], app));
if (!(fallen_m > 4000 && fallen_m < 9000)) failures.push(`the README's block prints ${fallen_m}`);
console.log("in Node: three examples print what they should, the README's block runs");

const types = 'import { parseFlight, type Problem } from "parapet";\nexport const problems = (text: string): readonly Problem[] => {\n  const parsed = parseFlight({ file: "f", content: text });\n  return parsed.ok ? [] : parsed.problems;\n};\n'; // prettier-ignore
writeFileSync(join(app, "types.ts"), types);
const checked = spawnSync(join(root, "node_modules/.bin/tsc"), ["--noEmit", "--strict", "--module", "nodenext", "--target", "es2024", "--lib", "es2024,dom", "--types", "", "types.ts"], { cwd: app, encoding: "utf8" }); // prettier-ignore
if (checked.status !== 0) failures.push(`the types are no use to others: ${checked.stdout.split("\n").slice(0, 3).join(" | ")}`); // prettier-ignore

writeFileSync(join(app, "browser.js"), block.replace("console.log(", "globalThis.answer = ("));
await build({
  root: app,
  configFile: false,
  logLevel: "error",
  build: { lib: { entry: join(app, "browser.js"), formats: ["iife"], name: "user", fileName: () => "bundle.js" }, outDir: join(app, "out") },
}); // prettier-ignore
const bundle = readFileSync(join(app, "out/bundle.js"), "utf8");
if (/\bnode:[a-z]+["']/.test(bundle) || bundle.includes("__vite-browser-external")) failures.push("the bundle asks for a module of Node"); // prettier-ignore
/** What every browser has and this program uses; no process, no Buffer, no require. */
const page = createContext({ TextDecoder, TextEncoder, console });
new Script(bundle).runInContext(page);
const same = Number(page["answer"]) === fallen_m;
if (!same) failures.push(`the bundle says ${String(page["answer"])}, Node says ${fallen_m}`);
console.log(`in a browser: a bundle of ${(bundle.length / 1000).toFixed(0)} kB gives the same number to the last bit`);

for (const failure of failures) console.error(`FAILED: ${failure}`);
if (failures.length === 0) rmSync(folder, { recursive: true, force: true });
process.exitCode = failures.length === 0 ? 0 : 1;
