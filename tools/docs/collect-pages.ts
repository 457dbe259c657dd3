import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { openCatalogue } from "../../packages/cli/src/catalogue-files.ts";
import { makeCommandPage } from "./command-page.ts";
import { makeFormatPages } from "./format-pages.ts";
import type { Page, SectionId } from "./page.ts";
import { makeClaimPage, makeDecisionList, makeMetricPage } from "./reference-pages.ts";
import { makeSystemPages } from "./system-pages.ts";

/** Files of the repository that are pages of the site under another name. */
const ELSEWHERE: readonly {
  readonly file: string;
  readonly path: string;
  readonly section: SectionId;
  readonly menu: string;
}[] = [
  { file: "CONTRIBUTING.md", path: "contributing.md", section: "running", menu: "Contributing" },
  { file: "CHANGELOG.md", path: "changes.md", section: "running", menu: "Changes" },
  { file: "bench/README.md", path: "benchmarks.md", section: "running", menu: "Benchmarks" },
  {
    file: "catalogue/geography/README.md",
    path: "systems/geography.md",
    section: "systems",
    menu: "Geography and people",
  },
];

/** Pages of the running part in the order of the menu; others follow by name. */
const RUNNING = ["operations.md", "batch.md", "reliability.md", "design.md"];

/** Every page of the site, written and generated, in the order of the menu. */
export async function collectPages(root: string): Promise<readonly Page[]> {
  const docs = join(root, "docs");
  const catalogue = await openCatalogue(join(root, "catalogue"));
  const entries = [...catalogue.entries.values()];
  const written = (path: string, section: SectionId): Page => ({
    path,
    section,
    markdown: readFileSync(join(docs, path), "utf8"),
  });
  const listed = (folder: string, section: SectionId): readonly Page[] =>
    readdirSync(join(docs, folder))
      .filter((file) => file.endsWith(".md"))
      .toSorted()
      .map((file) => written(folder === "." ? file : `${folder}/${file}`, section));
  const elsewhere = ELSEWHERE.filter(({ file }) => existsSync(join(root, file))).map(
    ({ file, path, section, menu }): Page => ({
      path,
      section,
      menu,
      markdown: readFileSync(join(root, file), "utf8"),
      linkBase: dirname(file),
    }),
  );
  const [japaneseStart, japaneseOther] = ["ja/start-here.md", "ja/tutorial.md"];
  const start = ["start-here.md", "tutorial.md"];
  const rest = listed(".", "running").filter(({ path }) => !start.includes(path) && !RUNNING.includes(path));
  return [
    ...start.map((path) => written(path, "start")),
    written(japaneseStart!, "start"),
    written(japaneseOther!, "start"),
    makeClaimPage(root, catalogue.bibliography),
    ...makeSystemPages(entries, catalogue.bibliography),
    ...elsewhere.filter(({ section }) => section === "systems"),
    ...makeFormatPages(root),
    await makeCommandPage(),
    makeMetricPage(),
    ...listed("models", "models"),
    ...RUNNING.map((path) => written(path, "running")),
    ...rest,
    makeDecisionList(join(docs, "decisions")),
    ...listed("decisions", "running"),
    ...elsewhere.filter(({ section }) => section === "running"),
  ];
}

/** Files of the repository that stand as pages under another name: from the file to the page. */
export const PAGE_OF_FILE: ReadonlyMap<string, string> = new Map([
  ...ELSEWHERE.map(({ file, path }) => [file, path] as const),
  ["README.md", "start-here.md"],
  ["docs/decisions", "decisions/index.md"],
]);
