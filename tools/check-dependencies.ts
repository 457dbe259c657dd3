// What comes from others: every installed package has a licence of the list below, and none has a known hole of high severity: `npm run dependencies`.
// The second needs the registry's answer; without one it is said and not counted as a failure.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "..");
/** Licences under which a package may be installed; permissive ones (BSL-1.0 is the Boost licence), and MPL for build tools and data that are not changed here. */
const ALLOWED = new Set(["0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "BSL-1.0", "BlueOak-1.0.0", "CC-BY-4.0", "CC0-1.0", "ISC", "MIT", "MIT-0", "MPL-2.0", "Python-2.0", "Unlicense", "WTFPL", "Zlib"]); // prettier-ignore
interface Locked {
  readonly license?: string;
  readonly link?: boolean;
}

const { packages } = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")) as { packages: Record<string, Locked> }; // prettier-ignore
const counts = new Map<string, number>();
const failures: string[] = [];
for (const [path, entry] of Object.entries(packages)) {
  if (!path.includes("node_modules/") || entry.link === true) continue;
  const name = path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
  const licence = entry.license ?? readLicence(path);
  counts.set(licence, (counts.get(licence) ?? 0) + 1);
  if (!isAllowed(licence)) failures.push(`${name} is under ${licence}, which is not on the list of tools/check-dependencies.ts`); // prettier-ignore
}

function readLicence(path: string): string {
  const file = join(root, path, "package.json");
  if (!existsSync(file)) return "nothing known, and it is not installed here";
  const { license } = JSON.parse(readFileSync(file, "utf8")) as { license?: unknown };
  return typeof license === "string" ? license : "nothing that it states";
}

/** Whether an SPDX expression lets one choose an allowed licence: all of a conjunction, one of a disjunction. */
function isAllowed(licence: string): boolean {
  const bare = licence.replaceAll(/[()]/g, "").trim();
  if (bare.includes(" OR ")) return bare.split(" OR ").some(isAllowed);
  if (bare.includes(" AND ")) return bare.split(" AND ").every(isAllowed);
  return ALLOWED.has(bare.replace(/\*$/, ""));
}

const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
const listed = [...counts].toSorted((a, b) => b[1] - a[1]).map(([licence, count]) => `${licence} ${count}`);
console.log(`${total} packages: ${listed.join(", ")}`);

const { stdout, stderr } = spawnSync("npm", ["audit", "--json", "--audit-level=high"], { cwd: root, encoding: "utf8", timeout: 120_000, maxBuffer: 1e8 }); // prettier-ignore
interface Audit {
  readonly metadata?: { readonly vulnerabilities: Readonly<Record<string, number>> };
  readonly vulnerabilities?: Readonly<Record<string, { readonly name: string; readonly severity: string; readonly range: string }>>; // prettier-ignore
  readonly message?: string;
  readonly error?: { readonly summary?: string };
}
const audit = readAudit(stdout);
if (audit?.metadata === undefined) {
  const reason = audit?.message ?? audit?.error?.summary ?? stderr.trim().split("\n").at(-1);
  console.log(`skipped: the registry did not say what holes are known (${reason || "no answer"})`);
} else {
  const found = Object.values(audit.vulnerabilities ?? {}).filter(({ severity }) => severity === "high" || severity === "critical"); // prettier-ignore
  for (const { name, severity, range } of found) failures.push(`${name} ${range} has a known hole of ${severity} severity`); // prettier-ignore
  const told = Object.entries(audit.metadata.vulnerabilities).map(([severity, count]) => `${severity} ${count}`);
  console.log(`known holes: ${told.join(", ")}`);
}

function readAudit(text: string): Audit | undefined {
  try {
    return JSON.parse(text) as Audit;
  } catch {
    return undefined;
  }
}

for (const failure of failures) console.error(`FAILED: ${failure}`);
process.exitCode = failures.length === 0 ? 0 : 1;
