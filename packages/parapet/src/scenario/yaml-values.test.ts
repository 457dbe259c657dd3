import { expect, test } from "vitest";
import { formatProblem } from "./problem.ts";
import { SOURCE_LIMITS } from "./yaml-source.ts";
import { readYaml } from "./yaml-values.ts";

function refusals(content: string | Uint8Array): string[] {
  const result = readYaml({ file: "f.yaml", content });
  return result.ok ? [] : result.problems.map(formatProblem);
}

function valueOf(content: string | Uint8Array): unknown {
  const result = readYaml({ file: "f.yaml", content });
  if (!result.ok) throw new Error(result.problems.map(formatProblem).join("\n"));
  return result.value;
}

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);

test.each<[string, string | Uint8Array, string]>([
  ["empty", "", "f.yaml:1:1: the file is empty"],
  ["only comments", "\n# nothing\n", "f.yaml:1:1: the file is empty"],
  ["only a document mark", "---\n", "f.yaml:1:1: the file is empty"],
  ["50 MB", new Uint8Array(50_000_000), "f.yaml:1:1: 50.0 MB found; a file may have at most 5 MB"],
  ["no UTF-8", bytes(0x61, 0xff, 0xfe), "f.yaml:1:1: binary data found, or a text in another encoding than UTF-8"],
  ["a zero byte", "a: 1\nb: x\u0000", "f.yaml:2:5: the character \\u0000 found: the file is binary or damaged"],
  ["half a character", "a: \ud800", "f.yaml:1:4: the character \\ud800 found: the file is binary or damaged"],
  ["a cycle of aliases", "a: &a [*a]", "f.yaml:1:8 a.0: the alias *a contains itself"],
  ["a cycle through a group", "a: &a {b: {c: *a}}", "f.yaml:1:15 a.b.c: the alias *a contains itself"],
  ["an alias of nothing", "a: *b", "f.yaml:1:4 a: the alias *b stands for nothing: there is no &b before it"],
  ["an alias as a key", "a: &k x\n*k : y", "f.yaml:2:1: a list, a group or an alias found as a key; a key is a word"],
  ["a list as a key", "? [a]\n: b", "f.yaml:1:3: a list, a group or an alias found as a key; a key is a word"],
  ["a number as a key", "a:\n  1: x", "f.yaml:2:3 a: 1 found as a key; a key is a word"],
  ["an empty key", ": x", "f.yaml:1:1: an empty value found as a key; a key is a word"],
  ["a key twice", "a: 1\nb: 2\na: 3", 'f.yaml:3:1 a: the key "a" stands here a second time'],
  ["the key __proto__", "x: {__proto__: {y: 1}}", "f.yaml:1:5 x: the key __proto__ is not used here"],
  ["two documents", "a: 1\n---\nb: 2", "f.yaml:2:1: a second YAML document starts here; a file holds one"],
  ["a known tag", "a: !!str 5", 'f.yaml:1:10 a: the YAML tag "tag:yaml.org,2002:str" found; tags are not used here'],
  ["an unknown tag", "a: !danger 5", "f.yaml:1:4: a YAML tag found (Unresolved tag: !danger); tags are not used here"],
  [
    "invisible characters",
    'kind: scenario\nname: "\\u0000\\ud800"',
    'f.yaml:2:7 name: "\\u0000\\ud800" holds the invisible character \\u0000',
  ],
  ["text that runs backwards", "a: x\u202ey", 'f.yaml:1:4 a: "x\\u202ey" holds the invisible character \\u202e'],
  ["an invisible key", "a\u200b: 1", 'f.yaml:1:1: "a\\u200b" holds the invisible character \\u200b'],
  ["a tab as indentation", "a:\n\tb: 1", "f.yaml:2:1: a tab in the indentation; YAML wants spaces"],
  ["deep brackets", `x: ${"[".repeat(20_000)}`, "f.yaml:1:37: lists and groups nest deeper than 32 levels here"],
  ["deep keys", "a: ".repeat(20_000), "f.yaml:1:101: lists and groups nest deeper than 32 levels here"],
  ["deep questions", "? ".repeat(20_000), "f.yaml:1:68: lists and groups nest deeper than 32 levels here"],
  ["deep dashes", "- ".repeat(20_000), "f.yaml:1:68: lists and groups nest deeper than 32 levels here"],
  [
    "a text without end",
    `a: ${"x".repeat(200_000)}`,
    "f.yaml:1:4: a text of 200000 characters starts here; at most 100000 are read",
  ],
  [
    "more tokens than a file needs",
    `x: [${"a,".repeat(100_000)}`,
    "more than 100000 YAML tokens up to here; divide the file",
  ],
])("%s", (_, content, expected) => {
  const found = refusals(content);
  expect(found[0]).toContain(expected);
});

test("an alias bomb ends at the limit of values, at the alias that passed it", () => {
  const levels = ["a: &a [x,x,x,x,x,x,x,x,x]"];
  for (const [before, name] of ["ab", "bc", "cd", "de", "ef"].map((pair) => pair.split(""))) {
    levels.push(`${name}: &${name} [${Array(8).fill(`*${before}`).join(",")}]`);
  }
  expect(refusals(levels.join("\n"))).toEqual([
    `f.yaml:5:29 e.7: more than ${SOURCE_LIMITS.values} values, aliases (*name) counted as often as they are used`,
  ]);
});

test("breaches of grammar end after some, whatever their number", () => {
  expect(refusals(`x: [${",".repeat(50_000)}`)).toHaveLength(SOURCE_LIMITS.grammarProblems);
});

test("problems of the document end at the limit too", () => {
  const keys = Array.from({ length: 500 }, (_, i) => `${i}: x`);
  expect(refusals(keys.join("\n"))).toHaveLength(SOURCE_LIMITS.problems);
});

test("all problems of a file come at once", () => {
  expect(refusals("a: 1\na: 2\nb: *c\n3: x")).toHaveLength(3);
});

test("what is well-formed is read: aliases, comments, a byte order mark, Windows line ends, Japanese", () => {
  expect(valueOf("\ufeffa: &x {b: [1, 2.5, '3']} # note\r\nc: *x\r\nd: 新屋\r\ne:\r\nf: true")).toEqual({
    a: { b: [1, 2.5, "3"] },
    c: { b: [1, 2.5, "3"] },
    d: "新屋",
    e: null,
    f: true,
  });
  expect(valueOf(new TextEncoder().encode("a: 新屋"))).toEqual({ a: "新屋" });
});

test("merge keys and names that every object has are plain keys", () => {
  const value = valueOf("<<: {a: 1}\nconstructor: 1\ntoString: 2") as object;
  expect(Object.keys(value)).toEqual(["<<", "constructor", "toString"]);
});

test("a YAML 1.1 directive does not bring back its types", () => {
  expect(valueOf("%YAML 1.1\n---\na: yes\nb: 2018-08-29")).toEqual({ a: "yes", b: "2018-08-29" });
});

test("a path leads back to its line, through aliases, and a missing one to the group around it", () => {
  const result = readYaml({ file: "f.yaml", content: "a: &x\n  b: [1, 2]\nc: *x\nd:\n  e:\n" });
  if (!result.ok) throw new Error("refused");
  expect(result.locate(["a", "b", 1])).toEqual({ line: 2, column: 10 });
  expect(result.locate(["c", "b", 1])).toEqual({ line: 2, column: 10 });
  expect(result.locateKey(["a", "b"])).toEqual({ line: 2, column: 3 });
  expect(result.locate(["a", "zz"])).toEqual({ line: 2, column: 3 });
  expect(result.locate(["d", "e"])).toEqual({ line: 5, column: 5 });
  expect(result.locate(["q"])).toEqual({ line: 1, column: 1 });
  expect(result.locate([])).toEqual({ line: 1, column: 1 });
});
