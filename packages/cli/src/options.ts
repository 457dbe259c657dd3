import { availableParallelism } from "node:os";
import { InvalidArgumentError, Option } from "commander";
import type { Settings } from "./session.ts";

/** The options that stand before or after every verb. */
export function makeGlobalOptions(): Option[] {
  return [
    new Option("--json", "print one JSON document on standard output, everything else on standard error"),
    new Option("--seed <n>", "seed of the random streams; the file's own without it").argParser(parseCount),
    new Option("--runs <n>", "number of trials or draws; the file's own without it").argParser(parsePositive),
    new Option("--workers <n>", "worker threads; 0 or 1: in this process; all cores without it").argParser(parseCount),
    new Option("--out <dir>", "folder of the result; results/<name>-<hash> without it").argParser(parseFolder),
    new Option("--fresh", "compute everything anew, nothing from the cache"),
    new Option("--quiet", "no progress and no messages, only the answer and what is wrong"),
    new Option("--language <code>", "language of names and reports").choices(["en", "ja"]).default("en"),
  ];
}

/** The settings that the options amount to. */
export function readSettings(options: Readonly<Record<string, unknown>>): Settings {
  const { json, seed, runs, workers, out, fresh, quiet, language } = options as Partial<Settings>;
  return {
    json: json === true,
    ...(seed === undefined ? {} : { seed }),
    ...(runs === undefined ? {} : { runs }),
    workers: workers ?? availableParallelism(),
    ...(out === undefined ? {} : { out }),
    fresh: fresh === true,
    quiet: quiet === true,
    language: language ?? "en",
  };
}

function parseCount(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value)) {
    throw new InvalidArgumentError("A whole number, 0 or more, is needed.");
  }
  return value;
}

function parsePositive(text: string): number {
  const value = parseCount(text);
  if (value === 0) throw new InvalidArgumentError("A whole number, 1 or more, is needed.");
  return value;
}

function parseFolder(text: string): string {
  if (text.trim() === "") throw new InvalidArgumentError("The name of a folder is needed.");
  return text;
}
