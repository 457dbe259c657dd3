import { createHash } from "node:crypto";
import { mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { deserialize, serialize } from "node:v8";
import { type Build, compareBuilds } from "./build.ts";
import { describeFileError } from "./files.ts";
import { type BadInput, refuse } from "./problems.ts";

const FORMAT = "parapet-part-1";

/** One of several equal shares of a study's work, counted from 1. */
export interface Shard {
  readonly number: number;
  readonly of: number;
}

/** The shard that "3/16" means. Throws BadInput. */
export function parseShard(text: string): Shard {
  const match = /^([1-9]\d{0,5})\/([1-9]\d{0,5})$/.exec(text);
  const shard = { number: Number(match?.[1]), of: Number(match?.[2]) };
  if (match === null || shard.number > shard.of)
    throw refuse(`--shard ${text}: a number from 1 to the number of shards is needed, such as 3/16`);
  return shard;
}

/** Which study a part belongs to, and which share of it this is. */
export interface PartFacts {
  readonly build: Build;
  readonly kind: string;
  readonly name: string;
  readonly hash: string;
  readonly seed: number;
  readonly runs: number;
  /** The command that makes the whole result on one machine. */
  readonly command: string;
  readonly shard: Shard;
  /** 1 for the work that rests on nothing; 2 for what rests on all parts of round 1; and so on. */
  readonly round: number;
}

/** Answers of one list of tasks: all of them, or those of a shard. */
export interface Piece {
  /** Digest of the list of tasks. */
  readonly digest: string;
  readonly total: number;
  /** True when every shard has all answers. */
  readonly everywhere: boolean;
  readonly answers: ReadonlyMap<number, unknown>;
}

export interface Part {
  readonly file: string;
  readonly facts: PartFacts;
  /** The resolved study. */
  readonly study: unknown;
  readonly pieces: readonly Piece[];
}

/** Digest of a list of tasks or answers, the same on every machine: typed arrays count by their numbers. */
export function digestOf(value: unknown): string {
  const text = JSON.stringify(value, (_, each: unknown) =>
    ArrayBuffer.isView(each) && !(each instanceof DataView) ? [...(each as unknown as Iterable<number>)] : each,
  );
  return createHash("sha256").update(text).digest("hex");
}

export function partName({ name, hash, shard, round }: PartFacts): string {
  const later = round === 1 ? "" : `-round-${round}`;
  return `${name}-${hash.slice(0, 8)}-${shard.number}-of-${shard.of}${later}.part`;
}

/** Writes a part whole or not at all. Throws BadInput when the place cannot be written. */
export async function writePart(folder: string, { facts, study, pieces }: Omit<Part, "file">): Promise<string> {
  const path = join(folder, partName(facts));
  const partial = `${path}.partial-${process.pid}`;
  const body = serialize({ study, pieces });
  const sha256 = createHash("sha256").update(body).digest("hex");
  try {
    await mkdir(folder, { recursive: true });
    const handle = await open(partial, "w");
    try {
      await handle.writeFile(`${JSON.stringify({ format: FORMAT, ...facts, sha256 })}\n`);
      await handle.writeFile(body);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true }).catch(() => {});
    throw describeFileError(error, path);
  }
  return path;
}

/** The part files that names stand for: a folder stands for all `.part` files in it. Throws BadInput. */
export async function listParts(names: readonly string[]): Promise<readonly string[]> {
  const files: string[] = [];
  for (const name of names) {
    try {
      if (!(await stat(name)).isDirectory()) {
        files.push(name);
        continue;
      }
      const found = (await readdir(name)).filter((entry) => entry.endsWith(".part")).toSorted();
      if (found.length === 0) throw refuse("the folder holds no parts (*.part)", name);
      files.push(...found.map((entry) => join(name, entry)));
    } catch (error) {
      throw describeFileError(error, name);
    }
  }
  return files;
}

/** Reads a part. Throws BadInput for another file, a damaged one, and one of another version, code or catalogue. */
export async function readPart(file: string, build: Build): Promise<Part> {
  let bytes: Buffer;
  try {
    bytes = await readFile(file);
  } catch (error) {
    throw describeFileError(error, file);
  }
  const end = bytes.indexOf(10);
  const header = readHeader(bytes.subarray(0, Math.max(0, end)).toString("utf8"), file);
  const difference = compareBuilds(build, header.build);
  if (difference !== "") throw refuse(`the part was made by another build: ${difference}`, file);
  const body = bytes.subarray(end + 1);
  if (createHash("sha256").update(body).digest("hex") !== header.sha256)
    throw refuse("the part is damaged: its bytes are not those that were written; make it again", file);
  const { format: _format, sha256: _sha256, ...facts } = header;
  const { study, pieces } = deserialize(body) as Pick<Part, "study" | "pieces">;
  return { file, facts, study, pieces };
}

interface Header extends PartFacts {
  readonly format: string;
  readonly sha256: string;
}

function readHeader(line: string, file: string): Header {
  try {
    const header = JSON.parse(line) as Partial<Header> | null;
    if (header?.format === FORMAT && header.build !== undefined && header.shard !== undefined) return header as Header;
    if (typeof header?.format === "string" && header.format.startsWith("parapet-part-"))
      throw refuse(`the part has the format ${header.format}, this version reads ${FORMAT}`, file);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw refuse("this is no part of a study; parapet run FILE --shard 1/16 writes one", file);
}

/** What a complete set of parts knows: the answers of each list of tasks. */
export interface PartsInHand {
  readonly facts: PartFacts;
  readonly study: unknown;
  /** The rounds that are complete. */
  readonly rounds: number;
  /** The answers to all tasks of a list, in order; undefined where the parts do not have them. */
  readonly find: (digest: string) => readonly unknown[] | undefined;
}

/**
 * Puts parts together. Throws BadInput with a sentence for each thing wrong: parts of another study, a shard that is missing or there twice,
 * machines that computed different numbers.
 */
export function joinParts(parts: readonly Part[]): PartsInHand {
  const [first] = parts;
  if (first === undefined) throw refuse("no parts were given");
  for (const { file, facts } of parts) {
    const difference = compareFacts(first.facts, facts);
    if (difference !== "")
      throw refuse(`${difference} in ${basename(first.file)}; parts of one study are needed`, file);
  }
  const rounds = Math.max(...parts.map(({ facts }) => facts.round));
  for (let round = 1; round <= rounds; round++)
    checkRound(parts.filter(({ facts }) => facts.round === round), round, first.facts.shard.of); // prettier-ignore
  const known = new Map<string, Joined>();
  for (const part of parts) for (const piece of part.pieces) addPiece(known, piece, part.file);
  return {
    facts: first.facts,
    study: first.study,
    rounds,
    find: (digest) => {
      const joined = known.get(digest);
      if (joined === undefined || joined.answers.size < joined.total) return undefined;
      return Array.from({ length: joined.total }, (_, task) => joined.answers.get(task));
    },
  };
}

interface Joined {
  readonly total: number;
  readonly answers: Map<number, unknown>;
  readonly from: string;
}

function addPiece(known: Map<string, Joined>, piece: Piece, file: string): void {
  const before = known.get(piece.digest);
  if (before === undefined) {
    known.set(piece.digest, { total: piece.total, answers: new Map(piece.answers), from: file });
  } else if (piece.everywhere) {
    const numbers = [...piece.answers.keys()];
    if (digestOf(numbers.map((n) => piece.answers.get(n))) === digestOf(numbers.map((n) => before.answers.get(n))))
      return;
    throw refuse(`what all shards compute differs from that in ${basename(before.from)}: the two machines do not agree on floating-point numbers`, file); // prettier-ignore
  } else for (const [task, answer] of piece.answers) before.answers.set(task, answer);
}

function compareFacts(ours: PartFacts, theirs: PartFacts): string {
  if (ours.name !== theirs.name) return `this part is of the study ${theirs.name}, not of ${ours.name} as`;
  if (ours.seed !== theirs.seed) return `this part has the seed ${theirs.seed}, not ${ours.seed} as`;
  if (ours.runs !== theirs.runs) return `this part is of ${theirs.runs} runs, not of ${ours.runs} as`;
  if (ours.hash !== theirs.hash) return `this part's input has the hash ${theirs.hash.slice(0, 8)}, not ${ours.hash.slice(0, 8)} as`; // prettier-ignore
  if (ours.shard.of !== theirs.shard.of) return `this is one of ${theirs.shard.of} shards, not of ${ours.shard.of} as`;
  return "";
}

function checkRound(parts: readonly Part[], round: number, of: number): void {
  const byNumber = new Map<number, Part>();
  const place = round === 1 ? "" : ` of round ${round}`;
  for (const part of parts) {
    const { number } = part.facts.shard;
    const other = byNumber.get(number);
    if (other !== undefined)
      throw refuse(`shard ${number}/${of}${place} is there twice, also as ${other.file}`, part.file);
    byNumber.set(number, part);
  }
  const missing = Array.from({ length: of }, (_, i) => i + 1).filter((number) => !byNumber.has(number));
  if (missing.length === 0) return;
  throw missingShards(missing, of, place);
}

function missingShards(missing: readonly number[], of: number, place: string): BadInput {
  const shown = missing.slice(0, 10).map((number) => `${number}/${of}`);
  const more = missing.length > 10 ? ` and ${missing.length - 10} more` : "";
  return refuse(`${missing.length === 1 ? "a shard is" : `${missing.length} shards are`} missing${place}: ${shown.join(", ")}${more}`); // prettier-ignore
}

/** Where parts go without --out. */
export function partsFolder({
  folder,
  name,
  hash,
}: {
  readonly folder: string;
  readonly name: string;
  readonly hash: string;
}): string {
  return join(folder, "results", `${name}-${hash.slice(0, 8)}-parts`);
}

/** A part that a crash left half written has a name of its own and is never read; this takes such away beside a new one. */
export async function clearTornParts(path: string): Promise<void> {
  const folder = dirname(path);
  for (const entry of await readdir(folder))
    if (entry.startsWith(`${basename(path)}.partial-`)) await rm(join(folder, entry), { force: true });
}
