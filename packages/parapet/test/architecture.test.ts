// The ranks of docs/design.md: who may import whom, and what the library may not touch.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";

const SRC = resolve(import.meta.dirname, "../src");
const RANK: Record<string, number> = {
  math: 0,
  earth: 1,
  messages: 2,
  flight: 3,
  sensing: 3,
  tracking: 3,
  network: 3,
  engagement: 3,
  scenario: 4,
  engine: 5,
  study: 6,
  export: 7,
  index: 8,
};
const ALLOWED_DEPENDENCIES: readonly string[] = Object.keys(
  (JSON.parse(readFileSync(resolve(SRC, "../package.json"), "utf8")) as { dependencies: Record<string, string> })
    .dependencies,
);
/** Every run-time dependency of the library, with what it is there for. A new one is a decision: write it down. */
const EXPECTED_DEPENDENCIES: Record<string, string> = {
  "@formatjs/intl": "messages in two languages",
  "@tmcw/togeojson": "places of KML files",
  "@xmldom/xmldom": "XML of KML and MSDL files",
  "@noble/hashes": "SHA-256 of inputs",
  "@stdlib/stats-base-dists-beta-quantile": "exact intervals and Beta priors",
  "d3-contour": "contours of the defended area",
  "d3-geo": "maps",
  "geographiclib-geodesic": "geodesics",
  highs: "mixed-integer programs: assignment and siting",
  "hyparquet-writer": "event logs",
  "js-quantities": "units in files",
  yaml: "files with positions",
  zod: "schemas",
};

interface Import {
  readonly file: string;
  readonly target: string;
}

function listSources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return listSources(path);
    return entry.name.endsWith(".ts") && !entry.name.endsWith(".test.ts") && !entry.name.endsWith(".d.ts")
      ? [path]
      : [];
  });
}

const files = listSources(SRC);
const imports: Import[] = files.flatMap((file) =>
  [...readFileSync(file, "utf8").matchAll(/(?:from\s+|import\s+|import\()\s*"([^"]+)"/g)].map((m) => ({
    file,
    target: m[1]!,
  })),
);
const folderOf = (path: string): string => {
  const [first = ""] = relative(SRC, path).split("/");
  return first.replace(/\.ts$/, "");
};

describe("architecture", () => {
  it("knows the rank of every folder", () => {
    expect(files.length).toBeGreaterThan(20);
    expect(files.map(folderOf).filter((folder) => !(folder in RANK))).toEqual([]);
  });

  it("imports only from its own folder or from lower ranks", () => {
    const wrong = imports
      .filter((i) => i.target.startsWith("."))
      .map((i) => ({ from: folderOf(i.file), to: folderOf(resolve(dirname(i.file), i.target)), ...i }))
      .filter(({ from, to }) => from !== to && !(RANK[to]! < RANK[from]!))
      .map(({ file, target }) => `${relative(SRC, file)} imports ${target}`);
    expect(wrong).toEqual([]);
  });

  it("has no cycle of files", () => {
    const edges = new Map(
      files.map((file) => [
        file,
        imports.filter((i) => i.file === file && i.target.startsWith(".")).map((i) => resolve(dirname(file), i.target)),
      ]),
    );
    const done = new Set<string>();
    const visit = (file: string, path: readonly string[]): void => {
      if (path.includes(file)) throw new Error(`cycle: ${[...path, file].map((f) => relative(SRC, f)).join(" -> ")}`);
      if (done.has(file)) return;
      for (const next of edges.get(file) ?? []) visit(next, [...path, file]);
      done.add(file);
    };
    for (const file of files) visit(file, []);
  });

  it("depends only on the libraries that were decided on", () => {
    const packages = imports
      .filter((i) => !i.target.startsWith("."))
      .map((i) =>
        i.target
          .split("/")
          .slice(0, i.target.startsWith("@") ? 2 : 1)
          .join("/"),
      );
    expect([...new Set(packages)].filter((name) => !ALLOWED_DEPENDENCIES.includes(name))).toEqual([]);
    expect(ALLOWED_DEPENDENCIES.filter((name) => !(name in EXPECTED_DEPENDENCIES))).toEqual([]);
  });

  it("has no clock, chance, console, process or Node module in the library", () => {
    const forbidden =
      /\b(Math\.random|Date\.now|new Date\(\s*\)|performance\.now|console\.|process\.|setTimeout|setInterval|fetch\()|from "node:/;
    const wrong = files.flatMap((file) =>
      readFileSync(file, "utf8")
        .split("\n")
        .flatMap((line, i) =>
          forbidden.test(line) && !/^\s*(\*|\/\/)/.test(line) ? [`${relative(SRC, file)}:${i + 1} ${line.trim()}`] : [],
        ),
    );
    expect(wrong).toEqual([]);
  });

  it("raises to a power only where engines agree to the bit", () => {
    const wrong = files.flatMap((file) =>
      readFileSync(file, "utf8")
        .split("\n")
        .flatMap((line, i) =>
          /Math\.pow\(|\*\*\s*(?![23]\b)/.test(line) && !/^\s*(\*|\/\*|\/\/)/.test(line)
            ? [`${relative(SRC, file)}:${i + 1}`]
            : [],
        ),
    );
    expect(wrong).toEqual([]);
  });
});
