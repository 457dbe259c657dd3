// Makes the pictures of docs/images that belong to the tutorial, from its own files: npm run docs:images (needs Chromium).
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { applyEdit, readBlocks } from "./tutorial-blocks.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const IMAGES = join(ROOT, "docs", "images");
const BINARY = join(ROOT, "packages/cli/bin/parapet.js");
const CHROMIUM = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
/** The tutorial's picture: the claim with two thirds asked, before an assumption is changed. */
const LAST_STEP = "## 9.";

const folder = mkdtempSync(join(tmpdir(), "parapet-images-"));
try {
  const text = readFileSync(join(ROOT, "docs", "tutorial.md"), "utf8");
  for (const block of readBlocks(text.slice(0, text.indexOf(LAST_STEP)))) {
    if (block.type === "command") continue;
    const path = join(folder, block.path);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, block.type === "file" ? block.text : applyEdit(readFileSync(path, "utf8"), block));
  }
  for (const language of ["en", "ja"] as const) await draw(language);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function draw(language: "en" | "ja"): Promise<void> {
  const end = language === "ja" ? "-ja" : "";
  const out = `result-${language}`;
  execFileSync(process.execPath, [BINARY, "check", "claims/seongju.yaml", "--language", language, "--out", out, "--quiet"], { cwd: folder }); // prettier-ignore
  const [name = ""] = readdirSync(join(folder, out));
  const report = join(folder, out, name, "report.html");
  const drawings = [...readFileSync(report, "utf8").matchAll(/<svg[^>]*class="pp-svg"[\s\S]*?<\/svg>/g)].map(
    ([svg]) => svg,
  );
  for (const [id, file] of [
    ["reach-title", "tutorial-reach"],
    ["tornado-title", "tutorial-turns-on"],
  ] as const) {
    const svg = drawings.find((each) => each.includes(`id="${id}"`));
    if (svg === undefined) throw new Error(`the report has no picture ${id}`);
    writeFileSync(join(IMAGES, `${file}${end}.svg`), `${svg}\n`);
  }
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
  const page = await browser.newPage({ viewport: { width: 1120, height: 700 }, colorScheme: "light" });
  await page.goto(pathToFileURL(report).href);
  await page.screenshot({ path: join(IMAGES, `report${end}.png`) });
  await browser.close();
}
