// Writes packages/parapet/api.txt anew after a change of interface that is meant: `npm run api`.
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { makeApiReport } from "./api-report.ts";

const root = resolve(import.meta.dirname, "..");
execFileSync("npx", ["tsc", "-b", "packages/parapet"], { cwd: root, stdio: "inherit" });
const report = makeApiReport(join(root, "packages/parapet/dist"));
writeFileSync(join(root, "packages/parapet/api.txt"), report);
console.log(`packages/parapet/api.txt: ${/\d+ names/.exec(report)?.[0]}`);
