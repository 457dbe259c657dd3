// Checks that every relative link and every file named in code font in the Markdown files exists.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "..");
// Pages that `npm run docs:site` makes from schemas and catalogue; its test follows the links to them.
const GENERATED = /^docs\/(?:formats|systems)\/|^docs\/(?:bibliography|claims|commands|metrics)\.md$/;
const SKIPPED = new Set(["node_modules", ".git", "dist", "results", ".parapet"]);

function listMarkdown(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (SKIPPED.has(entry.name)) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? listMarkdown(path) : entry.name.endsWith(".md") ? [path] : [];
  });
}

const problems = listMarkdown(root).flatMap((file) => {
  const text = readFileSync(file, "utf8");
  const links = [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map((m) => resolve(dirname(file), m[1]!));
  const paths = [
    ...text.matchAll(/`((?:packages|catalogue|docs|tools|claims|studies|scenarios|examples|bench)\/[\w./-]+)`/g),
  ].map((m) => resolve(root, m[1]!));
  // Files that the reader of a tutorial writes are named behind the fence of their text.
  const written = new Set([...text.matchAll(/^```\w+ ([\w./-]+)$/gm)].map((m) => resolve(root, m[1]!)));
  return [...links, ...paths]
    .filter((path) => !existsSync(path) && !written.has(path) && !GENERATED.test(path.slice(root.length + 1)))
    .map((path) => `${file.slice(root.length + 1)}: no such file ${path.slice(root.length + 1)}`);
});
for (const problem of problems) console.error(problem);
console.log(`${problems.length} broken links in the documents`);
process.exitCode = problems.length > 0 ? 1 : 0;
