import type { StudyDone } from "../compute/desk-types.ts";

/** A question with its answer in one file: another machine computes it again with `parapet run` and finds the same numbers. */
export interface Bundle {
  readonly kind: "bundle";
  readonly version: string;
  readonly hash: string;
  readonly seed: number;
  readonly draws: number;
  readonly study: string;
  readonly scenario: string;
  readonly metrics: StudyDone["summary"]["metrics"];
}

/** Puts a bundle together. */
export function makeBundle(
  done: StudyDone,
  files: { readonly study: string; readonly scenario: string },
  { version, seed, draws }: { readonly version: string; readonly seed: number; readonly draws: number },
): Bundle {
  return { kind: "bundle", version, hash: done.hash, seed, draws, ...files, metrics: done.summary.metrics };
}

/** Hands a file to the browser's downloads. */
export function download(
  name: string,
  content: string | Uint8Array | Blob,
  type: string = "application/octet-stream",
): void {
  const blob = content instanceof Blob ? content : new Blob([content as BlobPart], { type });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
