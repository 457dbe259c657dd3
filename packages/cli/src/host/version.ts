import { createHash } from "node:crypto";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { isClone, packageFolder } from "./package.ts";

/** The version of this package. */
export function readVersion(): string {
  return (JSON.parse(readFileSync(join(packageFolder, "package.json"), "utf8")) as { version: string }).version;
}

/**
 * Tells apart two states of code and geography that have the same version: in a clone a digest of the files' sizes and
 * times of change, in a published package nothing.
 */
export function readCodeState(): string {
  if (!isClone) return "";
  const digest = createHash("sha256");
  const root = resolve(packageFolder, "..", "..");
  for (const folder of ["packages/cli/src", "packages/parapet/src", "catalogue/geography"].map((name) =>
    join(root, name),
  )) {
    for (const entry of readdirSync(folder, { recursive: true, encoding: "utf8" }).toSorted()) {
      if (!/\.(?:ts|json)$/.test(entry) || entry.endsWith(".test.ts")) continue;
      const { size, mtimeMs } = statSync(join(folder, entry));
      digest.update(`${entry}\n${size}\n${mtimeMs}\n`);
    }
  }
  return digest.digest("hex");
}
