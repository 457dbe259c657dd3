import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const run = promisify(execFile);

// Renew the files beside the examples with UPDATE_GOLDEN=1 npx vitest run examples
test.each(["minimum-energy", "defended-area", "booster-fall", "horizon-mask"])(
  "examples/%s.ts prints what the file beside it says",
  async (name) => {
    const { stdout, stderr } = await run(process.execPath, [
      "--conditions=development",
      join(import.meta.dirname, `${name}.ts`),
    ]);
    const file = join(import.meta.dirname, `${name}.txt`);
    if (process.env.UPDATE_GOLDEN === "1") writeFileSync(file, stdout);
    expect(stderr).toBe("");
    expect(stdout).toBe(readFileSync(file, "utf8"));
  },
);
