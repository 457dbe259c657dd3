import type { ExitCode } from "./exit.ts";
import type { Progress } from "./host/progress.ts";
import type { Interim } from "./study-seam.ts";

/** The options that every command takes, after their defaults were filled in. */
export interface Settings {
  readonly json: boolean;
  readonly seed?: number;
  readonly runs?: number;
  /** Worker threads; 0 and 1 mean: in this process. */
  readonly workers: number;
  readonly out?: string;
  readonly fresh: boolean;
  readonly quiet: boolean;
  readonly language: "en" | "ja";
}

/** What a command needs of its surroundings. */
export interface Session {
  readonly settings: Settings;
  /** Folder that relative paths and `results/` are taken from. */
  readonly folder: string;
  /** The command that makes the result again: `parapet run studies/x.yaml --seed 7`. */
  readonly command: string;
  /** Aborted by the first SIGINT or SIGTERM. */
  readonly signal: AbortSignal;
  /** Writes one line on standard error, unless --quiet. */
  readonly note: (line: string) => void;
  /** Starts showing how far a piece of work is; the caller must stop it. */
  readonly startProgress: (label: string, total: number) => Promise<Progress>;
  /** Told of the numbers of a study while their intervals narrow. */
  readonly tellInterim?: (interim: Interim) => void;
  /** Goes on where an interrupted run of the same study stopped, whatever the command. */
  readonly resume?: boolean;
}

/** What a command hands back; main prints the document with --json and the text without. */
export interface Answer {
  readonly exitCode: ExitCode;
  /** JSON-able; exactly this is printed with --json. */
  readonly document: unknown;
  /** For a reader at a terminal; printed without --json. */
  readonly text: string;
}
