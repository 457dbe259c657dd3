import { Composer, Lexer, LineCounter, Parser } from "yaml";
import type { Document, ParsedNode } from "yaml";
import type { Position, Problem } from "./problem.ts";
import { escapeInvisible } from "./problem.ts";

/** A file as its host read it: the name that messages use, and what stands in it. */
export interface Source {
  readonly file: string;
  readonly content: string | Uint8Array;
}

/** What a file may at most hold. They keep the answer to a hostile file under a second and 100 MB. */
export interface SourceLimits {
  readonly bytes: number;
  /** Tokens of the YAML text: words, quoted texts, indicators, line ends. */
  readonly tokens: number;
  /** UTF-16 units of one token: a text, a comment. */
  readonly tokenLength: number;
  /** Lists and groups inside one another. */
  readonly depth: number;
  /** Values after every alias has been replaced by what it stands for. */
  readonly values: number;
  /** Problems of one file that are reported; reading ends there. */
  readonly problems: number;
  /** Of these, breaches of YAML's grammar: after some, the others follow from them. */
  readonly grammarProblems: number;
}

/** The limits that every reader of files here uses. */
export const SOURCE_LIMITS: SourceLimits = {
  bytes: 5_000_000,
  tokens: 100_000,
  tokenLength: 100_000,
  depth: 32,
  values: 50_000,
  problems: 100,
  grammarProblems: 20,
};

/** One YAML document with a way from its offsets to lines. */
export interface ParsedDocument {
  readonly ok: true;
  readonly root: ParsedNode;
  readonly positionAt: (offset: number) => Position;
}

/** A text that is no single, well-formed YAML document of permitted size. */
export interface RefusedDocument {
  readonly ok: false;
  readonly problems: readonly Problem[];
}

/**
 * Text or bytes to one YAML 1.2 document (core schema, no merge keys). Size, encoding, depth and number of tokens are
 * limited before anything recursive runs; nothing in a file makes it throw.
 */
export function parseDocument(source: Source): ParsedDocument | RefusedDocument {
  const { file } = source;
  const decoded = decodeSource(source);
  if (typeof decoded !== "string") return { ok: false, problems: [decoded] };
  const text = decoded.startsWith("\ufeff") ? decoded.slice(1) : decoded;

  const lines = new LineCounter();
  const positionAt = (offset: number): Position => {
    const { line, col } = lines.linePos(Math.max(0, Math.min(offset, text.length)));
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const problemAt = (offset: number, message: string, found = ""): Problem => ({
    file,
    ...positionAt(offset),
    path: "",
    found,
    message,
    severity: "error",
  });
  const tokens = parseTokens(text, lines);
  if ("message" in tokens) return { ok: false, problems: [problemAt(tokens.offset, tokens.message)] };
  return composeDocument(tokens.tokens, { problemAt, positionAt });
}

type Token = Parameters<Composer["next"]>[0];
type ProblemAt = (offset: number, message: string, found?: string) => Problem;

function parseTokens(
  text: string,
  lines: LineCounter,
): { readonly tokens: Token[] } | { readonly offset: number; readonly message: string } {
  const { tokens: mostTokens, tokenLength: longest, depth: deepest } = SOURCE_LIMITS;
  const parser = new Parser(lines.addNewLine);
  lines.addNewLine(0);
  const tokens: Token[] = [];
  let count = 0;
  for (const lexeme of new Lexer().lex(text)) {
    if (lexeme.length > longest)
      return {
        offset: parser.offset,
        message: `a text of ${lexeme.length} characters starts here; at most ${longest} are read`,
      };
    for (const token of parser.next(lexeme)) tokens.push(token);
    count += 1;
    if (count > mostTokens)
      return { offset: parser.offset, message: `more than ${mostTokens} YAML tokens up to here; divide the file` };
    // The parser keeps one entry for the document and one for the scalar at hand besides those of the collections.
    if (parser.stack.length > deepest + 2)
      return { offset: parser.offset, message: `lists and groups nest deeper than ${deepest} levels here` };
  }
  for (const token of parser.end()) tokens.push(token);
  return { tokens };
}

/** Thrown through the composer to end it, and caught right below. */
const ENOUGH = Symbol("enough problems");

function composeDocument(
  tokens: readonly Token[],
  { problemAt, positionAt }: { readonly problemAt: ProblemAt; readonly positionAt: (offset: number) => Position },
): ParsedDocument | RefusedDocument {
  const problems: Problem[] = [];
  const composer = new Composer({
    version: "1.2",
    schema: "core",
    merge: false,
    // The library compares every pair of keys; ours are compared in a set when the document is read.
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: "silent",
  });
  // The composer collects errors without end, each with a stack trace: 20 s and 1 GB for 1 MB of commas.
  Reflect.set(composer, "onError", (at: ErrorPlace, code: string, message: string) => {
    problems.push(problemAt(offsetOf(at), explainYamlError(code, message)));
    if (problems.length >= SOURCE_LIMITS.grammarProblems) throw ENOUGH;
  });

  const documents: Document.Parsed[] = [];
  try {
    for (const token of tokens) {
      for (const document of composer.next(token)) documents.push(document);
      if (documents.length > 1) break;
    }
    for (const document of composer.end()) documents.push(document);
  } catch (error) {
    if (error !== ENOUGH) throw error;
    return { ok: false, problems: problems.slice(0, SOURCE_LIMITS.grammarProblems) };
  }
  if (problems.length > 0) return { ok: false, problems };
  const [document, second] = documents;
  if (second !== undefined)
    return {
      ok: false,
      problems: [problemAt(second.range[0], "a second YAML document starts here; a file holds one")],
    };
  if (document?.contents == null || isEmptyScalar(document.contents))
    return { ok: false, problems: [problemAt(0, "the file is empty")] };
  return { ok: true, root: document.contents, positionAt };
}

function isEmptyScalar(node: ParsedNode): boolean {
  return "value" in node && node.value === null && "source" in node && node.source === "";
}

type ErrorPlace = number | readonly number[] | { readonly offset: number };

function offsetOf(at: ErrorPlace): number {
  if (typeof at === "number") return at;
  if ("offset" in at) return at.offset;
  return at[0] ?? 0;
}

function explainYamlError(code: string, message: string): string {
  if (code === "TAG_RESOLVE_FAILED")
    return `a YAML tag found (${escapeInvisible(message.slice(0, 80))}); tags are not used here`;
  if (code === "TAB_AS_INDENT") return "a tab in the indentation; YAML wants spaces";
  return `not well-formed YAML: ${escapeInvisible(message.slice(0, 200))}`;
}

/** What no text file holds: control characters besides tab and line ends, and halves of surrogate pairs. */
const DAMAGE =
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

declare const TextDecoder: new (
  label: string,
  options: { readonly fatal: boolean; readonly ignoreBOM: boolean },
) => { decode(bytes: Uint8Array): string };

/** The text of a source, or why it is none: too large, not UTF-8, damaged. */
export function decodeSource({ file, content }: Source, mostBytes: number = SOURCE_LIMITS.bytes): string | Problem {
  const refuse = (message: string, found = "", position: Position = { line: 1, column: 1 }): Problem => ({
    file,
    ...position,
    path: "",
    found,
    message,
    severity: "error",
  });
  const size = content.length;
  if (size > mostBytes)
    return refuse(
      `${(size / 1e6).toFixed(1)} MB found; a file may have at most ${mostBytes / 1e6} MB`,
      `${(size / 1e6).toFixed(1)} MB`,
    );
  if (size === 0) return refuse("the file is empty");
  let text: string;
  if (typeof content === "string") text = content;
  else {
    try {
      text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(content);
    } catch {
      return refuse("binary data found, or a text in another encoding than UTF-8");
    }
  }
  const control = DAMAGE.exec(text);
  if (control === null) return text;
  const before = text.slice(0, control.index);
  const line = before.split("\n").length;
  const column = control.index - before.lastIndexOf("\n");
  const name = escapeInvisible(control[0]);
  return refuse(`the character ${name} found: the file is binary or damaged`, name, { line, column });
}
