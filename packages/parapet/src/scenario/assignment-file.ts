import type { WeaponAssignmentProblem } from "../engagement/weapon-assignment.ts";
import { type Problem, quoteShort } from "./problem.ts";
import { decodeSource, type Source } from "./yaml-source.ts";

/** The largest instance file that is read. */
export const LARGEST_ASSIGNMENT_FILE_bytes = 200_000_000;
/** Pairs of a weapon and a target. */
const MOST_PAIRS = 20_000_000;
const MOST_ROUNDS = 10_000;
/** Problems of one file that are told; the others follow from them as a rule. */
const MOST_PROBLEMS = 20;
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

export type ParsedAssignment =
  | {
      readonly ok: true;
      readonly problem: WeaponAssignmentProblem;
      /** Pairs that the file says nothing of: the weapon is taken not to reach the target. */
      readonly unlisted: number;
    }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Reads an instance of plain numbers: weapons, targets, rounds of each weapon; a value for each target; then weapon, target,
 * probability, with weapons and targets counted from 0. Space and line ends part numbers; `#` starts a remark.
 */
export function parseAssignment(source: Source): ParsedAssignment {
  const text = decodeSource(source, LARGEST_ASSIGNMENT_FILE_bytes);
  if (typeof text !== "string") return { ok: false, problems: [text] };
  const reader = new NumberReader(source.file, text);
  const problem = readInstance(reader);
  if (problem === undefined) return { ok: false, problems: reader.problems };
  return { ok: true, ...problem };
}

function readInstance(
  reader: NumberReader,
): { readonly problem: WeaponAssignmentProblem; readonly unlisted: number } | undefined {
  const weapons = reader.readWhole("the number of weapons", 1, MOST_PAIRS);
  const targets = reader.readWhole("the number of targets", 1, MOST_PAIRS);
  const rounds = reader.readWhole("the rounds of each weapon", 0, MOST_ROUNDS);
  if (weapons === undefined || targets === undefined || rounds === undefined) return undefined;
  if (weapons * targets > MOST_PAIRS) {
    reader.refuse(`${weapons} weapons and ${targets} targets found; at most ${MOST_PAIRS} pairs are taken`);
    return undefined;
  }
  const value = new Float64Array(targets);
  for (let j = 0; j < targets && !reader.isFull; j++) {
    const v = reader.read(`the value of target ${j}`, 0, 1e30);
    if (v === "end") break;
    value[j] = v ?? 0;
  }
  const killProbability = new Float64Array(weapons * targets).fill(-1);
  let listed = 0;
  while (!reader.isFull && !reader.isAtEnd()) {
    const weapon = reader.readWhole("a weapon", 0, weapons - 1);
    const place = reader.place;
    const target = reader.readWhole("a target", 0, targets - 1);
    const p = reader.read("a kill probability", 0, 1);
    if (weapon === undefined || target === undefined || typeof p !== "number") continue;
    const cell = weapon * targets + target;
    if (killProbability[cell]! >= 0) reader.refuseAt(place, `weapon ${weapon} and target ${target} stand here again`);
    else listed++;
    killProbability[cell] = p;
  }
  if (reader.problems.length > 0) return undefined;
  return {
    problem: {
      weapons,
      targets,
      rounds: new Int32Array(weapons).fill(rounds),
      value,
      killProbability: killProbability.map((p) => Math.max(0, p)),
    },
    unlisted: weapons * targets - listed,
  };
}

/** Reads numbers one by one and keeps what is wrong with them, each with its place. */
class NumberReader {
  readonly problems: Problem[] = [];
  readonly #file: string;
  readonly #text: string;
  readonly #token = /[^\s#]+|#[^\n]*|\n/g;
  #line = 1;
  #lineStart = 0;
  #next: string | undefined;
  place: { readonly line: number; readonly column: number } = { line: 1, column: 1 };
  #found = "";
  #hasEnded = false;
  #tokenStart = 0;
  // Line ends since the last number, and where the last of those lines starts.
  #pendingLines = 0;
  #pendingStart = 0;

  constructor(file: string, text: string) {
    this.#file = file;
    this.#text = text.startsWith("\ufeff") ? text.slice(1) : text;
    this.#advance();
  }

  /** Enough has been found wrong. */
  get isFull(): boolean {
    return this.problems.length >= MOST_PROBLEMS || this.#hasEnded;
  }

  isAtEnd(): boolean {
    return this.#next === undefined;
  }

  /** The next number; undefined when it is none or out of its range, "end" when there is nothing left. */
  read(what: string, low: number, high: number): number | "end" | undefined {
    if (this.#next === undefined) {
      if (!this.#hasEnded) this.refuseAt(this.#endPlace(), `the file ends where ${what} is due`, "");
      this.#hasEnded = true;
      return "end";
    }
    const token = this.#next;
    this.place = { line: this.#line, column: this.#tokenStart - this.#lineStart + 1 };
    this.#found = token;
    this.#advance();
    if (!NUMBER.test(token)) return this.refuse(`${quoteShort(token)} found where ${what} is due, which is a number`);
    const number = Number(token);
    if (number >= low && number <= high) return number;
    return this.refuse(
      `${quoteShort(token)} found as ${what}; it must be ${high >= 1e30 ? `${low} or more` : `from ${low} to ${high}`}`,
    );
  }

  readWhole(what: string, low: number, high: number): number | undefined {
    const number = this.read(what, low, high);
    if (typeof number !== "number") return undefined;
    return Number.isInteger(number)
      ? number
      : this.refuse(`${quoteShort(this.#found)} found as ${what}; it must be a whole number`);
  }

  refuse(message: string): undefined {
    this.refuseAt(this.place, message);
  }

  refuseAt(
    place: { readonly line: number; readonly column: number },
    message: string,
    found: string = this.#found,
  ): void {
    this.problems.push({ file: this.#file, ...place, path: "", found, message, severity: "error" });
  }

  #advance(): void {
    for (;;) {
      const match = this.#token.exec(this.#text);
      if (match === null) {
        this.#next = undefined;
        return;
      }
      const [token] = match;
      if (token === "\n") {
        this.#pendingLines++;
        this.#pendingStart = match.index + 1;
      } else if (!token.startsWith("#")) {
        this.#line += this.#pendingLines;
        if (this.#pendingLines > 0) this.#lineStart = this.#pendingStart;
        this.#pendingLines = 0;
        this.#tokenStart = match.index;
        this.#next = token;
        return;
      }
    }
  }

  /** Behind the last number: what is missing is missing there. */
  #endPlace(): { readonly line: number; readonly column: number } {
    const { line, column } = this.place;
    return { line, column: column + this.#found.length };
  }
}
