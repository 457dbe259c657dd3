// Starts the server and a real browser for the tests, with every outside request refused and noted.
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";

const ROOT = resolve(import.meta.dirname, "../../..");
/** The command line, for comparison. */
export const PARAPET = join(ROOT, "packages/cli/bin/parapet.js");
const CHROMIUM = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
const SCREENSHOTS = join(ROOT, ".parapet", "screenshots");

/** Why the browser tests cannot run here; undefined when they can. On a continuous integration they must. */
export function whyNoBrowser(): string | undefined {
  if (existsSync(CHROMIUM) || process.env["CI"] === "true") return undefined;
  return `no browser at ${CHROMIUM}: the workbench's browser tests are skipped (set CHROMIUM to run them)`;
}

export interface Workbench {
  readonly address: string;
  /** What pages asked of other hosts, and what went wrong on them. */
  readonly complaints: string[];
  readonly open: (hash: string, options?: OpenOptions) => Promise<Page>;
  /** Seconds of processor that the browser has used since it was started, all its processes together. */
  readonly processorTime: () => Promise<number>;
  /** Closes every page that is open: what one computes or draws would slow the next. */
  readonly closePages: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface OpenOptions {
  readonly width?: number;
  readonly height?: number;
  readonly isDark?: boolean;
  /** Done with the page before it goes anywhere. */
  readonly before?: (page: Page) => Promise<void>;
}

/** A server on a free port and a browser. */
export async function openWorkbench(folder: string): Promise<Workbench> {
  mkdirSync(SCREENSHOTS, { recursive: true });
  const { server, address } = await startServer(folder);
  const browser: Browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ["--no-sandbox", "--enable-unsafe-swiftshader"],
  });
  const complaints: string[] = [];
  const contexts: BrowserContext[] = [];
  const closePages = async (): Promise<void> => {
    for (const context of contexts.splice(0)) await context.close();
  };
  return {
    address,
    complaints,
    open: async (hash, { width = 1280, height = 800, isDark = false, before } = {}) => {
      const context = await browser.newContext({
        viewport: { width, height },
        colorScheme: isDark ? "dark" : "light",
        acceptDownloads: true,
      });
      contexts.push(context);
      await context.route("**/*", async (route) => {
        const url = route.request().url();
        if (url.startsWith(address) || /^(data|blob):/.test(url)) return route.continue();
        complaints.push(`outside: ${url}`);
        return route.abort();
      });
      const page = await context.newPage();
      page.on("pageerror", (error) => complaints.push(`error: ${error.message}`));
      page.on("console", (message) => {
        if (message.type() === "error") complaints.push(`console: ${message.text()}`);
      });
      await before?.(page);
      await page.goto(`${address}#${hash}`);
      return page;
    },
    processorTime: async () => {
      const session = await browser.newBrowserCDPSession();
      const { processInfo } = await session.send("SystemInfo.getProcessInfo");
      await session.detach();
      return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0);
    },
    closePages,
    close: async () => {
      await closePages();
      await browser.close();
      server.kill("SIGTERM");
    },
  };
}

async function startServer(folder: string): Promise<{ readonly server: ChildProcess; readonly address: string }> {
  const server = spawn(process.execPath, [PARAPET, "serve", "--port", "0"], {
    cwd: folder,
    stdio: ["ignore", "ignore", "pipe"],
  });
  let told = "";
  return new Promise((done, fail) => {
    server.stderr!.on("data", (chunk: Buffer) => {
      told += chunk.toString();
      const address = /workbench: (http\S+)/.exec(told)?.[1];
      if (address !== undefined) done({ server, address });
    });
    server.on("exit", () => fail(new Error(`the server ended: ${told}`)));
  });
}

/** Keeps a picture of a page for people to look at. */
export async function keepPicture(page: Page, name: string): Promise<Buffer> {
  return page.screenshot({ path: join(SCREENSHOTS, `${name}.png`) });
}
