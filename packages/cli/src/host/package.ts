import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** Folder of this package: packages/cli in a clone. */
export const packageFolder: string = resolve(dirname(fileURLToPath(import.meta.url)), "..", "..");

/** True in a clone, where the sources stand beside this package. */
export const isClone: boolean = existsSync(join(packageFolder, "src", "main.ts"));
