import type { ParsedFile, StudyFile } from "parapet";
import type { CatalogueFiles } from "./host/data.ts";
import type { PreparedStudy } from "./study-seam.ts";

/** Everything a study is made of, as files that their schemas accept. */
export interface StudyInput<S extends StudyFile = StudyFile> {
  readonly study: ParsedFile<"study"> & { readonly value: S };
  readonly scenario: ParsedFile<"scenario">;
  readonly catalogue: CatalogueFiles;
  /** --seed, else the file's own. */
  readonly seed: number;
  /** --runs; without it the file's own number. */
  readonly runs?: number;
}

/** Resolves a study's input and hashes it; throws BadInput with every problem. Computes nothing yet. */
export type PrepareStudy<S extends StudyFile = StudyFile> = (input: StudyInput<S>) => Promise<PreparedStudy>;

type Preparers = {
  readonly [Kind in StudyFile["kind"]]?: () => Promise<PrepareStudy<Extract<StudyFile, { kind: Kind }>>>;
};

/** The code of each kind of study, loaded when a study of that kind is run. */
export const STUDIES: Preparers = {};
