import { execFile, execFileSync } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runParapet } from "./spawn-parapet.ts";

// Reports are printed by a real browser: `CI` insists on one.
const chromium = ((): string | undefined => {
  try {
    return execFileSync("which", ["chromium"], { encoding: "utf8" }).trim();
  } catch {
    return undefined;
  }
})();
if (chromium === undefined && process.env["CI"] !== undefined) throw new Error("printing needs chromium on the path");
if (chromium === undefined) console.log("skipped: printing to PDF, since there is no chromium on the path");

describe.skipIf(chromium === undefined)("print", () => {
  let folder = "";
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "parapet-print-"));
    const { code } = await runParapet(folder, [
      "check",
      "site-cost",
      "--assumptions",
      "none",
      "--dossier",
      "dossier.html",
      "--json",
    ]);
    expect(code).toBe(0);
  }, 120_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it("puts the dossier, and in it the claim's page, on sheets of paper", async () => {
    const pdf = join(folder, "dossier.pdf");
    await promisify(execFile)(chromium!, [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--no-pdf-header-footer",
      `--print-to-pdf=${pdf}`,
      join(folder, "dossier.html"),
    ]);
    const bytes = await readFile(pdf, "latin1");
    expect(bytes.startsWith("%PDF-")).toBe(true);
    const sheets = bytes.match(/\/Type \/Page\b/g)!.length;
    expect(sheets).toBeGreaterThan(3);
    expect(sheets).toBeLessThan(30);
    // A4 or letter upright: nothing made the sheets wider.
    for (const [, width] of bytes.matchAll(/\/MediaBox \[0 0 (\d+)/g)) expect(Number(width)).toBeLessThan(620);
  }, 120_000);
});
