// Builds the documentation as a site that opens from a folder: npm run docs:site, then open dist/docs/index.html.
import { cpSync, existsSync, mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, extname, join, posix, relative, resolve } from "node:path";
import { readVersion } from "../../packages/cli/src/host/version.ts";
import { collectPages, PAGE_OF_FILE } from "./collect-pages.ts";
import { addressFrom, languageOf, layOut, type MenuItem, WORDS } from "./layout.ts";
import { type RenderedPage, renderMarkdown } from "./markdown.ts";
import type { Page } from "./page.ts";
import { SITE_STYLE } from "./site-style.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const PICTURES = new Set([".svg", ".png", ".webp"]);

/** What was built. */
export interface BuiltSite {
  readonly folder: string;
  /** Each page's path in the site, with its title. */
  readonly pages: readonly { readonly path: string; readonly title: string; readonly section: string }[];
  /** Links that lead nowhere, with their page. */
  readonly broken: readonly string[];
}

/** Builds the site into a folder, in the place of what a build left there before. */
export async function buildSite(folder: string): Promise<BuiltSite> {
  if (existsSync(folder) && !existsSync(join(folder, "assets", "site.css")) && statSync(folder).isDirectory())
    throw new Error(`${folder} holds something else than a built site; it is left alone`);
  rmSync(folder, { recursive: true, force: true });
  const pages = await collectPages(ROOT);
  const paths = new Set(pages.map(({ path }) => path));
  const broken: string[] = [];
  const rendered = new Map<Page, RenderedPage>();
  for (const page of pages) {
    const resolveLink = (target: string): string => followLink(target, page, { paths, folder, broken });
    rendered.set(page, renderMarkdown(page.markdown, { resolveLink, copyWord: WORDS[languageOf(page.path)].copy }));
  }
  broken.push(...findLostAnchors(rendered));
  const menu = pages.map((page): MenuItem => {
    const { path, section } = page;
    return { path, section, title: page.menu ?? rendered.get(page)!.title, language: languageOf(path) };
  });
  const version = readVersion();
  for (const [page, content] of rendered) {
    const language = languageOf(page.path);
    const other = language === "ja" ? page.path.replace(/^ja\//, "") : `ja/${page.path}`;
    const counterpart = paths.has(other) ? other : language === "ja" ? "start-here.md" : "ja/start-here.md";
    write(
      folder,
      page.path.replace(/\.md$/, ".html"),
      layOut({ page, rendered: content, language, menu, version, counterpart }),
    );
  }
  writeAssets(folder, rendered);
  return {
    folder,
    pages: [...rendered].map(([{ path, section }, { title }]) => ({
      path: path.replace(/\.md$/, ".html"),
      title,
      section,
    })),
    broken,
  };
}

interface LinkSurroundings {
  readonly paths: ReadonlySet<string>;
  readonly folder: string;
  readonly broken: string[];
}

/** The address of what a link of a page means: a page, a file of the repository that is copied beside, or the web. */
function followLink(target: string, page: Page, { paths, folder, broken }: LinkSurroundings): string {
  if (/^(https?:|mailto:)/.test(target) || target.startsWith("#")) return target;
  const [file = "", anchor] = target.split("#");
  const from = page.linkBase ?? posix.join("docs", posix.dirname(page.path));
  const inRepository = posix.normalize(posix.join(from, file)).replace(/\/$/, "");
  const path = PAGE_OF_FILE.get(inRepository) ?? (inRepository.startsWith("docs/") ? inRepository.slice(5) : undefined);
  const hash = anchor === undefined ? "" : `#${anchor}`;
  if (path !== undefined && paths.has(path)) return addressFrom(page.path, path) + hash;
  const source = join(ROOT, inRepository);
  if (inRepository.startsWith("..") || !existsSync(source) || !statSync(source).isFile()) {
    broken.push(`${page.path}: ${target} leads nowhere`);
    return target;
  }
  const isPicture = PICTURES.has(extname(inRepository));
  // A browser shows YAML and scripts when they are called text.
  const copy = isPicture ? inRepository.replace(/^docs\//, "") : `files/${inRepository}.txt`;
  mkdirSync(dirname(join(folder, copy)), { recursive: true });
  cpSync(source, join(folder, copy));
  return addressFrom(page.path, copy);
}

/** Anchors that no heading of their page has. */
function findLostAnchors(rendered: ReadonlyMap<Page, RenderedPage>): readonly string[] {
  const anchors = new Map(
    [...rendered].map(([{ path }, { headings }]) => [path, new Set(headings.map(({ id }) => id))]),
  );
  return [...rendered].flatMap(([{ path }, { links }]) =>
    links.flatMap((link) => {
      const [file = "", anchor] = link.split("#");
      if (/^(https?:|mailto:)/.test(link) || anchor === undefined) return [];
      const target = file === "" ? path : posix.join(posix.dirname(path), file).replace(/\.html$/, ".md");
      return anchors.get(target)?.has(decodeURIComponent(anchor)) === true
        ? []
        : [`${path}: ${link} has no such heading`];
    }),
  );
}

function writeAssets(folder: string, rendered: ReadonlyMap<Page, RenderedPage>): void {
  const index = [...rendered].map(([{ path }, { title, headings }]) => [
    title,
    path.replace(/\.md$/, ".html"),
    languageOf(path),
    headings.filter(({ level }) => level === 2 || level === 3).map(({ text, id }) => [text, id]),
  ]);
  write(folder, "assets/search-index.js", `globalThis.PARAPET_DOCS = ${JSON.stringify(index)};\n`);
  write(folder, "assets/site.css", SITE_STYLE);
  for (const script of ["theme.js", "site.js"])
    cpSync(join(import.meta.dirname, "browser", script), join(folder, "assets", script));
  cpSync(join(ROOT, "apps/web/public/icon.svg"), join(folder, "assets", "icon.svg"));
  const start =
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>Parapet</title><meta http-equiv="refresh" content="0; url=start-here.html"><p><a href="start-here.html">Parapet: start here</a></p></html>\n';
  write(folder, "index.html", start);
}

function write(folder: string, path: string, content: string): void {
  const place = join(folder, path);
  mkdirSync(dirname(place), { recursive: true });
  writeFileSync(place, content);
}

if (process.argv[1] === import.meta.filename) {
  const out = process.argv.indexOf("--out");
  const folder = resolve(out < 0 ? join(ROOT, "dist", "docs") : process.argv[out + 1]!);
  const { pages, broken } = await buildSite(folder);
  for (const line of broken) console.error(line);
  console.log(
    `${pages.length} pages in ${relative(process.cwd(), folder)}; open ${relative(process.cwd(), join(folder, "index.html"))}`,
  );
  if (broken.length > 0) process.exitCode = 1;
}
