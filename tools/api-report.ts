// The public interface of the library as a text: every name that index.ts exports with its declaration, from the compiler's own .d.ts files.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** The declarations of a .d.ts file by name: overloads together, comments left out. */
function readDeclarations(file: string): ReadonlyMap<string, string> {
  const text = readFileSync(file, "utf8").replaceAll(/[ \t]*\/\*[\s\S]*?\*\/\n?/g, "").replaceAll(/^[ \t]*\/\/.*\n/gm, ""); // prettier-ignore
  const found = new Map<string, string>();
  for (const part of text.split(/^(?=(?:export |declare |import |interface |type ))/m)) {
    const name = /^(?:export )?(?:declare )?(?:abstract )?(?:function|const|class|interface|type|enum|let) ([\w$]+)/.exec(part)?.[1]; // prettier-ignore
    if (name === undefined) continue;
    const shown = part
      .replace(/^(?:export )?(?:declare )?/, "")
      .replaceAll(/\n\s*\n/g, "\n")
      .trim();
    found.set(name, found.has(name) ? `${found.get(name)}\n${shown}` : shown);
  }
  return found;
}

/** Every exported name with its declaration, following `export ... from`. */
function readExports(file: string): ReadonlyMap<string, string> {
  const text = readFileSync(file, "utf8");
  const own = readDeclarations(file);
  const found = new Map<string, string>();
  for (const name of own.keys()) if (new RegExp(`^export (?:declare )?(?:abstract )?[a-z]+ ${name.replaceAll("$", "\\$")}\\b`, "m").test(text)) found.set(name, own.get(name)!); // prettier-ignore
  for (const [, names, target] of text.matchAll(/^export (?:type )?(\*|\{[^}]*\}) from ["'](\.[^"']+)["'];/gm)) {
    const exported = readExports(join(dirname(file), target!.replace(/\.(?:ts|js)$/, ".d.ts")));
    if (names === "*") for (const [name, declaration] of exported) found.set(name, declaration);
    else
      for (const item of names!.slice(1, -1).split(",")) {
        const [name, as = name] = item.trim().replace(/^type /, "").split(/ as /); // prettier-ignore
        if (name === "" || name === undefined) continue;
        const declaration = exported.get(name);
        if (declaration === undefined) throw new Error(`${file} exports ${name}, which ${target} does not declare`);
        found.set(as!, declaration);
      }
  }
  return found;
}

/** The report for the folder of a build. */
export function makeApiReport(dist: string): string {
  const names = [...readExports(join(dist, "index.d.ts"))].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const head = `Public interface of the library: ${names.length} names. Written by \`npm run api\` and compared by \`npm run package:check\`; a difference is a change of interface.\n`;
  return `${head}\n${names.map(([name, declaration]) => `## ${name}\n${declaration}\n`).join("\n")}`;
}
