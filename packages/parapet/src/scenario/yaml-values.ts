import { isAlias, isMap, isScalar, isSeq } from "yaml";
import type { Alias, ParsedNode, YAMLMap } from "yaml";
import type { Position, Problem } from "./problem.ts";
import { describeFound, escapeInvisible, INVISIBLE, quoteShort } from "./problem.ts";
import type { ParsedDocument, Source } from "./yaml-source.ts";
import { parseDocument, SOURCE_LIMITS } from "./yaml-source.ts";

/** Keys and list positions from the top of a file. */
export type Path = readonly (string | number)[];

/** Plain values out of one YAML document, and the way back from a path to its line. */
export interface YamlValues {
  readonly ok: true;
  readonly file: string;
  readonly value: unknown;
  /** Where the value at the path stands; for a path that is missing, where the nearest group around it starts. */
  readonly locate: (path: Path) => Position;
  /** Where the key itself stands that a path ends in. */
  readonly locateKey: (path: Path) => Position;
}

/** A file that could not become plain values, with every reason. */
export interface RefusedValues {
  readonly ok: false;
  readonly problems: readonly Problem[];
}

/**
 * Text or bytes to plain lists, objects and scalars. Refuses, as problems with their places: double keys, keys that are no
 * text or `__proto__`, tags, aliases that contain themselves or expand without bound, invisible characters, lone surrogates.
 */
export function readYaml(source: Source): YamlValues | RefusedValues {
  const document = parseDocument(source);
  if (!document.ok) return document;
  const reader = new ValueReader(source.file, document);
  const value = reader.read(document.root, [], 0);
  if (reader.problems.length > 0) return { ok: false, problems: reader.problems };
  const place = (path: Path, keyOnly: "key" | "value"): Position =>
    document.positionAt(findOffset(document.root, path, reader.targets, keyOnly));
  return {
    ok: true,
    file: source.file,
    value,
    locate: (path) => place(path, "value"),
    locateKey: (path) => place(path, "key"),
  };
}

type Targets = ReadonlyMap<Alias, ParsedNode>;

/** One walk over a document: owns the problems found so far, the anchors seen so far and the count of values. */
class ValueReader {
  readonly problems: Problem[] = [];
  readonly targets: Map<Alias, ParsedNode> = new Map();
  readonly #anchors: Map<string, ParsedNode> = new Map();
  readonly #open: Set<ParsedNode> = new Set();
  readonly #file: string;
  readonly #document: ParsedDocument;
  #values = 0;
  /** The alias in the text, if any, whose expansion is being read: that is where too large an expansion is reported. */
  #outermostAlias: { readonly node: Alias.Parsed; readonly path: Path } | undefined;

  constructor(file: string, document: ParsedDocument) {
    this.#file = file;
    this.#document = document;
  }

  read(node: ParsedNode | null, path: Path, depth: number): unknown {
    this.#values += 1;
    if (node === null || this.problems.length >= SOURCE_LIMITS.problems) return null;
    if (this.#values > SOURCE_LIMITS.values) {
      if (this.#values === SOURCE_LIMITS.values + 1) {
        const message = `more than ${SOURCE_LIMITS.values} values, aliases (*name) counted as often as they are used`;
        this.#refuse(this.#outermostAlias?.node ?? node, this.#outermostAlias?.path ?? path, message);
      }
      return null;
    }
    if (depth > SOURCE_LIMITS.depth) {
      this.#refuse(node, path, `lists and groups nest deeper than ${SOURCE_LIMITS.depth} levels here`);
      return null;
    }
    if (isAlias(node)) return this.#readAlias(node as Alias.Parsed, path, depth);
    // The library sets the tag of a node only where the text has one.
    if (node.tag !== undefined)
      this.#refuse(node, path, `the YAML tag ${quoteShort(node.tag)} found; tags are not used here`, node.tag);
    if (node.anchor !== undefined) this.#anchors.set(node.anchor, node);
    if (isScalar(node)) return this.#readScalar(node, path);
    this.#open.add(node);
    let value: unknown = null;
    if (isMap(node)) value = this.#readMap(node as YAMLMap.Parsed, path, depth);
    else if (isSeq(node)) value = node.items.map((item, i) => this.read(item as ParsedNode, [...path, i], depth + 1));
    this.#open.delete(node);
    return value;
  }

  #readAlias(node: Alias.Parsed, path: Path, depth: number): unknown {
    const name = node.source;
    const target = this.targets.get(node) ?? this.#anchors.get(name);
    if (target === undefined) {
      this.#refuse(
        node,
        path,
        `the alias *${escapeInvisible(name.slice(0, 64))} stands for nothing: there is no &${escapeInvisible(name.slice(0, 64))} before it`,
      );
      return null;
    }
    if (this.#open.has(target)) {
      this.#refuse(node, path, `the alias *${escapeInvisible(name.slice(0, 64))} contains itself`);
      return null;
    }
    this.targets.set(node, target);
    const outer = this.#outermostAlias;
    this.#outermostAlias = outer ?? { node, path };
    const value = this.read(target, path, depth);
    this.#outermostAlias = outer;
    return value;
  }

  #readScalar(node: { readonly value: unknown } & ParsedNode, path: Path): unknown {
    const { value } = node;
    if (typeof value === "bigint") return Number(value);
    if (typeof value !== "string") return value;
    this.#checkText(value, node, path);
    return value;
  }

  #checkText(text: string, node: ParsedNode, path: Path): void {
    INVISIBLE.lastIndex = 0;
    for (const match of text.matchAll(INVISIBLE)) {
      if (match[0] === "\n" || match[0] === "\t") continue;
      this.#refuse(
        node,
        path,
        `${quoteShort(text)} holds the invisible character ${escapeInvisible(match[0])}`,
        quoteShort(text),
      );
      return;
    }
  }

  #readMap(node: YAMLMap.Parsed, path: Path, depth: number): Record<string, unknown> {
    const value: Record<string, unknown> = {};
    for (const pair of node.items) {
      const keyNode = pair.key as ParsedNode | null;
      if (!isScalar(keyNode) || typeof keyNode.value !== "string") {
        const found = isScalar(keyNode)
          ? describeFound(keyNode.value)
          : keyNode === null
            ? "an empty key"
            : "a list, a group or an alias";
        this.#refuse(keyNode ?? node, path, `${found} found as a key; a key is a word`, found);
        continue;
      }
      const key = keyNode.value;
      this.#checkText(key, keyNode, path);
      if (keyNode.anchor !== undefined) this.#anchors.set(keyNode.anchor, keyNode);
      if (key === "__proto__") this.#refuse(keyNode, path, "the key __proto__ is not used here", key);
      else if (Object.hasOwn(value, key))
        this.#refuse(keyNode, [...path, key], `the key ${quoteShort(key)} stands here a second time`, quoteShort(key));
      else value[key] = this.read(pair.value as ParsedNode | null, [...path, key], depth + 1);
    }
    return value;
  }

  #refuse(node: ParsedNode, path: Path, message: string, found = ""): void {
    if (this.problems.length >= SOURCE_LIMITS.problems) return;
    const position = this.#document.positionAt(node.range[0]);
    this.problems.push({ file: this.#file, ...position, path: formatPath(path), found, message, severity: "error" });
  }
}

/** `units.0.position.latitude`, with invisible characters escaped and long keys cut. */
export function formatPath(path: Path): string {
  return path.map((step) => escapeInvisible(String(step).slice(0, 64))).join(".");
}

function findOffset(root: ParsedNode, path: Path, targets: Targets, end: "key" | "value"): number {
  let node: ParsedNode = root;
  let offset = root.range[0];
  for (const [i, step] of path.entries()) {
    while (isAlias(node)) {
      const target = targets.get(node);
      if (target === undefined) return offset;
      node = target;
    }
    if (isMap(node)) {
      const pair = (node as YAMLMap.Parsed).items.find(({ key }) => isScalar(key) && key.value === step);
      if (pair === undefined) return offset;
      const next = pair.value as ParsedNode | null;
      const key = pair.key as ParsedNode;
      const isLast = i === path.length - 1;
      if (next === null || (isLast && end === "key")) return key.range[0];
      node = next;
    } else if (isSeq(node)) {
      const next: unknown = typeof step === "number" ? node.items[step] : undefined;
      if (next === undefined || next === null) return offset;
      node = next as ParsedNode;
    } else return offset;
    offset = node.range[0];
  }
  return offset;
}
