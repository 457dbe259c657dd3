import { AxeBuilder } from "@axe-core/playwright";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { whyNoBrowser } from "../../apps/web/test/open-workbench.ts";
import { parse } from "yaml";
import { type BuiltSite, buildSite } from "./build-site.ts";

const root = resolve(import.meta.dirname, "../..");
let folder: string;
let site: BuiltSite;
beforeAll(async () => {
  folder = join(mkdtempSync(join(tmpdir(), "parapet-docs-")), "site");
  site = await buildSite(folder);
});
afterAll(() => rmSync(join(folder, ".."), { recursive: true, force: true }));

/** Names without their end of the files of a folder, and of those below it. */
function listNames(path: string, end: string): string[] {
  return readdirSync(join(root, path), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(end) && !file.includes("node_modules"))
    .map((file) => file.slice(0, -end.length));
}

test("every link and anchor of the pages leads somewhere", () => expect(site.broken).toEqual([]));

test("every page has a heading", () => expect(site.pages.filter(({ title }) => title === "")).toEqual([]));

test("every system, model, decision, study kind and format has its page, and every verb its part", () => {
  const paths = new Set(site.pages.map(({ path }) => path));
  const systems = listNames("catalogue", ".yaml").filter((name) => name !== "bibliography");
  const schemas = listNames("schemas", ".schema.json").filter((name) => name !== "study" && name !== "flight");
  const kinds = listNames("studies", ".yaml").map((name) => kindOf(`studies/${name}.yaml`));
  const wanted = [
    ...systems.map((name) => `systems/${name.split(/[/\\]/).at(-1)}`),
    ...listNames("docs/models", ".md").map((name) => `models/${name}`),
    ...listNames("docs/decisions", ".md").map((name) => `decisions/${name}`),
    ...schemas.map((name) => `formats/${name}`),
    ...kinds.map((kind) => `formats/study-${kind}`),
    ...["body", "vehicle", "cruise", "interceptor"].map((name) => `formats/flight-${name}`),
    "formats/bundle",
    "reliability",
    "design",
    "operations",
    "batch",
    "ja/start-here",
    "ja/tutorial",
  ];
  expect(systems.length).toBeGreaterThan(50);
  expect(wanted.filter((path) => !paths.has(`${path}.html`) && path !== "formats/catalogue-entry")).toEqual([]);
  const commands = readFileSync(join(folder, "commands.html"), "utf8");
  for (const verb of [
    "demo",
    "check",
    "run",
    "fly",
    "assess",
    "assign",
    "catalogue",
    "validate",
    "export",
    "serve",
    "worker",
  ])
    expect(commands).toContain(`<h2 id="${verb}">`);
});

function kindOf(file: string): string {
  return (parse(readFileSync(join(root, file), "utf8")) as { readonly kind: string }).kind;
}

test("every metric that decides or is shown beside a shipped claim is on the page of metrics", () => {
  const text = readFileSync(join(folder, "metrics.html"), "utf8");
  for (const name of listNames("claims", ".yaml")) {
    const { criterion, shows } = parse(readFileSync(join(root, `claims/${name}.yaml`), "utf8")) as Asking;
    const metric = (criterion ?? shows)?.metric.replace(/:.*/, "").replace(/(Pac3|Sm3|Thaad)$/, "LAYER");
    if (metric !== undefined) expect(text, name).toContain(`<code>${metric}</code>`);
  }
});

interface Asking {
  readonly criterion?: { readonly metric: string };
  readonly shows?: { readonly metric: string };
}

test("every value of a system stands on its page with its status and linked sources", () => {
  const entry = parse(readFileSync(join(root, "catalogue/interceptors/sm3-iia.yaml"), "utf8")) as {
    readonly values: Readonly<Record<string, { readonly status: string; readonly sources?: readonly string[] }>>;
  };
  const rows = readFileSync(join(folder, "systems/sm3-iia.html"), "utf8").split("<tr>");
  for (const [name, { status, sources = [] }] of Object.entries(entry.values)) {
    const row = rows.find((each) => each.includes(`<code>${name}</code>`)) ?? "";
    expect(row).toContain(`<td>${status}`);
    for (const source of sources) expect(row).toContain(`href="../bibliography.html#${source}"`);
  }
});

test("pages hold no script or style of their own and ask nothing of other hosts", () => {
  for (const { path } of site.pages) {
    const html = readFileSync(join(folder, path), "utf8");
    expect(html, path).not.toMatch(
      /<script(?![^>]* src="(?:\.\.\/)*assets\/)|<style| style=| on\w+="|(?:src|rel="stylesheet" href)="https?:/,
    );
  }
});

const whyNot = whyNoBrowser();
if (whyNot !== undefined) console.warn(whyNot);

describe.skipIf(whyNot !== undefined)("in a browser, from the folder", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
      args: ["--no-sandbox"],
    });
  });
  afterAll(() => browser.close());

  test.each([
    ["start-here.html", 1280, false],
    ["ja/tutorial.html", 390, true],
    ["systems/sm3-iia.html", 390, false],
  ])("%s at %i px: accessible, no wider than the window, nothing asked elsewhere", async (path, width, isDark) => {
    const context = await browser.newContext({
      viewport: { width, height: 800 },
      colorScheme: isDark ? "dark" : "light",
    });
    const asked: string[] = [];
    const page = await context.newPage();
    page.on("request", (request) => asked.push(request.url()));
    page.on("pageerror", (error) => asked.push(`error: ${error.message}`));
    await page.goto(pathToFileURL(join(folder, path)).href);
    const { violations } = await new AxeBuilder({ page }).analyze();
    const grave = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
    expect(
      grave.map(
        ({ id, nodes }) =>
          `${id}: ${nodes
            .slice(0, 3)
            .map(({ html }) => html)
            .join(" ")}`,
      ),
    ).toEqual([]);
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
    expect(asked.filter((url) => !url.startsWith("file:") && !url.startsWith("data:"))).toEqual([]);
    await context.close();
  });

  test("search finds a system and a heading, and leads there by keys; the ground can be changed", async () => {
    const page = await browser.newPage();
    await page.goto(pathToFileURL(join(folder, "models/flight.html")).href);
    await page.fill("#find", "sm-3 block iia");
    await page.waitForSelector("#found [role=option]");
    await page.press("#find", "ArrowDown");
    await page.press("#find", "Enter");
    await page.waitForURL(/systems\/sm3-iia\.html$/);
    await page.fill("#find", "flip point");
    expect(await page.textContent("#found")).toMatch(/Nothing found/);
    await page.fill("#find", "harder question");
    expect(await page.textContent("#found")).toContain("8. Ask the harder question");
    await page.keyboard.press("Escape");
    await page.click("#theme");
    expect(await page.evaluate("document.documentElement.dataset.theme")).toBe("dark");
    await page.close();
  });
});

test("the folder of a site is replaced, another one is left alone", async () => {
  await expect(buildSite(root)).rejects.toThrow(/something else/);
  expect(existsSync(join(root, "package.json"))).toBe(true);
});
